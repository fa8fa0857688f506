#pragma once

// What every suite's main() does around an ordinary Google Benchmark run. The
// executable keeps the flags, the output and the JSON of Google Benchmark, and can be driven
// from outside like any with bench_main (bench_main/agent.h); this adds
// that what a suite needs (servers, data) is made ready before the first benchmark,
// only if a selected benchmark needs it, and that a missing server is one message on
// stderr and exit code 4 instead of rows of zeros.

#include <functional>
#include <span>
#include <string>

namespace benches {

/// Gets the names that --benchmark_filter selects, at least one. Starts and loads what
/// they need, adds to the JSON context, and throws EnvironmentError if it cannot. Called again and
/// again where the suite is driven, with the one benchmark that is next: what is there already
/// stays.
using Prepare = std::function<void(std::span<const std::string> selected)>;

/// Parses the flags, prepares, runs. Benchmarks must be registered before and are forgotten
/// at the end, so that what they hold goes before what main() holds. `prepare` is not called for
/// --help, --benchmark_list_tests or a filter that selects nothing. Returns the exit code: 0, 2 for
/// a flag that nobody knows, 4 for EnvironmentError.
[[nodiscard]] int run_suite(int argc, char** argv, const Prepare& prepare);

/// True if one of the names starts with the prefix, as "db/postgres/".
[[nodiscard]] bool any_starts_with(std::span<const std::string> names, std::string_view prefix);

}  // namespace benches
