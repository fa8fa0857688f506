#include "benchgate/measure/source_commit.h"

#include <sstream>
#include <utility>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/measure/git.h"

namespace benchgate::measure {
namespace {

std::optional<std::string> git(const std::filesystem::path& folder,
                               std::vector<std::string> arguments) {
  auto answer = ask_git(folder, std::move(arguments), {.time_limit = Seconds{20}});
  if (!answer.succeeded) return std::nullopt;
  return std::move(answer.text);
}

}  // namespace

std::optional<SourceCommit> source_commit(const std::filesystem::path& folder) try {
  const auto shown = git(folder, {"log", "-1", "--no-show-signature", "--format=%H%n%cI", "HEAD"});
  if (!shown) return std::nullopt;
  SourceCommit found;
  std::istringstream lines(*shown);
  std::getline(lines, found.commit);
  std::getline(lines, found.date);
  if (found.commit.empty()) return std::nullopt;
  if (auto branch = git(folder, {"symbolic-ref", "--quiet", "--short", "HEAD"})) {
    branch->erase(branch->find_last_not_of('\n') + 1);
    found.branch = *branch;
  }
  const auto status = git(folder, {"status", "--porcelain", "--untracked-files=no"});
  found.is_dirty = !status || !status->empty();
  return found;
} catch (const Error&) {
  return std::nullopt;  // no git
}

}  // namespace benchgate::measure
