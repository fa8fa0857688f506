// Which benchmarks a suite has.
//
// Google Benchmark lists them on standard output, where the program's own main() may print as well.
// So the suite is also asked to list nothing: what it prints then is its own text. Where it prints
// any, its lines count as benchmarks only if they come and go with the filter. Nothing is measured.
#pragma once

#include <string>
#include <vector>

#include "benchgate/measure/suite.h"

namespace benchgate::measure {

/// The unique names of the benchmarks that the suite would run, in order. Benchmarks registered
/// under one name are "x", "x #2" ..., as in their results.
/// Throws UsageError where the command is missing, cannot be executed, does not speak Google
/// Benchmark's flags, or lists nothing at all ("the filter matched nothing": comparing nothing is
/// a failure); EnvironmentError where the suite says so (status 4), crashes, hangs, or ^C came.
[[nodiscard]] std::vector<std::string> discover(const SuiteToRun& suite);

}  // namespace benchgate::measure
