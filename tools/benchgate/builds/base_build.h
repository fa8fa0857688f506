// The base of a change, built: from the cache, or checked out and built now.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "benchgate/builds/build.h"
#include "benchgate/builds/build_cache.h"
#include "benchgate/builds/change.h"
#include "benchgate/builds/recipe.h"

namespace benchgate::builds {

struct BaseBuildOptions {
  Recipe recipe{};
  /// Where the recipe's commands are run, relative to the root of the work tree.
  std::filesystem::path folder{};
  std::string toolchain{};  ///< describe_toolchain()
  bool keep = true;         ///< false: neither use what is kept, nor keep it for the next gate
};

struct BaseBuild {
  std::filesystem::path root{};  ///< of its work tree
  std::filesystem::path log{};
  bool was_kept = false;  ///< by an earlier gate
};

/// Under `cache`'s lock. Throws EnvironmentError where it cannot be checked out or built.
[[nodiscard]] BaseBuild build_base(const BuildCache& cache, const Change& change,
                                   const BaseBuildOptions& options, const BuildObserver& observer);

/// The cache's key of what build_base() makes.
[[nodiscard]] CacheKey key_of_base(const Change& change, const BaseBuildOptions& options);

/// "base 1a2b3c4d5e6f".
[[nodiscard]] std::string name_of_base(const Change& change);

}  // namespace benchgate::builds
