// Histories that other tools have kept, as records: github-action-benchmark's data file and CSV as
// Apache Otava reads it.
//
// What they do not record (machine class, intervals, samples) stays empty. The ids are for the
// caller to set.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/history.h"

namespace benchgate::formats {

struct ImportedHistory {
  std::vector<model::HistoryRecord> records;
  /// Values that are no finite number, or no figure of a benchmark (_stddev, _cv, _RMS, _BigO), and
  /// names that stand twice.
  std::size_t left_out = 0;
};

[[nodiscard]] bool is_benchmark_action_data(std::string_view text);
[[nodiscard]] bool is_otava_csv(std::string_view text);

/// data.js: `window.BENCHMARK_DATA = {...}`, or its JSON alone. A record per suite and commit.
/// Times ("ns/iter") become `real_time` in nanoseconds; of any other unit the metric is called
/// after it. A value may be a text that is a number. A date without milliseconds counts as seconds;
/// without one the commit's counts. Which way is better the value's biggerIsBetter says, else the
/// tool customBiggerIsBetter or customSmallerIsBetter, else the unit (model::direction_of_unit()).
/// Throws InputError naming `path` and what is wrong.
[[nodiscard]] ImportedHistory read_benchmark_action_data(std::string_view text,
                                                         const std::filesystem::path& path);

/// A line of names, then a line per run: `time` (as parse_foreign_instant() takes it),
/// `commit` and `branch` where there are such columns; every other column is a metric of the one
/// benchmark that is called after the file, and which way is better its name says, else nothing.
/// Cells are separated by what stands first in the line of names: comma, semicolon or tab. Empty
/// cells are no values.
[[nodiscard]] ImportedHistory read_otava_csv(std::string_view text,
                                             const std::filesystem::path& path);

}  // namespace benchgate::formats
