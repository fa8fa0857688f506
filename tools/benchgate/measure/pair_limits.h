// How long the processes of a pair may take.
#pragma once

#include <vector>

#include "benchgate/measure/measure_pairs.h"

namespace benchgate::measure {

/// The suites of the options with the limits of time that hold for pairs: twice what a suite allows
/// where two processes share a core, and no more than the options' patience.
[[nodiscard]] std::vector<SuitePair> limited_suites(const PairOptions& options, bool share_core);

}  // namespace benchgate::measure
