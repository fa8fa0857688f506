// Which benchmarks of two executables can a change have touched? Nothing is measured.
#pragma once

#include <filesystem>
#include <vector>

#include "benchgate/measure/measure_pairs.h"
#include "benchgate/reach/selection.h"

namespace benchgate::work {

/// A suite on both sides, run as it would be measured: with its arguments and environment.
[[nodiscard]] std::vector<reach::Selected> affected(const measure::SuitePair& suite);

/// Both are Google Benchmark executables, and are started to list their benchmarks and libraries.
/// Libraries of one path are the system's and the same; others are followed into where they differ.
/// Throws what measure::discover() throws.
[[nodiscard]] std::vector<reach::Selected> affected(const std::filesystem::path& base,
                                                    const std::filesystem::path& head);

}  // namespace benchgate::work
