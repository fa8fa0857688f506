// A commit of the clone, built: from the cache, or checked out and built now.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "benchgate/builds/build.h"
#include "benchgate/builds/build_cache.h"
#include "benchgate/builds/clone.h"
#include "benchgate/builds/recipe.h"

namespace benchgate::builds {

struct CommitToBuild {
  std::string id{};    ///< in full
  std::string name{};  ///< for messages: "base 1a2b3c4d5e6f"
};

struct CommitBuildOptions {
  Recipe recipe{};
  /// Where the recipe's commands are run, relative to the root of the work tree.
  std::filesystem::path folder{};
  std::string toolchain{};  ///< describe_toolchain()
  bool keep = true;         ///< false: neither use what is kept, nor keep it for the next time
  std::size_t most_kept = kMostKeptBuilds;
};

struct CommitBuild {
  std::filesystem::path root{};  ///< of its work tree
  std::filesystem::path log{};
  bool was_kept = false;  ///< by an earlier gate
};

/// Under `cache`'s lock. Throws EnvironmentError where it cannot be checked out, BuildFailure where
/// it cannot be built.
[[nodiscard]] CommitBuild build_commit(const BuildCache& cache, const Clone& clone,
                                       const CommitToBuild& commit,
                                       const CommitBuildOptions& options,
                                       const BuildObserver& observer);

/// The cache's key of what build_commit() makes.
[[nodiscard]] CacheKey key_of(const std::string& commit, const CommitBuildOptions& options);

/// The 12 digits by which people know a commit.
[[nodiscard]] std::string short_commit(const std::string& commit);

}  // namespace benchgate::builds
