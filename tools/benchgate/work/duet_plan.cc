#include "benchgate/work/duet_plan.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/compare/pair_differences.h"
#include "benchgate/compare/paired_comparison.h"
#include "benchgate/compare/waiting.h"
#include "benchgate/formats/google_benchmark_name.h"

namespace benchgate::work {
namespace {

constexpr std::size_t kNamed = 3;

/// The two clocks of one more pair.
void add_clocks(const model::Benchmark& pair, model::Benchmark& all) {
  all.name = pair.name;
  all.clock = pair.clock;
  if (!all.pairs) all.pairs = model::Pairs{.pacing = pair.pairs->pacing};
  all.pairs->pairs.push_back(pair.pairs->pairs.front());
  for (const auto metric : {model::kCpuTime, model::kRealTime}) {
    const auto* from = pair.find(metric);
    if (from == nullptr) continue;
    auto into = std::ranges::find(all.metrics, metric, &model::MetricSeries::metric);
    if (into == all.metrics.end()) {
      into = all.metrics.insert(into, model::MetricSeries{.metric = std::string(metric),
                                                          .samples = {},
                                                          .processes = {},
                                                          .definition = from->definition});
    }
    into->samples.insert(into->samples.end(), from->samples.begin(), from->samples.end());
    into->processes.insert(into->processes.end(), from->processes.begin(), from->processes.end());
  }
}

}  // namespace

DuetPlan::DuetPlan(std::span<const measure::PairedBenchmark> benchmarks, const gate::Policy& policy,
                   std::optional<measure::Seconds> budget)
    : policy_(policy), schedule_(options_for(benchmarks, budget)) {
  for (const auto& benchmark : benchmarks) {
    subjects_.push_back({.name = benchmark.head_name,
                         .pacing = benchmark.pacing,
                         .clock = std::string(formats::clock_of(benchmark.head_name))});
  }
}

compare::PairScheduleOptions DuetPlan::options_for(
    std::span<const measure::PairedBenchmark> benchmarks,
    std::optional<measure::Seconds> budget) const {
  compare::PairScheduleOptions options{
      .question = [this](std::size_t benchmark,
                         std::string_view metric) { return question(benchmark, metric); },
      .family_alpha = policy_.family_alpha};
  for (const auto& benchmark : benchmarks) options.pacings.push_back(benchmark.pacing);
  if (budget) options.budget = budget->count();
  return options;
}

std::optional<compare::MetricQuestion> DuetPlan::question(std::size_t benchmark,
                                                          std::string_view metric) const {
  const auto& subject = subjects_[benchmark];
  if (subject.pacing == model::Pacing::Duet && model::is_wall_time(metric)) return std::nullopt;
  const model::TimedName timed{.name = subject.name, .clock = subject.clock};
  const auto known = definitions_.find(metric);
  if (known == definitions_.end()) return std::nullopt;  // it was not measured yet
  const auto rule = gate::rule_for(policy_, timed, {.name = metric, .definition = known->second});
  if (!rule.is_judged() || rule.definition.kind != model::MetricKind::Timing) return std::nullopt;
  return compare::MetricQuestion{
      .screening = compare::screening_question(rule.paired_limit, policy_.duet.unchanged_within),
      .higher_is_better = model::higher_is_better(rule.definition.direction)};
}

std::optional<measure::PairOrder> DuetPlan::next(const measure::PairRequest& request) {
  return schedule_.next(request.track, request.elapsed.count(), request.is_at_hand);
}

void DuetPlan::take(const measure::PairOrder& order, const measure::MeasuredPair& pair) {
  if (pair.base.failure || pair.head.failure) {
    schedule_.give_up(order);
    return;
  }
  look_at_clocks(order.benchmark, pair);
  std::vector<compare::PairSchedule::Difference> differences;
  for (const auto& head : pair.head.metrics) {
    definitions_.try_emplace(head.metric, head.definition);
    const auto* base = pair.base.find(head.metric);
    if (base == nullptr) continue;
    if (const auto difference = compare::pair_difference(*base, head)) {
      differences.push_back({.metric = head.metric, .value = *difference});
    } else if (question(order.benchmark, head.metric)) {
      // A zero: the whole row will be compared by its ranks.
      without_ratio_.emplace(order.benchmark, head.metric);
    }
  }
  schedule_.set_other_tests(without_ratio_.size());
  schedule_.take(order, differences, pair.wall_time.count());
}

void DuetPlan::look_at_clocks(std::size_t benchmark, const measure::MeasuredPair& pair) {
  auto& subject = subjects_[benchmark];
  const bool is_confirming = pair.head.pairs->pairs.front().stage == model::Stage::Confirming;
  const bool was_duet = pair.head.pairs->pacing == model::Pacing::Duet;
  if (was_duet && subject.pacing != model::Pacing::Duet) return;  // it came in late
  subject.was_measured_again = subject.was_moved;
  add_clocks(pair.base, subject.base);
  add_clocks(pair.head, subject.head);
  if (pair.base_asleep) subject.base_asleep.push_back(*pair.base_asleep);
  if (pair.head_asleep) subject.head_asleep.push_back(*pair.head_asleep);
  subject.clock = model::judged_clock(subject.base, subject.head).metric;
  if (was_duet && !is_confirming) move_if_it_waits(benchmark);
}

void DuetPlan::move_if_it_waits(std::size_t benchmark) {
  auto& subject = subjects_[benchmark];
  const auto waiting = compare::waiting_in_duet(subject.base, subject.head, distributions_);
  if (!waiting) return;
  if (!compare::slept(*waiting, {.base = subject.base_asleep, .head = subject.head_asleep})) return;
  const auto pacing = model::Pacing::Lockstep;
  if (!schedule_.move(benchmark, pacing)) return;
  subject = {.name = subject.name, .pacing = pacing, .clock = subject.clock, .was_moved = true};
}

model::Diagnostics DuetPlan::notes() const {
  model::Diagnostics notes;
  for (const auto& subject : subjects_) {
    if (!subject.was_moved || subject.was_measured_again) continue;
    notes.push_back({.level = model::DiagnosticLevel::Warning,
                     .code = std::string(compare::kWallTimeNotMeasured),
                     .benchmark = subject.name,
                     .message =
                         "The benchmark waits, or other threads work for it, and there was no time "
                         "left to measure its wall-clock time. It is undecided. Give it more time "
                         "with --budget."});
  }
  std::string text;
  std::size_t count = 0;
  for (const auto& subject : subjects_) {
    if (!subject.was_measured_again) continue;
    if (count < kNamed) text += (count == 0 ? "" : ", ") + subject.name;
    ++count;
  }
  if (count == 0) return notes;
  if (count > kNamed) text += fmt::format(" and {} more", count - kNamed);
  notes.push_back({.level = model::DiagnosticLevel::Note,
                   .code = "measured-by-wall-clock",
                   .benchmark = {},
                   .message = fmt::format("These benchmarks wait, or other threads work for them. "
                                          "They were measured again by wall-clock time: {}.",
                                          text)});
  return notes;
}

}  // namespace benchgate::work
