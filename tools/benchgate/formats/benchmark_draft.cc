#include "benchgate/formats/benchmark_draft.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "benchgate/model/metric.h"

namespace benchgate::formats {
namespace {

using model::DiagnosticLevel;

int rank(std::string_view metric) {
  if (metric == model::kRealTime) return 0;
  return metric == model::kCpuTime ? 1 : 2;
}

bool before(const model::MetricSeries& a, const model::MetricSeries& b) {
  return std::pair(rank(a.metric), std::string_view(a.metric)) <
         std::pair(rank(b.metric), std::string_view(b.metric));
}

void note(model::Diagnostics& diagnostics, DiagnosticLevel level, std::string_view code,
          const std::string& benchmark, std::string message) {
  diagnostics.push_back({.level = level,
                         .code = std::string(code),
                         .benchmark = benchmark,
                         .message = std::move(message)});
}

}  // namespace

std::size_t BenchmarkDraft::add(const Observation& observation) {
  if (label_.empty()) label_ = observation.label;
  if (clock_.empty()) clock_ = observation.clock;
  return observation.kind == ObservationKind::Measured ? add_measured(observation)
                                                       : add_summary(observation);
}

std::size_t BenchmarkDraft::add_summary(const Observation& observation) {
  if (observation.kind == ObservationKind::Placeholder) {
    pairs_.add(observation);
    return 0;
  }
  ++aggregates_;
  const bool is_median = observation.kind == ObservationKind::Median;
  if (!is_median || (has_rows() && !has_medians_)) return 0;
  has_medians_ = true;
  return add_measured(observation);
}

void BenchmarkDraft::turn_into_summary_of(std::string_view name) {
  name_ = name;
  aggregates_ = 1;
  rows_ = 0;
  sampled_rows_ = 0;
  series_.clear();
  pairs_ = {};
  failure_.reset();
}

void BenchmarkDraft::turn_into_median_of(std::string_view name) {
  name_ = name;
  has_medians_ = true;
}

std::size_t BenchmarkDraft::add_measured(const Observation& observation) {
  ++rows_;
  if (!observation.is_kind_certain) is_kind_certain_ = false;
  const std::uint32_t process = observation.process.value_or(0);
  if (processes_seen_.empty() || processes_seen_.back() != process) {
    processes_seen_.push_back(process);
  }
  for (const auto name : observation.duplicates) note_duplicate(name);
  if (observation.failure || observation.ran_no_iteration) {
    if (!observation.failure) ++without_iterations_;
    if (!failure_) failure_ = observation.failure;
    pairs_.add(observation);
    return 0;
  }
  ++sampled_rows_;
  pairs_.add_sampled(observation);
  if (observation.process) ++rows_with_process_;
  if (observation.has_no_time_unit) without_unit_ = true;
  if (observation.is_clock_left_out) is_clock_left_out_ = true;
  if (!observation.unknown_time_unit.empty()) unknown_unit_ = observation.unknown_time_unit;
  const std::size_t known = series_.size();
  std::size_t guess = 0;
  for (const auto& value : observation.values) add_value(observation, value, guess++);
  return series_.size() - known;
}

BenchmarkDraft::Series& BenchmarkDraft::series(const ObservedValue& value, std::size_t guess) {
  // Rows of one benchmark have their fields in the same order, nearly always.
  if (guess < series_.size() && series_[guess].name == value.metric) return series_[guess];
  const auto found = std::ranges::find(series_, value.metric, &Series::name);
  if (found != series_.end()) return *found;
  return series_.emplace_back(
      Series{.name = value.metric, .definition = value.definition, .samples = {}, .processes = {}});
}

void BenchmarkDraft::add_value(const Observation& observation, const ObservedValue& value,
                               std::size_t guess) {
  Series& metric = series(value, guess);
  if (metric.last_row == rows_) {
    note_duplicate(value.metric);
    return;
  }
  metric.last_row = rows_;
  switch (value.flaw) {
    case Flaw::None:
      metric.samples.push_back(value.value);
      if (observation.process) metric.processes.push_back(*observation.process);
      return;
    case Flaw::NonFinite:
      ++metric.non_finite;
      return;
    case Flaw::Null:
      ++metric.nulls;
      return;
    case Flaw::Impossible:
      ++metric.unusable;
      return;
  }
}

void BenchmarkDraft::note_duplicate(std::string_view name) {
  if (std::ranges::find(duplicates_, name) == duplicates_.end()) duplicates_.push_back(name);
}

model::Benchmark BenchmarkDraft::finish(std::string name, model::Diagnostics& diagnostics) && {
  report(name, diagnostics);
  const bool every_row_has_a_process = rows_with_process_ == sampled_rows_;
  model::Benchmark benchmark{.suite = {},
                             .name = name,
                             .label = std::string(label_),
                             .failure = std::move(failure_),
                             .metrics = {},
                             .pairs = std::move(pairs_).finish(name, diagnostics),
                             .clock = std::string(clock_)};
  benchmark.metrics.reserve(series_.size());
  for (auto& series : series_) {
    // A metric that was NaN once is not a metric with one sample less.
    if (lost_values(series) > 0 || series.samples.empty()) continue;
    if (!every_row_has_a_process) series.processes.clear();
    benchmark.metrics.push_back({.metric = std::string(series.name),
                                 .samples = std::move(series.samples),
                                 .processes = std::move(series.processes),
                                 .definition = series.definition});
  }
  series_ = {};  // of many benchmarks, room for the next one's
  std::ranges::sort(benchmark.metrics, before);
  return benchmark;
}

void BenchmarkDraft::report(const std::string& name, model::Diagnostics& diagnostics) const {
  using enum DiagnosticLevel;
  for (const auto duplicate : duplicates_) {
    note(diagnostics, Warning, "duplicate-key", name,
         fmt::format("has \"{}\" more than once in a row, a counter of that name: the first value "
                     "counts, the counter is dropped; rename it",
                     duplicate));
  }
  if (without_iterations_ > 0) {
    note(diagnostics, Warning, "no-iterations", name,
         fmt::format("ran no iteration in {} of {} repetitions: they have no sample",
                     without_iterations_, rows_));
  }
  if (has_medians_) {
    note(diagnostics, Note, "median-as-sample", name,
         "reports aggregates only: the median of each process is its sample");
  }
  if (only_aggregates()) {
    note(diagnostics, Problem, "aggregates-only", name,
         "has only a mean or the like: neither repetitions nor a median to compare");
    diagnostics.back().metric = clock();
  }
  if (!unknown_unit_.empty()) {
    note(diagnostics, Problem, "unknown-time-unit", name,
         fmt::format("has times in \"{}\", which is none of ns, us, ms, s: they are not used",
                     unknown_unit_));
    diagnostics.back().metric = clock();
  }
  if (without_unit_) {
    note(diagnostics, Warning, "no-time-unit", name, "has times without a unit: taken as ns");
  }
  if (rows_with_process_ > 0 && rows_with_process_ != sampled_rows_) {
    note(diagnostics, Warning, "process-missing", name,
         "names its process in some rows only: all are taken as one process");
  }
  for (const auto& series : series_) report_series(series, name, diagnostics);
  if (lost_its_clock()) {
    note(diagnostics, Problem, "no-samples", name,
         fmt::format("has no usable {}, the time it is judged by", clock()));
    diagnostics.back().metric = clock();
  }
}

void BenchmarkDraft::report_series(const Series& series, const std::string& name,
                                   model::Diagnostics& diagnostics) const {
  if (const auto lost = lost_values(series); lost > 0) {
    note(diagnostics, DiagnosticLevel::Problem, "non-finite", name,
         fmt::format("\"{}\" is {} in {} of {} repetitions: the metric is not used", series.name,
                     series.nulls > 0 ? "null, NaN or infinite" : "NaN or infinite", lost, rows_));
    diagnostics.back().metric = series.name;
  }
  if (series.unusable > 0) {
    note(diagnostics, DiagnosticLevel::Warning, "impossible-time", name,
         fmt::format("{} is zero, negative or absurd in {} of {} repetitions: they have no sample",
                     series.name, series.unusable, rows_));
    diagnostics.back().metric = series.name;
  }
}

/// Null is how other programs write NaN (jq does), so it counts as one even where all rows have it:
/// a policy that waives the metric must not look misspelt.
std::size_t BenchmarkDraft::lost_values(const Series& series) {
  return series.non_finite + series.nulls;
}

std::string_view BenchmarkDraft::clock() const {
  return clock_.empty() ? model::kCpuTime : clock_;
}

bool BenchmarkDraft::lost_its_clock() const {
  if (rows_ == 0 || failure_ || is_clock_left_out_) return false;
  // Without a usable CPU time it is judged by the other clock (model/judged_clock.h).
  return !has_usable(clock()) && !has_usable(model::kRealTime);
}

bool BenchmarkDraft::has_usable(std::string_view metric) const {
  const auto found = std::ranges::find(series_, metric, &Series::name);
  return found != series_.end() && !found->samples.empty() && found->non_finite == 0;
}

}  // namespace benchgate::formats
