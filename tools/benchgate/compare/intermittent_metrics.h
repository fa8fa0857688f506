// Metrics that come and go by chance, and so are neither missing nor new where one side lacks them.
#pragma once

#include <string_view>

#include "benchgate/compare/comparison.h"
#include "benchgate/compare/run_noise.h"
#include "benchgate/model/run.h"

namespace benchgate::compare {

/// The diagnostic of a run in which there was no time to count what some benchmarks allocate.
inline constexpr std::string_view kAllocationsNotCounted = "allocations-not-counted";

struct ComparedSides {
  const model::Run& base;
  const model::Run& head;
  const RunHistory* stored_runs = nullptr;  ///< ComparisonRequest::stored_runs
};

/// Takes out of `comparison.missing` and `comparison.added` the metrics of matched benchmarks that
/// - the side which has them does not report in every process;
/// - come and go in stored runs: base has it now, or only older runs had it and now head;
/// - benchgate counts in processes apart, where the other side had no time to.
/// Says so in a Note.
void leave_out_intermittent_metrics(const ComparedSides& sides, Comparison& comparison);

}  // namespace benchgate::compare
