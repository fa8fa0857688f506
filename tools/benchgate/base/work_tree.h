// Keeps what is written into a checkout inside of it.
//
// A checkout may be a stranger's, and a symbolic link in it may lead anywhere. A path outside of
// any checkout, or one that names the place the link leads to, is its user's own choice.
#pragma once

#include <filesystem>

namespace benchgate {

/// `path` without symbolic links, as far as it exists; what a dangling link names counts as well.
/// Throws EnvironmentError where links lead in circles.
[[nodiscard]] std::filesystem::path without_links(const std::filesystem::path& path);

/// Throws UsageError where `path` lies in a git work tree, as it is written, and symbolic links
/// lead out of that.
void require_within_work_tree(const std::filesystem::path& path);

}  // namespace benchgate
