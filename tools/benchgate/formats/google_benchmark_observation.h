// Interprets rows of Google Benchmark's files: fields as observations, names as summaries.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "benchgate/formats/google_benchmark_context.h"
#include "benchgate/formats/google_benchmark_row.h"
#include "benchgate/formats/observation.h"
#include "benchgate/formats/run_builder.h"

namespace benchgate::formats {

/// Translates row by row.
class RowTranslator {
 public:
  /// `stored`: what the file says of metrics, which must outlive it.
  explicit RowTranslator(const MetricDefinitions& stored) : stored_(stored) {}

  /// The observation, valid until the next. Not for rows that are Row::is_complexity().
  [[nodiscard]] const Observation& translate(const Row& row);

 private:
  void add_values(const Row& row);
  void add_clock(const Counter& clock, const Row& row);
  [[nodiscard]] std::optional<double> nanoseconds_per_unit(const Row& row);

  [[nodiscard]] const model::MetricDefinition& definition_of(std::string_view metric);

  const MetricDefinitions& stored_;
  Observation observation_;
  std::vector<model::NamedMetric> known_;  ///< metrics by their place in a row
};

/// Files before 1.5 do not say which rows are summaries; their names do ("x_mean"), next to the
/// others. Takes those out of what `builder` has seen.
void drop_summaries_by_name(RunBuilder& builder);

}  // namespace benchgate::formats
