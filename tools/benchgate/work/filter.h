// The option --filter of commands that work on results: only some of the benchmarks.
#pragma once

#include <string>

#include "benchgate/model/run.h"

namespace benchgate::work {

/// Keeps the benchmarks whose name `filter` finds something in: an extended regular expression, as
/// --benchmark_filter takes it, and as there a leading '-' keeps all others. Empty keeps all.
/// Throws UsageError for a bad expression.
void apply_filter(const std::string& filter, model::Run& run);

}  // namespace benchgate::work
