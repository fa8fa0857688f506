#include "benchgate/work/acceptances.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/base/commit_id.h"
#include "benchgate/base/error.h"
#include "benchgate/gate/acceptance_file.h"
#include "benchgate/measure/git.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

/// The file as it is at `commit`; empty where the commit has none, nothing where git does not know
/// the commit (a shallow clone, another repository) or this version cannot read the file.
std::optional<std::vector<gate::Acceptance>> entries_at(const std::string& commit,
                                                        const fs::path& file) try {
  constexpr std::size_t kMostBytes = 1 << 20;
  const auto absolute = fs::absolute(file);
  const auto folder = absolute.parent_path();
  if (!measure::ask_git(folder, {"cat-file", "-e", commit + "^{commit}"}).succeeded) {
    return std::nullopt;
  }
  const auto text =
      measure::ask_git(folder, {"cat-file", "blob", commit + ":./" + absolute.filename().string()},
                       {.most_bytes = kMostBytes});
  if (!text.succeeded) return std::vector<gate::Acceptance>{};
  if (!text.is_complete) return std::nullopt;
  return gate::parse_acceptances(text.text, file);
} catch (const EnvironmentError&) {
  return std::nullopt;  // there is no git
} catch (const UsageError&) {
  return std::nullopt;
}

}  // namespace

fs::path acceptance_path(const FoundPolicy& policy) {
  return gate::acceptance_path(policy.policy, policy.folder);
}

gate::AcceptanceFile acceptances_for(const FoundPolicy& policy, const gate::SideIdentity& base,
                                     const gate::SideIdentity& head) {
  gate::AcceptanceFile file{.entries = policy.acceptances, .of_base = {}, .today = today_in_utc()};
  // A result file says what the commit is: nothing but a hash may come to git's command line. Two
  // executables that are measured in one work tree both carry its commit: it says nothing.
  const bool tells = is_commit(base.commit) && base.commit != head.commit && !base.dirty;
  if (!file.entries.empty() && tells)
    file.of_base = entries_at(base.commit, acceptance_path(policy));
  return file;
}

}  // namespace benchgate::work
