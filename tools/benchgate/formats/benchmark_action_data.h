// The data file of github-action-benchmark.
#pragma once

#include <filesystem>
#include <string_view>

#include "benchgate/formats/history_import.h"

namespace benchgate::formats {

[[nodiscard]] bool is_benchmark_action_data(std::string_view text);

/// data.js: `window.BENCHMARK_DATA = {...}`, or its JSON alone. A record per suite and commit.
/// Times ("ns/iter") become `real_time` in nanoseconds; of any other unit the metric is called
/// after it. A value may be a text that is a number. A date without milliseconds counts as seconds;
/// without one the commit's counts. Which way is better the value's biggerIsBetter says, else the
/// tool customBiggerIsBetter or customSmallerIsBetter, else the unit (model::direction_of_unit()).
/// Throws InputError naming `path` and what is wrong.
[[nodiscard]] ImportedHistory read_benchmark_action_data(std::string_view text,
                                                         const std::filesystem::path& path);

}  // namespace benchgate::formats
