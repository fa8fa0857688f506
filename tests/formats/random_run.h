// Random runs within what the writer promises to bring back, for tests of properties.
#pragma once

#include <cstdint>

#include "benchgate/model/run.h"

namespace benchgate::formats {

/// A run of up to three suites: awkward names and labels, failures of every kind, metrics of
/// unequal length, processes, diagnostics. The same seed gives the same run.
[[nodiscard]] model::Run random_run(std::uint64_t seed);

}  // namespace benchgate::formats
