// Where built commits of one clone are kept, so that the same base is not built twice.
//
//   CACHE/.gitignore                         everything: the cache may lie in a work tree
//   CACHE/NAME-HASH/                         one clone; HASH is of its path
//     lock                                   one gate at a time
//     head.log                               how head was built last
//     measured/                              what was measured last, if not saved elsewhere
//     COMMIT-HASH/                           one commit; HASH is of how it was built
//       tree/                                its work tree, built inside
//       build.log
//       files                                what the tree holds, with the hash of each file
//       built                                written last: what is not there is not finished
//
// Outside of the work tree by default: what lies in it is found by head's build, by globs, by
// searches for headers and by tools.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "benchgate/builds/clone.h"
#include "benchgate/builds/folder_lock.h"

namespace benchgate::builds {

/// How many built commits of a clone a gate keeps; and a bisection, which goes back and forth and
/// may be asked again.
inline constexpr std::size_t kMostKeptBuilds = 3;
inline constexpr std::size_t kMostKeptByBisection = 8;

/// A build is used again only for the same of both.
struct CacheKey {
  std::string commit{};
  std::string configuration{};  ///< all that decides what comes out of building it
};

class BuildCache {
 public:
  /// Makes the folder of the clone and takes its lock, waiting as FolderLock does.
  /// Throws EnvironmentError.
  BuildCache(const std::filesystem::path& cache, const Clone& clone,
             const std::function<void(const std::string& owner)>& on_wait);

  [[nodiscard]] std::filesystem::path log_of_head() const { return folder_ / "head.log"; }
  [[nodiscard]] std::filesystem::path measured() const { return folder_ / "measured"; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path tree(const CacheKey& key) const;
  [[nodiscard]] std::filesystem::path log(const CacheKey& key) const;

  /// Was it built to the end, and is every file of it still as it was built? Marks it as used now.
  [[nodiscard]] bool holds(const CacheKey& key) const;
  /// An empty place for it: whatever was there is removed, and the longest unused builds as well
  /// until there are fewer than `most_kept`.
  void make_room(const CacheKey& key, std::size_t most_kept = kMostKeptBuilds) const;
  void mark_built(const CacheKey& key) const;
  void remove(const CacheKey& key) const;

 private:
  [[nodiscard]] std::filesystem::path entry(const CacheKey& key) const;
  void remove_entry(const std::filesystem::path& entry) const;

  std::filesystem::path root_;  ///< the user's work tree
  std::filesystem::path folder_;
  std::optional<FolderLock> lock_;
};

}  // namespace benchgate::builds
