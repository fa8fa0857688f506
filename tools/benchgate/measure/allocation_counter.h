// Finds the library that counts a suite's allocations (tools/bench_main/allocation_counter.cc).
#pragma once

#include <filesystem>
#include <optional>

namespace benchgate::measure {

/// As installed, and as built: in ../lib/benchgate as seen from the folder of this executable.
/// Nothing where it is not there.
[[nodiscard]] std::optional<std::filesystem::path> allocation_counter();

}  // namespace benchgate::measure
