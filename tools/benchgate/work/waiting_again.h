// Benchmarks that turn out to wait are measured once more, by wall-clock time.
//
// A duet charges each side its own CPU time, and so cannot see a sleep, a lock or work in other
// threads. Its wall-clock time says that there is something to see (compare/waiting.h), and
// lockstep sees how much it is.
#pragma once

#include <span>
#include <vector>

#include "benchgate/measure/measure_pairs.h"

namespace benchgate::work {

/// Those of `benchmarks` that a side of `result` waits in, to be measured in lockstep.
[[nodiscard]] std::vector<measure::PairedBenchmark> waiting_benchmarks(
    std::span<const measure::PairedBenchmark> benchmarks,
    std::span<const measure::SuitePair> suites, const measure::PairResult& result);

/// Puts what was measured again in the place of the duets, with a note. Benchmarks that there was
/// no time for stay what they were.
void take_over(measure::PairResult again, measure::PairResult& result);

}  // namespace benchgate::work
