// Which benchmarks of two executables can a change have touched? Nothing is measured.
#pragma once

#include <filesystem>
#include <vector>

#include "benchgate/reach/selection.h"

namespace benchgate::work {

/// Both are Google Benchmark executables, and are started to list their benchmarks and libraries.
/// Libraries of one path are the system's and the same; others are followed into where they differ.
/// Throws what measure::discover() throws.
[[nodiscard]] std::vector<reach::Selected> affected(const std::filesystem::path& base,
                                                    const std::filesystem::path& head);

}  // namespace benchgate::work
