#include "benchgate/gate/judge_budgets.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "benchgate/compare/independent_samples.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::gate {
namespace {

std::optional<double> median_of(const model::MetricSeries& series) {
  return stats::median(stats::SortedSample(compare::independent_samples(series).values));
}

bool passes(double value, std::optional<double> bound, model::Direction direction) {
  if (!bound) return false;
  return direction == model::Direction::HigherIsBetter ? value < *bound : value > *bound;
}

BudgetState state_of(double value, const Budget& budget, model::Direction direction) {
  if (passes(value, budget.error, direction)) return BudgetState::Exceeded;
  if (passes(value, budget.warning, direction)) return BudgetState::Warning;
  if (passes(value, budget.target, direction)) return BudgetState::AboveTarget;
  return BudgetState::Met;
}

/// How much of the budget is used, 1 = all of it; for sorting only.
double used(const BudgetJudgement& judgement) {
  const auto bound = judgement.error     ? judgement.error
                     : judgement.warning ? judgement.warning
                                         : judgement.target;
  if (!bound || *bound == 0 || judgement.value == 0) return 0;
  const double share = judgement.value / *bound;
  return judgement.definition.direction == model::Direction::HigherIsBetter ? 1 / share : share;
}

using BaseIndex = std::unordered_map<std::string_view, const model::Benchmark*>;

std::optional<double> base_value(const BaseIndex& base, std::string_view benchmark,
                                 std::string_view metric) {
  const auto found = base.find(benchmark);
  if (found == base.end() || found->second->failure) return std::nullopt;
  const auto* series = found->second->find(metric);
  return series == nullptr ? std::nullopt : median_of(*series);
}

}  // namespace

std::vector<BudgetJudgement> judge_budgets(const Policy& policy, const model::Run& base,
                                           const model::Run& head) {
  std::vector<BudgetJudgement> judgements;
  if (policy.budgets.empty()) return judgements;
  BaseIndex base_index;
  for (const auto& benchmark : base.benchmarks) base_index.emplace(benchmark.name, &benchmark);
  for (const auto& benchmark : head.benchmarks) {
    if (benchmark.failure) continue;
    for (const auto& series : benchmark.metrics) {
      const Budget* budget = budget_for(policy, benchmark.name, series.metric);
      const auto value = budget == nullptr ? std::nullopt : median_of(series);
      if (!value) continue;
      const auto definition = rule_for(policy, benchmark.name, series.metric).definition;
      const auto state = state_of(*value, *budget, definition.direction);
      judgements.push_back({.suite = benchmark.suite,
                            .benchmark = benchmark.name,
                            .metric = series.metric,
                            .definition = definition,
                            .state = state,
                            .value = *value,
                            .base = base_value(base_index, benchmark.name, series.metric),
                            .target = budget->target,
                            .warning = budget->warning,
                            .error = budget->error,
                            .closes_gate = state == BudgetState::Exceeded});
    }
  }
  std::ranges::stable_sort(judgements, [](const auto& a, const auto& b) {
    return std::tuple(a.state, used(a)) > std::tuple(b.state, used(b));
  });
  return judgements;
}

}  // namespace benchgate::gate
