#include "benchgate/builds/change.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/merge_base.h"
#include "benchgate/measure/git.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostListBytes = std::size_t{8} << 20;

void find_base(const std::string& ref, Change& change) {
  const auto about = "--base " + ref;
  const auto tip = require_commit(change.clone, ref, "--base");
  change.was_deepened =
      reach_back(change.clone, {.tip = tip, .head = change.head, .about = about, .ref = ref});
  auto bases = merge_bases(change.clone, tip, change.head);
  if (bases.empty()) {
    throw UsageError(
        fmt::format("{}: has no commit in common with HEAD, so there is nothing to compare with; "
                    "name the branch that HEAD started from",
                    about));
  }
  change.base = bases.front();
  change.other_bases.assign(bases.begin() + 1, bases.end());
}

/// Puts what is listed behind `files`; false where that is not all.
bool append_list(const measure::GitAnswer& answer, std::vector<std::string>& files) {
  if (!answer.succeeded || !answer.is_complete) return false;
  std::ranges::move(measure::fields_of(answer), std::back_inserter(files));
  return true;
}

std::optional<std::vector<std::string>> changed_files(const fs::path& root,
                                                      const std::string& base) {
  const measure::GitOptions long_list = {.most_bytes = kMostListBytes, .time_limit = {}};
  std::vector<std::string> files;
  // Renames are not looked for: both names count, and it would take long.
  const bool complete =
      append_list(measure::ask_git(root,
                                   {"diff", "--name-only", "--no-renames", "--no-ext-diff",
                                    "--no-textconv", "-z", base, "--"},
                                   long_list),
                  files) &&
      append_list(
          measure::ask_git(root, {"ls-files", "--others", "--exclude-standard", "-z"}, long_list),
          files);
  if (!complete) return std::nullopt;
  return files;
}

}  // namespace

Change find_change(const fs::path& folder, const std::string& ref) {
  Change change;
  change.clone = find_clone(folder);
  const auto& root = change.clone.root;
  const auto head = commit_of(change.clone, "HEAD");
  if (!head) {
    throw UsageError(fmt::format(
        "{}: HEAD has no commit yet; a change is compared with the commit that it started from",
        root.string()));
  }
  change.head = *head;
  find_base(ref, change);
  const auto status = measure::ask_git(root, {"status", "--porcelain", "--untracked-files=no"},
                                       {.most_bytes = 1024, .time_limit = {}});
  change.is_dirty = !status.succeeded || !status.text.empty();
  change.changed_files = changed_files(root, change.base);
  return change;
}

}  // namespace benchgate::builds
