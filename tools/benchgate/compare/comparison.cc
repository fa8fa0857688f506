#include "benchgate/compare/comparison.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <future>
#include <iterator>
#include <span>

#include <fmt/format.h>

#include "benchgate/compare/independent_samples.h"
#include "benchgate/compare/intermittent_metrics.h"
#include "benchgate/compare/matching.h"
#include "benchgate/compare/two_clocks.h"
#include "benchgate/stats/family.h"
#include "benchgate/stats/median_interval.h"
#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/rank_sum.h"
#include "benchgate/stats/shift.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::compare {
namespace {

constexpr double kEquivalenceLevel = 0.90;  // two one-sided 95 % bounds

/// Makes rows; keeps the null distributions, which depend on sample sizes alone.
class RowMaker {
 public:
  RowMaker(double level, Pairing pairing) : level_(level), pairing_(pairing) {}

  [[nodiscard]] Row make(const Match& match, const model::MetricSeries& base,
                         const model::MetricSeries& head, const model::JudgedClock& clock,
                         const model::MetricDefinition& definition);
  void add_tests(Row& row);
  [[nodiscard]] Pairing pairing() const { return pairing_; }

 private:
  void add_ratio(Row& row, const stats::TwoSamples& logs);

  stats::ConfidenceLevel level_;
  Pairing pairing_;
  stats::NullDistributions distributions_;
};

Summary summarise(const stats::SortedSample& sorted, std::size_t processes,
                  stats::ConfidenceLevel level) {
  return {.samples = sorted.size(),
          .processes = processes,
          .median = *stats::median(sorted),
          .interval = stats::median_interval(sorted, level),
          .minimum = sorted.values().front(),
          .maximum = sorted.values().back()};
}

std::vector<double> logs_of(std::span<const double> values) {
  std::vector<double> logs;
  logs.reserve(values.size());
  for (const double value : values) logs.push_back(std::log(value));
  return logs;
}

/// The larger of the sides' spreads: a prediction of power should not be the optimistic one.
std::optional<double> spread(const stats::SortedSample& base, const stats::SortedSample& head) {
  const auto of_base = stats::robust_standard_deviation(base);
  const auto of_head = stats::robust_standard_deviation(head);
  if (!of_base || !of_head) return std::nullopt;
  const double larger = std::max(*of_base, *of_head);
  return larger > 0 ? std::optional(larger) : std::nullopt;
}

stats::Interval exp(const stats::Interval& logs) {
  return {std::exp(logs.lower), std::exp(logs.upper)};
}

Row RowMaker::make(const Match& match, const model::MetricSeries& base,
                   const model::MetricSeries& head, const model::JudgedClock& clock,
                   const model::MetricDefinition& definition) {
  auto base_samples = independent_samples(base);
  auto head_samples = independent_samples(head);
  Row row{.suite = match.head->suite,
          .benchmark = match.head->name,
          .renamed_from = match.renamed ? std::optional(match.base->name) : std::nullopt,
          .metric = head.metric,
          .clock = clock,
          .definition = definition,
          .base_label = match.base->label,
          .head_label = match.head->label,
          .base = std::move(base_samples.values),
          .head = std::move(head_samples.values)};
  row.base_summary = summarise(stats::SortedSample(row.base), base_samples.processes, level_);
  row.head_summary = summarise(stats::SortedSample(row.head), head_samples.processes, level_);
  row.is_wall_time_of_shared_core = model::is_wall_time_of_shared_core(*match.base, base.metric) ||
                                    model::is_wall_time_of_shared_core(*match.head, head.metric);
  const bool is_timing = definition.kind == model::MetricKind::Timing;
  if (pairing_ == Pairing::Apart && is_timing && !row.is_wall_time_of_shared_core) add_tests(row);
  return row;
}

void RowMaker::add_tests(Row& row) {
  // On logs, so that the shift is a ratio. Ranks are the same on the values themselves, which is
  // what remains where one of them has no logarithm.
  const bool has_logs = row.base_summary.minimum > 0 && row.head_summary.minimum > 0;
  const stats::SortedSample base(has_logs ? logs_of(row.base) : row.base);
  const stats::SortedSample head(has_logs ? logs_of(row.head) : row.head);
  const stats::TwoSamples both{base, head};
  using stats::Alternative;
  if (const auto test = stats::rank_sum_test(both, Alternative::Greater, distributions_)) {
    row.p_increase = test->p_value;
  }
  if (const auto test = stats::rank_sum_test(both, Alternative::Less, distributions_)) {
    row.p_decrease = test->p_value;
  }
  row.smallest_p =
      stats::smallest_rank_sum_p(base.size(), head.size(), Alternative::Greater).value_or(1.0);
  if (has_logs) add_ratio(row, both);
}

void RowMaker::add_ratio(Row& row, const stats::TwoSamples& logs) {
  row.log_sd = spread(logs.base, logs.head);
  row.ratio = stats::hodges_lehmann_shift(logs, level_, distributions_);
  if (!row.ratio) return;
  row.ratio->point = std::exp(row.ratio->point);
  if (row.ratio->interval) row.ratio->interval->bounds = exp(row.ratio->interval->bounds);
  const auto narrow =
      stats::hodges_lehmann_shift(logs, stats::ConfidenceLevel(kEquivalenceLevel), distributions_);
  if (narrow && narrow->interval) row.equivalence = exp(narrow->interval->bounds);
}

Lone lone_metric(const model::Benchmark& benchmark, std::string_view metric) {
  return {.suite = benchmark.suite,
          .benchmark = benchmark.name,
          .metric = std::string(metric),
          .failure = {},
          .failed_on_both_sides = false,
          .has_no_value = false,
          .similar = {}};
}

/// What is compared of some of the benchmarks.
struct Part {
  Comparison comparison;
  TwoClocks clocks;
};

/// A benchmark that CPU time alone would call unchanged although it takes longer.
void add_second_clock(const Match& match, const model::JudgedClock& clock, RowMaker& maker,
                      Comparison& comparison) {
  const auto* base = match.base->find(model::kRealTime);
  const auto* head = match.head->find(model::kRealTime);
  comparison.rows.push_back(
      maker.make(match, *base, *head, clock, model::default_definition(model::kRealTime)));
  comparison.rows.back().is_second_clock = true;
}

void compare_benchmark(const Match& match, const Options& options, RowMaker& maker, Part& part) {
  auto& comparison = part.comparison;
  const std::size_t before = comparison.rows.size();
  const auto clock = model::judged_clock(*match.base, *match.head);
  const model::TimedName timed{.name = match.head->name, .clock = clock.metric};
  for (const auto& series : match.head->metrics) {
    const auto definition = options.metric(timed, series.metric);
    if (!definition || series.samples.empty()) continue;
    const auto* base = match.base->find(series.metric);
    if (base == nullptr || base->samples.empty()) {
      comparison.added.push_back(lone_metric(*match.head, series.metric));
      continue;
    }
    comparison.rows.push_back(maker.make(match, *base, series, clock, *definition));
  }
  for (const auto& series : match.base->metrics) {
    const auto* head = match.head->find(series.metric);
    const bool gone = head == nullptr || head->samples.empty();
    const bool wanted = options.metric(timed, series.metric) ||
                        (options.must_exist && options.must_exist(timed, series.metric));
    if (gone && wanted && !series.samples.empty()) {
      comparison.missing.push_back(lone_metric(*match.head, series.metric));
    }
  }
  if (comparison.rows.size() > before) ++comparison.benchmarks_compared;
  if (!options.metric(timed, clock.metric)) return;
  part.clocks.add(match, clock);
  if (maker.pairing() == Pairing::Apart && !options.metric(timed, model::kRealTime) &&
      wall_time_rose_alone(match, clock)) {
    add_second_clock(match, clock, maker, comparison);
  }
}

Part compare_part(std::span<const Match> matches, const Options& options, Pairing pairing) {
  Part part;
  RowMaker maker(options.level, pairing);
  part.comparison.rows.reserve(matches.size());  // nearly always one of each
  for (const auto& match : matches) compare_benchmark(match, options, maker, part);
  return part;
}

void take_over(Part more, Part& part) {
  auto& [comparison, clocks] = part;
  comparison.rows.reserve(comparison.rows.size() + more.comparison.rows.size());
  std::ranges::move(more.comparison.rows, std::back_inserter(comparison.rows));
  std::ranges::move(more.comparison.missing, std::back_inserter(comparison.missing));
  std::ranges::move(more.comparison.added, std::back_inserter(comparison.added));
  comparison.benchmarks_compared += more.comparison.benchmarks_compared;
  clocks.take_over(std::move(more.clocks));
}

/// Rows do not depend on each other, so that the second half of many is computed beside the first;
/// the order of the result is that of `matches`.
Part compare_in_halves(std::span<const Match> matches, const Options& options, Pairing pairing) {
  constexpr std::size_t kWorthAThread = 500;
  const std::size_t half = matches.size() < kWorthAThread ? matches.size() : matches.size() / 2;
  std::future<Part> rest;
  if (half < matches.size()) {
    rest = std::async(std::launch::async, compare_part, matches.subspan(half), std::cref(options),
                      pairing);
  }
  auto all = compare_part(matches.first(half), options, pairing);
  if (rest.valid()) take_over(rest.get(), all);
  return all;
}

void compare_benchmarks(std::span<const Match> matches, const Options& options,
                        Comparison& comparison) {
  auto [part, clocks] = compare_in_halves(matches, options, comparison.pairing);
  std::size_t dropped = 0;
  if (clocks.head_was_busy()) dropped = std::erase_if(part.rows, &Row::is_second_clock);
  comparison.rows = std::move(part.rows);
  std::ranges::move(part.missing, std::back_inserter(comparison.missing));
  std::ranges::move(part.added, std::back_inserter(comparison.added));
  comparison.benchmarks_compared = part.benchmarks_compared;
  std::ranges::move(clocks.diagnostics(dropped), std::back_inserter(comparison.diagnostics));
}

/// Suites are the same suite by name, or where each run has but one.
void compare_environments(const model::Run& base, const model::Run& head, Comparison& comparison) {
  const bool one_each = base.suites.size() == 1 && head.suites.size() == 1;
  for (const auto& suite : head.suites) {
    const auto* in_base = one_each ? &base.suites.front() : base.find_suite(suite.name);
    if (in_base == nullptr) continue;
    auto found = model::differences(suite.name, in_base->environment, suite.environment);
    std::ranges::move(found, std::back_inserter(comparison.environment));
  }
}

/// The diagnostics of both runs, each once: what several suites or both sides say alike is one
/// fact.
void add_diagnostics(const model::Run& base, const model::Run& head, Comparison& comparison) {
  const auto says = [](const model::Run& run, const model::Diagnostic& diagnostic) {
    return std::ranges::find(run.diagnostics, diagnostic) != run.diagnostics.end();
  };
  const auto add = [&](model::Diagnostic diagnostic, std::string_view side) {
    diagnostic.message = fmt::format("{}: {}", side, diagnostic.message);
    auto& all = comparison.diagnostics;
    if (std::ranges::find(all, diagnostic) == all.end()) all.push_back(std::move(diagnostic));
  };
  for (const auto& diagnostic : base.diagnostics) {
    add(diagnostic, says(head, diagnostic) ? "base and head" : "base");
  }
  for (const auto& diagnostic : head.diagnostics) {
    if (!says(base, diagnostic)) add(diagnostic, "head");
  }
}

/// Says once, for all rows, that the samples are not independent draws of the builds.
void add_single_process_note(Comparison& comparison) {
  const auto single = std::ranges::count_if(comparison.rows, [](const Row& row) {
    const bool one = row.base_summary.processes < 2 || row.head_summary.processes < 2;
    return one && row.definition.kind == model::MetricKind::Timing;
  });
  if (single == 0) return;
  comparison.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Warning,
       .code = "single-process",
       .benchmark = {},
       .message = fmt::format(
           "{} repetitions of one process, so its interval is narrower than it should be: layout "
           "and machine state persist through a process. `benchgate run` starts a fresh process "
           "for every sample.",
           single == 1 ? "1 row holds" : fmt::format("Each of {} rows holds", single))});
}

}  // namespace

Comparison compare_sides(const model::Run& base, const model::Run& head, const Options& options,
                         Pairing pairing) {
  auto matching = match(base, head, options.renames);
  Comparison comparison{.pairing = pairing,
                        .rows = {},
                        .missing = std::move(matching.missing),
                        .added = std::move(matching.added),
                        .errored = std::move(matching.errored),
                        .errored_in_base = std::move(matching.errored_in_base)};
  comparison.benchmarks_expected = matching.both.size() + comparison.missing.size() +
                                   comparison.added.size() + comparison.errored.size() +
                                   comparison.errored_in_base.size();
  add_diagnostics(base, head, comparison);
  for (const auto& rename : matching.ignored_renames) {
    comparison.diagnostics.push_back(
        {.level = model::DiagnosticLevel::Warning,
         .code = "ignored-rename",
         .benchmark = rename.from,
         .message = fmt::format("base has {} too, so that the rename is out of date and was not "
                                "followed; remove it from the policy",
                                rename.to)});
  }
  compare_benchmarks(matching.both, options, comparison);
  leave_out_intermittent_metrics(
      {.base = base, .head = head, .matches = matching.both, .stored_runs = options.stored_runs},
      comparison);
  compare_environments(base, head, comparison);
  return comparison;
}

void test_apart(std::span<Row* const> rows, double level) {
  RowMaker maker(level, Pairing::Apart);
  for (auto* row : rows) maker.add_tests(*row);
}

Comparison compare_apart(const model::Run& base, const model::Run& head, const Options& options) {
  auto comparison = compare_sides(base, head, options, Pairing::Apart);
  add_single_process_note(comparison);
  return comparison;
}

}  // namespace benchgate::compare
