// A clone of a git repository, and the commits that names stand for in it.
//
// Reads only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate::builds {

struct Clone {
  std::filesystem::path root{};           ///< of the work tree
  std::filesystem::path common_folder{};  ///< of git, the same for all work trees of a clone
};

/// The clone that the work tree around `folder` belongs to; empty: the working directory.
/// Throws UsageError where there is none, EnvironmentError where git is missing or refuses.
[[nodiscard]] Clone find_clone(const std::filesystem::path& folder);

/// The commit, in full, that `ref` names: a branch, a tag, anything that git takes for one.
[[nodiscard]] std::optional<std::string> commit_of(const Clone& clone, const std::string& ref);

/// The same; `option`, as the user wrote it, begins the UsageError where there is no such commit.
[[nodiscard]] std::string require_commit(const Clone& clone, const std::string& ref,
                                         std::string_view option);

/// The newest release tag that the checked-out commit builds on: a tag with a number in its name,
/// but no candidate ("v1.2-rc1").
[[nodiscard]] std::optional<std::string> last_release(const Clone& clone);

[[nodiscard]] bool is_shallow(const Clone& clone);

/// Advice for a shallow clone.
inline constexpr std::string_view kDeepen =
    "fetch the rest with `git fetch --unshallow` (in GitHub Actions: actions/checkout with "
    "fetch-depth: 0)";

}  // namespace benchgate::builds
