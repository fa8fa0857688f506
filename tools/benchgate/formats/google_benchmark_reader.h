// Google Benchmark's result files (1.3.0 to 1.9.5, and benchgate's own, which are the same) as
// runs.
//
// The border: behind it names are bounded, numbers finite, times in nanoseconds, and everything
// that could not be taken as it stood is a diagnostic. Judges nothing.
//
// What a file looks like beyond Google's own format:
//   row fields  benchgate_process (index of the process that measured it), benchgate_suite,
//               benchgate_failure ("killed", "timed-out": next to error_occurred),
//               benchgate_missing (clocks that stand as 0 because this row has no sample of them),
//               benchgate_clock (the metric it is judged by, where the name does not say so)
//   context     context.benchgate, see google_benchmark_context.h
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "benchgate/model/run.h"

namespace benchgate::formats {

struct ReadOptions {
  std::filesystem::path path = "(text)";  ///< for messages
  std::string default_suite = "suite";    ///< where the file names neither suite nor executable
};

/// Does the text look like one? Files that are cut short or end before their first row may not.
[[nodiscard]] bool is_google_benchmark(std::string_view text);

/// Reads one result file's text.
///
/// Samples are in the order of the file; the repetitions of a benchmark may be scattered over it.
/// A benchmark's first failed row makes its failure, and failed rows give no samples. Summaries
/// (mean, median, ...) are ignored where there are repetitions; where there are none the benchmark
/// has no metrics and a Problem "aggregates-only".
///
/// Diagnostics' codes: truncated-file, aggregates-only, non-finite, unknown-time-unit, no-samples
/// (Problem); duplicate-key, duplicate-name, impossible-time, no-iterations, no-time-unit,
/// process-missing, debug-library, and those of json_repair.h: control-characters,
/// unescaped-backslashes, unescaped-quotes, missing-commas, bare-percentages,
/// locale-numbers (Warning or Note).
///
/// Throws InputError with place for what is no such file: not JSON, not an object, no "benchmarks",
/// wrong types, UTF-16, not UTF-8, a second document, empty, newer than this benchgate, or beyond
/// limits.h.
[[nodiscard]] model::Run read_google_benchmark(std::string_view json, const ReadOptions& options);

/// The same without a copy of the text, if it has kSpareBytes of capacity to spare.
[[nodiscard]] model::Run read_google_benchmark_buffer(std::string json, const ReadOptions& options);
inline constexpr std::size_t kSpareBytes = 64;

}  // namespace benchgate::formats
