#include "benchgate/builds/commit_build.h"

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/worktree.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

void check_folder(const fs::path& folder, const CommitToBuild& commit, const fs::path& relative) {
  if (fs::is_directory(folder)) return;
  throw BuildFailure(fmt::format("{} has no folder {}, so it cannot be built as head is",
                                 commit.name, relative.string()));
}

}  // namespace

CacheKey key_of(const std::string& commit, const CommitBuildOptions& options) {
  return {.commit = commit,
          .configuration = fmt::format("{}in {}\n{}", describe(options.recipe),
                                       options.folder.string(), options.toolchain)};
}

CommitBuild build_commit(const BuildCache& cache, const Clone& clone, const CommitToBuild& commit,
                         const CommitBuildOptions& options, const BuildObserver& observer) {
  const auto key = key_of(commit.id, options);
  const CommitBuild built{.root = cache.tree(key), .log = cache.log(key)};
  if (options.keep && cache.holds(key)) {
    return {.root = built.root, .log = built.log, .was_kept = true};
  }
  cache.make_room(key, options.most_kept);
  if (observer) observer({.step = "checking out " + commit.name, .log = built.log});
  add_worktree(clone.root, built.root, commit.id);
  const auto folder = built.root / options.folder;
  check_folder(folder, commit, options.folder);
  build(options.recipe,
        {.side = commit.name, .folder = folder, .root = built.root, .log = built.log}, observer);
  if (options.keep) cache.mark_built(key);
  return built;
}

std::string short_commit(const std::string& commit) {
  return commit.substr(0, 12);
}

}  // namespace benchgate::builds
