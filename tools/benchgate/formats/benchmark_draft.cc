#include "benchgate/formats/benchmark_draft.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "benchgate/formats/limits.h"
#include "benchgate/model/metric.h"
#include "benchgate/model/unit.h"

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

void add(model::Diagnostics& diagnostics, DiagnosticLevel level, std::string_view code,
         const std::string& benchmark, std::string message) {
  diagnostics.push_back({.level = level,
                         .code = std::string(code),
                         .benchmark = benchmark,
                         .message = std::move(message)});
}

}  // namespace

std::size_t BenchmarkDraft::add_aggregate(const Row& row) {
  if (label_.empty()) label_ = row.label;
  if (row.is_placeholder()) {
    pairs_.add(row);
    return 0;
  }
  ++aggregates_;
  if (row.aggregate_name != "median" || (has_rows() && !has_medians_)) return 0;
  has_medians_ = true;
  return add_measured(row);
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

std::size_t BenchmarkDraft::add_measured(const Row& row) {
  ++rows_;
  if (!row.run_type) before_run_types_ = true;
  if (label_.empty()) label_ = row.label;
  const std::uint32_t process = row.process.value_or(0);
  if (processes_seen_.empty() || processes_seen_.back() != process) {
    processes_seen_.push_back(process);
  }
  for (const auto name : row.duplicates) note_duplicate(name);
  if (auto failure = row.failure()) {
    if (!failure_) failure_ = std::move(failure);
    pairs_.add(row);
    return 0;
  }
  if (row.iterations && (!*row.iterations || **row.iterations <= 0)) {
    ++without_iterations_;
    pairs_.add(row);
    return 0;
  }
  ++sampled_rows_;
  pairs_.add_sampled(row);
  if (row.process) ++rows_with_process_;
  const std::size_t known = series_.size();
  std::size_t guess = 0;
  if (row.real_time) add_clock(model::kRealTime, row, *row.real_time, guess++);
  if (row.cpu_time) add_clock(model::kCpuTime, row, *row.cpu_time, guess++);
  for (const auto& counter : row.counters) add_counter(row, counter, guess++);
  return series_.size() - known;
}

BenchmarkDraft::Series& BenchmarkDraft::series(std::string_view name, std::size_t guess) {
  // Rows of one benchmark have their fields in the same order, nearly always.
  if (guess < series_.size() && series_[guess].name == name) return series_[guess];
  const auto found = std::ranges::find(series_, name, &Series::name);
  if (found != series_.end()) return *found;
  return series_.emplace_back(Series{.name = name, .samples = {}, .processes = {}});
}

void BenchmarkDraft::add_clock(std::string_view name, const Row& row, const Counter& time,
                               std::size_t guess) {
  if (row.missing.find(name) != std::string_view::npos) {
    clock_left_out_ = true;
    return;
  }
  const auto scale = nanoseconds_per_unit(row);
  if (!scale) return;
  Series& clock = series(name, guess);
  clock.last_row = rows_;
  if (!time.value) {
    ++clock.non_finite;
    return;
  }
  const double nanoseconds = *time.value * *scale;
  if (nanoseconds < kMinTimeNs || nanoseconds > kMaxTimeNs) {
    ++clock.unusable;
    return;
  }
  add_sample(clock, row, nanoseconds);
}

void BenchmarkDraft::add_counter(const Row& row, const Counter& counter, std::size_t guess) {
  Series& metric = series(counter.name, guess);
  if (metric.last_row == rows_) {
    note_duplicate(counter.name);
    return;
  }
  metric.last_row = rows_;
  if (!counter.value) {
    ++(counter.is_null ? metric.nulls : metric.non_finite);
    return;
  }
  add_sample(metric, row, *counter.value);
}

void BenchmarkDraft::add_sample(Series& series, const Row& row, double value) {
  series.samples.push_back(value);
  if (row.process) series.processes.push_back(*row.process);
}

void BenchmarkDraft::note_duplicate(std::string_view name) {
  if (std::ranges::find(duplicates_, name) == duplicates_.end()) duplicates_.push_back(name);
}

std::optional<double> BenchmarkDraft::nanoseconds_per_unit(const Row& row) {
  if (!row.time_unit) {
    without_unit_ = true;
    return 1.0;
  }
  const auto scale = model::nanoseconds_per(*row.time_unit);
  if (!scale) unknown_unit_ = row.time_unit->empty() ? "(empty)" : *row.time_unit;
  return scale;
}

model::Benchmark BenchmarkDraft::finish(std::string name, model::Diagnostics& diagnostics) && {
  report(name, diagnostics);
  const bool every_row_has_a_process = rows_with_process_ == sampled_rows_;
  model::Benchmark benchmark{.suite = {},
                             .name = name,
                             .label = std::string(label_),
                             .failure = std::move(failure_),
                             .metrics = {},
                             .pairs = std::move(pairs_).finish(name, diagnostics)};
  benchmark.metrics.reserve(series_.size());
  for (auto& series : series_) {
    // A metric that was NaN once is not a metric with one sample less.
    if (lost_values(series) > 0 || series.samples.empty()) continue;
    if (!every_row_has_a_process) series.processes.clear();
    benchmark.metrics.push_back({.metric = std::string(series.name),
                                 .samples = std::move(series.samples),
                                 .processes = std::move(series.processes)});
  }
  series_ = {};  // of many benchmarks, room for the next one's
  std::ranges::sort(benchmark.metrics, before);
  return benchmark;
}

void BenchmarkDraft::report(const std::string& name, model::Diagnostics& diagnostics) const {
  using enum DiagnosticLevel;
  for (const auto duplicate : duplicates_) {
    add(diagnostics, Warning, "duplicate-key", name,
        fmt::format("has \"{}\" more than once in a row, a counter of that name: the first value "
                    "counts, the counter is dropped; rename it",
                    duplicate));
  }
  if (without_iterations_ > 0) {
    add(diagnostics, Warning, "no-iterations", name,
        fmt::format("ran no iteration in {} of {} repetitions: they have no sample",
                    without_iterations_, rows_));
  }
  if (has_medians_) {
    add(diagnostics, Note, "median-as-sample", name,
        "reports aggregates only: the median of each process is its sample");
  }
  if (only_aggregates()) {
    add(diagnostics, Problem, "aggregates-only", name,
        "has only a mean or the like: neither repetitions nor a median to compare");
    diagnostics.back().metric = model::clock_of(name);
  }
  if (!unknown_unit_.empty()) {
    add(diagnostics, Problem, "unknown-time-unit", name,
        fmt::format("has times in \"{}\", which is none of ns, us, ms, s: they are not used",
                    unknown_unit_));
    diagnostics.back().metric = model::clock_of(name);
  }
  if (without_unit_) {
    add(diagnostics, Warning, "no-time-unit", name, "has times without a unit: taken as ns");
  }
  if (rows_with_process_ > 0 && rows_with_process_ != sampled_rows_) {
    add(diagnostics, Warning, "process-missing", name,
        "names its process in some rows only: all are taken as one process");
  }
  for (const auto& series : series_) report_series(series, name, diagnostics);
  if (lost_its_clock(name)) {
    add(diagnostics, Problem, "no-samples", name,
        fmt::format("has no usable {}, the time it is judged by", model::clock_of(name)));
    diagnostics.back().metric = model::clock_of(name);
  }
}

void BenchmarkDraft::report_series(const Series& series, const std::string& name,
                                   model::Diagnostics& diagnostics) const {
  if (const auto lost = lost_values(series); lost > 0) {
    add(diagnostics, DiagnosticLevel::Problem, "non-finite", name,
        fmt::format("\"{}\" is NaN or infinite in {} of {} repetitions: the metric is not used",
                    series.name, lost, rows_));
    diagnostics.back().metric = series.name;
  }
  if (series.unusable > 0) {
    add(diagnostics, DiagnosticLevel::Warning, "impossible-time", name,
        fmt::format("{} is zero, negative or absurd in {} of {} repetitions: they have no sample",
                    series.name, series.unusable, rows_));
    diagnostics.back().metric = series.name;
  }
}

/// A field that is null in every row was never a number.
std::size_t BenchmarkDraft::lost_values(const Series& series) {
  const bool is_number = series.non_finite > 0 || !series.samples.empty();
  return is_number ? series.non_finite + series.nulls : 0;
}

bool BenchmarkDraft::lost_its_clock(std::string_view name) const {
  if (rows_ == 0 || failure_ || clock_left_out_) return false;
  // Without a usable CPU time it is judged by the other clock (model/judged_clock.h).
  return !has_usable(model::clock_of(name)) && !has_usable(model::kRealTime);
}

bool BenchmarkDraft::has_usable(std::string_view metric) const {
  const auto found = std::ranges::find(series_, metric, &Series::name);
  return found != series_.end() && !found->samples.empty() && found->non_finite == 0;
}

}  // namespace benchgate::formats
