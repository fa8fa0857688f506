// Work trees of git at commits of our choice: made, and taken away without a trace.
//
// The user's own work trees, checked-out branch, index and hooks are never touched.
#pragma once

#include <filesystem>
#include <string>

namespace benchgate::builds {

/// Checks `commit` out, with its submodules, into `folder`, which must not exist yet. `repository`
/// is any work tree of the clone.
/// Throws EnvironmentError where git cannot (disk, network, credentials).
void add_worktree(const std::filesystem::path& repository, const std::filesystem::path& folder,
                  const std::string& commit);

/// The commit that is checked out in `folder`; empty where that is no work tree of `repository`
/// (any more).
[[nodiscard]] std::string worktree_commit(const std::filesystem::path& repository,
                                          const std::filesystem::path& folder);

/// Removes `folder` and what git knows of it, whatever state either is in.
void remove_worktree(const std::filesystem::path& repository, const std::filesystem::path& folder);

/// Makes git forget the work trees below `place` whose folders are gone.
void forget_lost_worktrees(const std::filesystem::path& repository,
                           const std::filesystem::path& place);

}  // namespace benchgate::builds
