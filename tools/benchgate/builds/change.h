// The extent of a change: from the merge base with its target branch, to the work tree.
//
// Never from the tip of that branch: a change must not be charged with what others merged since.
// Reads only; builds nothing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/builds/clone.h"

namespace benchgate::builds {

struct Change {
  Clone clone{};       ///< with head's work tree
  std::string base{};  ///< the commit that head is compared with, in full
  std::string head{};  ///< the commit that is checked out, in full
  /// Other commits that could be base, because the two lines were merged into each other.
  std::vector<std::string> other_bases{};
  bool was_deepened = false;  ///< the clone was shallow, and base was fetched
  /// Where tracked files differ from the commit; those that git does not know are no part of it.
  bool is_dirty = false;
  /// That differ between base and the work tree, relative to the root; new ones that git does not
  /// ignore included. Nothing: too many to list.
  std::optional<std::vector<std::string>> changed_files{};

  /// Is head's work tree base's to the letter?
  [[nodiscard]] bool is_empty() const { return changed_files && changed_files->empty(); }
};

/// The change that the work tree around `folder` holds, relative to `ref`: a branch, a tag, a
/// commit, anything that git takes for one.
/// Throws UsageError where there is no work tree, no commit, no such ref or nothing in common with
/// it; EnvironmentError where the clone is too shallow to tell and more cannot be fetched, git is
/// missing or refuses.
[[nodiscard]] Change find_change(const std::filesystem::path& folder, const std::string& ref);

}  // namespace benchgate::builds
