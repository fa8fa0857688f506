// A run as a Google Benchmark result file, which other tools and google_benchmark_reader.h read.
//
// One row a line, in a fixed order of fields, numbers in their shortest exact form: two runs can
// be compared with diff, and the same run is always the same text.
//
// Samples become rows like this: the k-th sample of every metric stands in the benchmark's k-th
// row. Metrics of unequal length end early. Where processes are known, a row belongs to one: that
// of the next sample of the first metric that has one left, and takes along every metric whose
// next sample is of the same process. Which samples of two metrics came from one repetition is
// therefore kept where nothing is missing, and the order within each metric always.
//
// Where base and head were measured together, each row also says of its pair how and when it was
// measured. A pair without samples, or that would else come out of order, has a placeholder: a row
// of run_type "aggregate", aggregate_name "none", which other readers leave out with the summaries.
//
// Not written, because a run does not know it: iterations.
#pragma once

#include <string>

#include "benchgate/model/run.h"

namespace benchgate::formats {

/// Reading the text back gives an equal run, provided that
/// - every benchmark's suite is in `run.suites`, names are not empty, unique and UTF-8,
/// - metrics are in the reader's order (real_time, cpu_time, then by name), have samples, and are
///   not called like a field that rows have by themselves ("name", "threads", ...),
/// - pairs have processes of their own and cores up to a million, and, where a benchmark has pairs,
///   all its samples are of one of them; a session has an id,
/// - clocks are within kMinTimeNs and kMaxTimeNs, and all metrics of a benchmark know their
///   processes or none does.
/// Texts that are not UTF-8 get U+FFFD; a number that is not finite is a bug, and is left out.
[[nodiscard]] std::string write_google_benchmark(const model::Run& run);

}  // namespace benchgate::formats
