#include "benchgate/builds/base_build.h"

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/worktree.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

void check_folder(const fs::path& folder, const Change& change, const fs::path& relative) {
  if (fs::is_directory(folder)) return;
  throw EnvironmentError(fmt::format("{} has no folder {}, so it cannot be built as head is",
                                     name_of_base(change), relative.string()));
}

}  // namespace

std::string name_of_base(const Change& change) {
  return "base " + change.base.substr(0, 12);
}

CacheKey key_of_base(const Change& change, const BaseBuildOptions& options) {
  return {.commit = change.base,
          .configuration = fmt::format("{}in {}\n{}", describe(options.recipe),
                                       options.folder.string(), options.toolchain)};
}

BaseBuild build_base(const BuildCache& cache, const Change& change, const BaseBuildOptions& options,
                     const BuildObserver& observer) {
  const auto key = key_of_base(change, options);
  const BaseBuild built{.root = cache.tree(key), .log = cache.log(key)};
  if (options.keep && cache.holds(key)) {
    return {.root = built.root, .log = built.log, .was_kept = true};
  }
  cache.make_room(key);
  if (observer) observer({.step = "checking out " + name_of_base(change), .log = built.log});
  add_worktree(change.root, built.root, change.base);
  const auto folder = built.root / options.folder;
  check_folder(folder, change, options.folder);
  build(options.recipe, {.side = name_of_base(change), .folder = folder, .log = built.log},
        observer);
  if (options.keep) cache.mark_built(key);
  return built;
}

}  // namespace benchgate::builds
