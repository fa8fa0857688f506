#include "benchgate/builds/clone.h"

#include <fmt/format.h>

#include "benchgate/base/commit_id.h"
#include "benchgate/base/error.h"
#include "benchgate/measure/git.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

fs::path root_of(const fs::path& folder) {
  const auto answer = measure::ask_git(folder, {"rev-parse", "--show-toplevel"});
  if (!answer.succeeded) {
    throw UsageError(
        fmt::format("{}: base is a commit of the git repository that the work tree belongs to, "
                    "but git says: {}",
                    folder.string(), answer.words));
  }
  return answer.text.substr(0, answer.text.find_last_not_of('\n') + 1);
}

/// The command that brings "origin/main" here; empty where no remote is called so.
std::string fetch_command(const Clone& clone, const std::string& ref) {
  const auto slash = ref.find('/');
  if (slash == std::string::npos || slash + 1 == ref.size()) return {};
  const auto remote = ref.substr(0, slash);
  const auto branch = ref.substr(slash + 1);
  const bool is_plain =
      ref.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-") ==
      std::string::npos;
  if (!is_plain || !measure::ask_git(clone.root, {"remote", "get-url", "--", remote}).succeeded) {
    return {};
  }
  return fmt::format("git fetch {0} {1}:refs/remotes/{0}/{1}", remote, branch);
}

}  // namespace

Clone find_clone(const fs::path& folder) {
  Clone clone;
  clone.root = root_of(folder.empty() ? fs::path(".") : folder);
  clone.common_folder =
      measure::tell_git(clone.root, {"rev-parse", "--git-common-dir"}, "cannot ask git");
  if (clone.common_folder.is_relative()) clone.common_folder = clone.root / clone.common_folder;
  clone.common_folder = fs::weakly_canonical(clone.common_folder);
  return clone;
}

std::optional<std::string> commit_of(const Clone& clone, const std::string& ref) {
  const auto answer = measure::ask_git(
      clone.root, {"rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"});
  auto commit = first_line(answer.text);
  // "^HEAD" is an answer, too: everything but.
  if (!answer.succeeded || !is_full_commit(commit)) return std::nullopt;
  return commit;
}

std::string require_commit(const Clone& clone, const std::string& ref, std::string_view option) {
  if (auto commit = commit_of(clone, ref)) return *commit;
  const auto remote = "origin/" + ref;
  if (!ref.empty() && commit_of(clone, remote)) {
    throw UsageError(
        fmt::format("{} {}: there is no such commit here; did you mean {}?", option, ref, remote));
  }
  if (is_shallow(clone)) {
    const auto fetch = fetch_command(clone, ref);
    throw UsageError(fmt::format("{} {}: there is no such commit in this shallow clone; {}{}",
                                 option, ref, kDeepen,
                                 fetch.empty() ? "" : fmt::format(", then `{}`", fetch)));
  }
  if (const auto fetch = fetch_command(clone, ref); !fetch.empty()) {
    throw UsageError(fmt::format("{} {}: this clone does not have that branch; fetch it with `{}`",
                                 option, ref, fetch));
  }
  throw UsageError(
      fmt::format("{} {}: there is no such branch, tag or commit here; `git fetch` it first, "
                  "or see `git branch --all` for what there is",
                  option, ref));
}

std::optional<std::string> last_release(const Clone& clone) {
  const auto answer = measure::ask_git(
      clone.root, {"describe", "--tags", "--abbrev=0", "--match", "*[0-9]*", "--exclude", "*-*"});
  auto tag = first_line(answer.text);
  if (!answer.succeeded || tag.empty()) return std::nullopt;
  return tag;
}

bool is_shallow(const Clone& clone) {
  return measure::tell_git(clone.root, {"rev-parse", "--is-shallow-repository"},
                           "cannot look at the history") == "true";
}

}  // namespace benchgate::builds
