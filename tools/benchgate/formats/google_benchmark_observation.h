// What the rows of Google Benchmark's files mean: fields as observations, names as summaries.
#pragma once

#include <optional>

#include "benchgate/formats/google_benchmark_row.h"
#include "benchgate/formats/observation.h"
#include "benchgate/formats/run_builder.h"

namespace benchgate::formats {

/// Translates row by row.
class RowTranslator {
 public:
  /// The observation, valid until the next. Not for rows that are Row::is_complexity().
  [[nodiscard]] const Observation& translate(const Row& row);

 private:
  void add_values(const Row& row);
  void add_clock(const Counter& clock, const Row& row);
  [[nodiscard]] std::optional<double> nanoseconds_per_unit(const Row& row);

  Observation observation_;
};

/// Files before 1.5 do not say which rows are summaries; their names do ("x_mean"), next to the
/// others. Takes those out of what `builder` has seen.
void drop_summaries_by_name(RunBuilder& builder);

}  // namespace benchgate::formats
