#include "benchgate/formats/google_benchmark_observation.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/formats/limits.h"
#include "benchgate/model/metric.h"
#include "benchgate/model/unit.h"

namespace benchgate::formats {
namespace {

constexpr std::array<std::string_view, 4> kStatistics = {"mean", "median", "stddev", "cv"};

ObservationKind kind_of(const Row& row) {
  if (row.is_placeholder()) return ObservationKind::Placeholder;
  if (!row.is_aggregate()) return ObservationKind::Measured;
  return row.aggregate_name == "median" ? ObservationKind::Median : ObservationKind::OtherSummary;
}

/// "X/repeats:3": Google's name for a benchmark that asked for repetitions itself.
bool asked_for_repetitions(std::string_view name) {
  const auto slash = name.rfind("/repeats:");
  return slash != std::string_view::npos &&
         name.find_first_not_of("0123456789", slash + 9) == std::string_view::npos;
}

}  // namespace

const Observation& RowTranslator::translate(const Row& row) {
  auto& to = observation_;
  if (to.benchmark != row.name || to.benchmark.empty()) to.clock = stated_clock(row.name);
  if (!row.clock.empty()) to.clock = row.clock;
  to.benchmark = row.name;
  to.suite = row.suite;
  to.label = row.label;
  to.kind = kind_of(row);
  to.is_kind_certain = row.run_type.has_value();
  to.process = row.process;
  to.family = row.family_index;
  to.instance = row.per_family_instance_index.value_or(0);
  to.threads = row.threads.value_or(0);
  to.repetition = row.repetition_index;
  to.pair = {
      .pacing = row.pacing, .stage = row.stage, .head_first = row.head_first, .cpu = row.cpu};
  to.failure = row.failure();
  to.ran_no_iteration = row.iterations && (!*row.iterations || **row.iterations <= 0);
  to.duplicates.assign(row.duplicates.begin(), row.duplicates.end());
  to.has_no_time_unit = false;
  to.unknown_time_unit = {};
  to.is_clock_left_out = false;
  to.values.clear();
  if (!to.failure && !to.ran_no_iteration) add_values(row);
  return to;
}

void RowTranslator::add_values(const Row& row) {
  if (row.real_time) add_clock(*row.real_time, row);
  if (row.cpu_time) add_clock(*row.cpu_time, row);
  for (const auto& [name, value, is_null] : row.counters) {
    const auto flaw = value ? Flaw::None : is_null ? Flaw::Null : Flaw::NonFinite;
    observation_.values.push_back({.metric = name,
                                   .value = value.value_or(0),
                                   .flaw = flaw,
                                   .definition = definition_of(name)});
  }
}

/// Most rows have the metrics of the row before, in its order.
const model::MetricDefinition& RowTranslator::definition_of(std::string_view metric) {
  const auto place = observation_.values.size();
  if (known_.size() <= place) known_.resize(place + 1);
  auto& known = known_[place];
  if (known.name != metric) {
    const auto stored = stored_.find(metric);
    known = {metric, stored == stored_.end() ? model::default_definition(metric) : stored->second};
  }
  return known.definition;
}

void RowTranslator::add_clock(const Counter& clock, const Row& row) {
  if (row.missing.find(clock.name) != std::string_view::npos) {
    observation_.is_clock_left_out = true;
    return;
  }
  const auto scale = nanoseconds_per_unit(row);
  if (!scale) return;
  const double nanoseconds = clock.value.value_or(0) * *scale;
  const bool is_possible = nanoseconds >= kMinTimeNs && nanoseconds <= kMaxTimeNs;
  const auto flaw = !clock.value ? Flaw::NonFinite : is_possible ? Flaw::None : Flaw::Impossible;
  observation_.values.push_back({.metric = clock.name,
                                 .value = nanoseconds,
                                 .flaw = flaw,
                                 .definition = definition_of(clock.name)});
}

std::optional<double> RowTranslator::nanoseconds_per_unit(const Row& row) {
  if (!row.time_unit) {
    observation_.has_no_time_unit = true;
    return 1.0;
  }
  const auto scale = model::nanoseconds_per(*row.time_unit);
  if (!scale) {
    observation_.unknown_time_unit = row.time_unit->empty() ? "(empty)" : *row.time_unit;
  }
  return scale;
}

void drop_summaries_by_name(RunBuilder& builder) {
  auto& drafts = builder.drafts();
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    auto& draft = drafts[i];
    const auto underscore = draft.name().rfind('_');
    if (draft.is_kind_certain() || underscore == std::string_view::npos) continue;
    const auto measured = draft.name().substr(0, underscore);
    const auto statistic = draft.name().substr(underscore + 1);
    const bool usual = std::ranges::find(kStatistics, statistic) != kStatistics.end();
    const std::string text(measured);
    const auto is_known = [&](const std::string& name) { return builder.has(draft.suite(), name); };
    if (is_known(text)) {
      const bool own = asked_for_repetitions(measured) && statistic.find('/') == statistic.npos;
      if (usual || own) builder.drop(i);
    } else if (usual && is_known(text + "_mean") && is_known(text + "_stddev")) {
      const bool has_median = is_known(text + "_median");
      const bool is_kept = statistic == (has_median ? "median" : "mean");
      if (is_kept && has_median) draft.turn_into_median_of(measured);
      if (is_kept && !has_median) draft.turn_into_summary_of(measured);
      if (!is_kept) builder.drop(i);
    }
  }
}

}  // namespace benchgate::formats
