// How long the processes of a pair may take.
#pragma once

#include <vector>

#include "benchgate/measure/measure_pairs.h"

namespace benchgate::measure {

/// The suites of the options with the limits of time that hold for a benchmark's first pair: where
/// a suite has no time_limit the options' first_patience, and twice that where two processes share
/// a core.
[[nodiscard]] std::vector<SuitePair> limited_suites(const PairOptions& options, bool share_core);

}  // namespace benchgate::measure
