#include "benchgate/builds/worktree.h"

#include <sstream>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/git.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

/// A checkout may fetch: Git LFS, partial clones, submodules.
constexpr measure::Seconds kCheckoutPatience{1800};
constexpr std::size_t kMostListBytes = std::size_t{1} << 20;

std::vector<fs::path> registered(const fs::path& repository) {
  std::vector<fs::path> folders;
  const auto answer = measure::ask_git(repository, {"worktree", "list", "--porcelain"},
                                       {.most_bytes = kMostListBytes, .time_limit = {}});
  std::istringstream lines(answer.text);
  constexpr std::string_view kWord = "worktree ";
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(kWord)) folders.emplace_back(line.substr(kWord.size()));
  }
  return folders;
}

bool lies_below(const fs::path& path, const fs::path& place) {
  const auto relative = path.lexically_relative(place);
  return !relative.empty() && *relative.begin() != ".." && *relative.begin() != ".";
}

void unregister(const fs::path& repository, const fs::path& folder) {
  // Twice forced: even if it was being made when its maker was killed, which leaves it locked.
  (void)measure::ask_git(repository,
                         {"worktree", "remove", "--force", "--force", "--", folder.string()});
}

void update_submodules(const fs::path& folder) {
  if (!fs::exists(folder / ".gitmodules")) return;
  measure::tell_git(
      folder, {"submodule", "--quiet", "update", "--init", "--recursive"},
      fmt::format("cannot get the submodules of base, which are not taken from head: they may "
                  "be at other commits\n{}",
                  folder.string()),
      {.time_limit = kCheckoutPatience});
}

}  // namespace

void add_worktree(const fs::path& repository, const fs::path& folder, const std::string& commit) {
  measure::tell_git(
      repository,
      {"worktree", "add", "--quiet", "--force", "--detach", "--", folder.string(), commit},
      fmt::format("cannot check {} out into {}", commit.substr(0, 12), folder.string()),
      {.time_limit = kCheckoutPatience});
  update_submodules(folder);
}

std::string worktree_commit(const fs::path& repository, const fs::path& folder) {
  std::error_code error;
  const auto wanted = fs::canonical(folder, error);
  if (error) return {};
  for (const auto& known : registered(repository)) {
    if (fs::weakly_canonical(known, error) != wanted) continue;
    const auto answer = measure::ask_git(folder, {"rev-parse", "HEAD"});
    return answer.succeeded ? answer.text.substr(0, answer.text.find('\n')) : "";
  }
  return {};
}

void remove_worktree(const fs::path& repository, const fs::path& folder) {
  unregister(repository, folder);
  std::error_code error;
  fs::remove_all(folder, error);
  if (error) {
    throw EnvironmentError(fmt::format("cannot remove {}: {}", folder.string(), error.message()));
  }
}

void forget_lost_worktrees(const fs::path& repository, const fs::path& place) {
  for (const auto& folder : registered(repository)) {
    std::error_code error;
    if (lies_below(folder, place) && !fs::exists(folder, error)) unregister(repository, folder);
  }
}

}  // namespace benchgate::builds
