#include "benchgate/work/duet_plan.h"

#include <string>
#include <utility>
#include <vector>

#include "benchgate/compare/pair_differences.h"
#include "benchgate/compare/paired_comparison.h"
#include "benchgate/gate/decide.h"

namespace benchgate::work {
namespace {

std::size_t index_of(measure::Track track) {
  return static_cast<std::size_t>(track);
}

compare::PairScheduleOptions options_of(std::span<const measure::PairedBenchmark> benchmarks,
                                        const gate::Policy& policy,
                                        std::optional<measure::Seconds> budget,
                                        DuetPlan::Clock clock) {
  compare::PairScheduleOptions options{.family_alpha = policy.family_alpha};
  std::vector<std::string> names;
  std::vector<bool> share_core;
  for (const auto& benchmark : benchmarks) {
    options.tracks.push_back(index_of(measure::track_of(benchmark.pacing)));
    names.push_back(benchmark.head_name);
    share_core.push_back(benchmark.pacing == model::Pacing::Duet);
  }
  options.question = [names = std::move(names), share_core = std::move(share_core), clock, &policy](
                         std::size_t benchmark,
                         std::string_view metric) -> std::optional<compare::MetricQuestion> {
    if (share_core[benchmark] && model::is_wall_time(metric)) return std::nullopt;
    if (clock == DuetPlan::Clock::Wall) {
      // Its rule is that of the clock that the name says.
      if (metric == model::kCpuTime) return std::nullopt;
      if (metric == model::kRealTime) metric = model::clock_of(names[benchmark]);
    }
    const auto definition = gate::judged_metric(policy, names[benchmark], metric);
    if (!definition || definition->kind != model::MetricKind::Timing) return std::nullopt;
    const double limit = gate::paired_limit(policy, names[benchmark], metric);
    return compare::MetricQuestion{
        .screening = compare::screening_question(limit, policy.duet.unchanged_within),
        .higher_is_better = definition->direction == model::Direction::HigherIsBetter};
  };
  if (budget) options.budget = budget->count();
  return options;
}

}  // namespace

DuetPlan::DuetPlan(std::span<const measure::PairedBenchmark> benchmarks, const gate::Policy& policy,
                   std::optional<measure::Seconds> budget, Clock clock)
    : DuetPlan(options_of(benchmarks, policy, budget, clock)) {}

DuetPlan::DuetPlan(compare::PairScheduleOptions options)
    : question_(options.question), schedule_(std::move(options)) {}

std::optional<measure::PairOrder> DuetPlan::next(const measure::PairRequest& request) {
  const auto order =
      schedule_.next(index_of(request.track), request.elapsed.count(), request.is_at_hand);
  if (!order) return std::nullopt;
  return measure::PairOrder{.benchmark = order->benchmark, .stage = order->stage};
}

void DuetPlan::take(const measure::PairOrder& order, const measure::MeasuredPair& pair) {
  const compare::PairSchedule::Order asked{.benchmark = order.benchmark, .stage = order.stage};
  if (pair.base.failure || pair.head.failure) {
    schedule_.give_up(asked);
    return;
  }
  std::vector<compare::PairSchedule::Difference> differences;
  for (const auto& head : pair.head.metrics) {
    const auto* base = pair.base.find(head.metric);
    if (base == nullptr) continue;
    if (const auto difference = compare::pair_difference(*base, head)) {
      differences.push_back({.metric = head.metric, .value = *difference});
    } else if (question_(order.benchmark, head.metric)) {
      // A zero: the whole row will be compared by its ranks.
      without_ratio_.emplace(order.benchmark, head.metric);
    }
  }
  schedule_.set_other_tests(without_ratio_.size());
  schedule_.take(asked, differences, pair.wall_time.count());
}

}  // namespace benchgate::work
