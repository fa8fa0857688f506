// Which executables of a CMake project are benchmarks: those that link Google Benchmark.
//
// Reads the project's files and does not configure it, which would run its code and take its
// dependencies. So it is a guess that somebody has to look at, and says where it cannot tell.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace benchgate::builds {

struct BenchmarkTarget {
  std::string name;
  std::filesystem::path defined_in;  ///< the CMakeLists.txt, from the project's folder
  /// From the build folder; nothing where it is put somewhere that the files do not say plainly.
  std::optional<std::filesystem::path> executable;
};

/// Google Benchmark is linked, and to what is only known when CMake runs.
struct UnreadableTarget {
  std::filesystem::path file;
  std::size_t line = 1;
  std::string name;  ///< as it is written there
};

struct BenchmarkTargets {
  std::vector<BenchmarkTarget> targets;  ///< by file, then by place in it
  std::vector<UnreadableTarget> unreadable;
  std::size_t files_read = 0;
};

/// Looks at the CMake files that git knows or would add in `folder`, the project's top.
/// Throws UsageError where that is no git work tree or holds no CMakeLists.txt.
[[nodiscard]] BenchmarkTargets find_benchmark_targets(const std::filesystem::path& folder);

}  // namespace benchgate::builds
