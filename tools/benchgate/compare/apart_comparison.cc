#include "benchgate/compare/apart_comparison.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <future>
#include <iterator>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

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
                         const AppliedRule& rule);
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
                   const AppliedRule& rule) {
  auto base_samples = independent_samples(base);
  auto head_samples = independent_samples(head);
  Row row{.suite = match.head->suite,
          .benchmark = match.head->name,
          .renamed_from = match.renamed ? std::optional(match.base->name) : std::nullopt,
          .metric = head.metric,
          .clock = clock,
          .rule = rule,
          .match = match,
          .base_label = match.base->label,
          .head_label = match.head->label,
          .base = std::move(base_samples.values),
          .head = std::move(head_samples.values)};
  row.base_summary = summarise(stats::SortedSample(row.base), base_samples.processes, level_);
  row.head_summary = summarise(stats::SortedSample(row.head), head_samples.processes, level_);
  row.is_wall_time_of_shared_core = model::is_wall_time_of_shared_core(*match.base, base.metric) ||
                                    model::is_wall_time_of_shared_core(*match.head, head.metric);
  const bool is_timing = rule.definition.kind == model::MetricKind::Timing;
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

/// Some of the matches, each with its rules.
struct Asked {
  std::span<const Match> matches;
  std::span<const MatchRules> rules;
};

const MetricRule* find_rule(const MatchRules& rules, std::string_view metric) {
  const auto found = std::ranges::find(rules, metric, &MetricRule::metric);
  return found == rules.end() ? nullptr : &*found;
}

bool has_samples(const model::MetricSeries* series) {
  return series != nullptr && !series->samples.empty();
}

/// A benchmark that CPU time alone would call unchanged although it takes longer.
void add_second_clock(const Match& match, const model::JudgedClock& clock, const AppliedRule& rule,
                      RowMaker& maker, Comparison& comparison) {
  if (maker.pairing() != Pairing::Apart || !wall_time_rose_alone(match, clock)) return;
  const auto* base = match.base->find(model::kRealTime);
  const auto* head = match.head->find(model::kRealTime);
  comparison.rows.push_back(maker.make(match, *base, *head, clock, rule));
  comparison.rows.back().is_second_clock = true;
}

/// A metric that both sides have is a row; what only one side has is missing or new.
void compare_metric(const Match& match, const model::JudgedClock& clock,
                    const MetricRule& requested, RowMaker& maker, Comparison& comparison) {
  const auto& [metric, rule, is_second_clock] = requested;
  const auto* base = match.base->find(metric);
  const auto* head = match.head->find(metric);
  if (!has_samples(head)) {
    if (has_samples(base)) comparison.missing.push_back(lone_metric(*match.head, metric));
  } else if (!rule.is_judged()) {
    return;  // it has a budget, which looks at head alone
  } else if (!has_samples(base)) {
    comparison.added.push_back(lone_metric(*match.head, metric));
  } else {
    comparison.rows.push_back(maker.make(match, *base, *head, clock, rule));
  }
}

void compare_benchmark(const Match& match, const MatchRules& rules, RowMaker& maker, Part& part) {
  auto& comparison = part.comparison;
  const std::size_t before = comparison.rows.size();
  const auto clock = model::judged_clock(*match.base, *match.head);
  for (const auto& requested : rules) {
    if (!requested.is_second_clock) compare_metric(match, clock, requested, maker, comparison);
  }
  if (comparison.rows.size() > before) ++comparison.benchmarks_compared;
  const auto* rule_of_clock = find_rule(rules, clock.metric);
  if (rule_of_clock == nullptr || !rule_of_clock->rule.is_judged()) return;
  part.clocks.add(match, clock);
  const auto second = std::ranges::find_if(rules, &MetricRule::is_second_clock);
  if (second != rules.end()) add_second_clock(match, clock, second->rule, maker, comparison);
}

Part compare_part(const Asked& asked, double level, Pairing pairing) {
  Part part;
  RowMaker maker(level, pairing);
  part.comparison.rows.reserve(asked.matches.size());  // nearly always one of each
  for (std::size_t i = 0; i < asked.matches.size(); ++i) {
    compare_benchmark(asked.matches[i], asked.rules[i], maker, part);
  }
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
Part compare_in_halves(const Asked& asked, double level, Pairing pairing) {
  constexpr std::size_t kWorthAThread = 500;
  const auto& [matches, rules] = asked;
  const std::size_t half = matches.size() < kWorthAThread ? matches.size() : matches.size() / 2;
  std::future<Part> rest;
  if (half < matches.size()) {
    rest = std::async(std::launch::async, compare_part,
                      Asked{matches.subspan(half), rules.subspan(half)}, level, pairing);
  }
  auto all = compare_part({matches.first(half), rules.first(half)}, level, pairing);
  if (rest.valid()) take_over(rest.get(), all);
  return all;
}

void compare_benchmarks(double level, Comparison& comparison) {
  auto [part, clocks] =
      compare_in_halves({comparison.matches, comparison.rules}, level, comparison.pairing);
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
    return one && row.rule.definition.kind == model::MetricKind::Timing;
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

Comparison compare_sides(ComparisonRequest request, Pairing pairing) {
  auto& matching = request.matching;
  Comparison comparison{.pairing = pairing,
                        .matches = std::move(matching.both),
                        .rules = std::move(request.rules),
                        .rows = {},
                        .missing = std::move(matching.missing),
                        .added = std::move(matching.added),
                        .errored = std::move(matching.errored),
                        .errored_in_base = std::move(matching.errored_in_base),
                        .same_code = std::move(matching.same_code)};
  assert(comparison.rules.size() == comparison.matches.size());
  comparison.benchmarks_expected = comparison.matches.size() + comparison.missing.size() +
                                   comparison.added.size() + comparison.errored.size() +
                                   comparison.errored_in_base.size();
  const auto& [base, head] = std::tie(request.base, request.head);
  add_diagnostics(base, head, comparison);
  for (const auto& rename : matching.ignored_renames) {
    comparison.diagnostics.push_back(
        {.level = model::DiagnosticLevel::Warning,
         .code = "ignored-rename",
         .benchmark = rename.from,
         .message = fmt::format("base has {} too, so the rename is out of date and was not "
                                "followed; remove it from the policy",
                                rename.to)});
  }
  compare_benchmarks(request.level, comparison);
  leave_out_intermittent_metrics({.base = base, .head = head, .stored_runs = request.stored_runs},
                                 comparison);
  compare_environments(base, head, comparison);
  return comparison;
}

void test_apart(std::span<Row* const> rows, double level) {
  RowMaker maker(level, Pairing::Apart);
  for (auto* row : rows) maker.add_tests(*row);
}

Comparison compare_apart(ComparisonRequest request) {
  auto comparison = compare_sides(std::move(request), Pairing::Apart);
  add_single_process_note(comparison);
  return comparison;
}

}  // namespace benchgate::compare
