// Which benchmarks of two executables can a change have touched? Nothing is measured.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "benchgate/measure/measure_pairs.h"
#include "benchgate/reach/selection.h"

namespace benchgate::work {

/// What a suite lists on either side.
struct ListedBenchmarks {
  std::vector<std::string> base{};
  std::vector<std::string> head{};
};

/// Lists of suites by their names, as they are with the filter that counts.
struct KnownLists {
  std::map<std::string, ListedBenchmarks, std::less<>> suites{};
  measure::Seconds taken{0};  ///< by asking for them
};

/// A suite on both sides, run as it would be measured: with its arguments and environment. It is
/// started once more where names do not say which functions they stand for.
[[nodiscard]] std::vector<reach::Selected> affected(const measure::SuitePair& suite,
                                                    ListedBenchmarks listed);

/// Both are Google Benchmark executables, and are started to list their benchmarks and libraries.
/// Libraries of one path are the system's and the same; others are followed into where they differ.
/// Throws what measure::discover() throws.
[[nodiscard]] std::vector<reach::Selected> affected(const std::filesystem::path& base,
                                                    const std::filesystem::path& head);

}  // namespace benchgate::work
