// How long the processes of a pair may take.
#pragma once

#include <vector>

#include "benchgate/measure/measure_pairs.h"

namespace benchgate::measure {

/// The suites of the options with the limits of time that hold for a benchmark's first pair: where
/// a suite has no time_limit the options' first_patience, and twice that where two processes share
/// a core.
[[nodiscard]] std::vector<SuitePair> limited_suites(const PairOptions& options, bool share_core);

/// Those for a benchmark that waits, each side alone: with a fifth of min_time. Google Benchmark
/// counts CPU time and stops after five times min_time by the wall.
[[nodiscard]] std::vector<SuitePair> suites_that_wait(const PairOptions& options);

}  // namespace benchgate::measure
