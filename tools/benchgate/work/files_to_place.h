// Which files of a duet are to get new places in memory (measure/placement.h).
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "benchgate/measure/measure_pairs.h"

namespace benchgate::work {

/// The executables and other files that the commands name, and the libraries that the executables
/// load, as far as base and head have their own: what they share cannot favour one of them.
[[nodiscard]] std::vector<std::filesystem::path> files_to_place(
    std::span<const measure::SuitePair> suites);

}  // namespace benchgate::work
