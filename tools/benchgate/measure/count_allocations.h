// Counts allocations of the benchmarks, if a suite can do so (bench_main): exact metrics, counted
// in separate processes, so that timings are not affected.
#pragma once

#include <span>
#include <vector>

#include "benchgate/measure/measure_pairs.h"
#include "benchgate/measure/suite.h"
#include "benchgate/model/run.h"

namespace benchgate::measure {

/// Adds allocs_per_iter and max_bytes_used to the benchmarks that have not failed, both sides at
/// once, for at most `time_limit`: what it is too late for is left out under a Note. Each is
/// counted several times, in two processes a side, and each count is a sample: where they differ
/// the metric is not exact, which is for the gate to see. A count that only one side has is left
/// out.
void count_allocations(std::span<const SuitePair> suites,
                       std::span<const PairedBenchmark> benchmarks, Seconds time_limit,
                       PairResult& result);

/// The same for a run of its own.
void count_allocations(std::span<const SuiteToRun> suites, Seconds time_limit, model::Run& run);

}  // namespace benchgate::measure
