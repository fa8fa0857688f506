#include "benchgate/gate/judge_budgets.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "benchgate/compare/independent_samples.h"
#include "benchgate/compare/matching.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::gate {
namespace {

/// Nothing where there is no such series.
std::optional<double> median_of(const model::MetricSeries* series) {
  if (series == nullptr) return std::nullopt;
  return stats::median(stats::SortedSample(compare::independent_samples(*series).values));
}

bool passes(double value, std::optional<double> bound, model::Direction direction) {
  return bound && model::is_worse(value, *bound, direction);
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
  return model::worse_up(judgement.value / *bound, judgement.definition.direction);
}

model::Diagnostic not_judged(const model::Benchmark& benchmark, const std::string& metric,
                             const Budget& budget) {
  return {.level = model::DiagnosticLevel::Warning,
          .code = "budget-on-shared-core",
          .benchmark = benchmark.name,
          .message = fmt::format(
              "{} was not met beside another process on the same core, which doubles it or worse: "
              "whether the budget of line {} is met alone is not known. `benchgate run` and "
              "`benchgate compare --no-base` tell.",
              metric, budget.position.line)};
}

/// Base's side of each benchmark of head that both have, renames followed.
std::unordered_map<const model::Benchmark*, const model::Benchmark*> base_of(const model::Run& base,
                                                                             const model::Run& head,
                                                                             const Policy& policy) {
  std::unordered_map<const model::Benchmark*, const model::Benchmark*> base_of_head;
  for (const auto& match : compare::match(base, head, policy.renames).both) {
    base_of_head.emplace(match.head, match.base);
  }
  return base_of_head;
}

}  // namespace

BudgetAnswer judge_budgets(const Policy& policy, const model::Run& base, const model::Run& head) {
  BudgetAnswer answer;
  auto& judgements = answer.judgements;
  if (policy.budgets.empty()) return answer;
  const auto base_of_head = base_of(base, head, policy);
  for (const auto& benchmark : head.benchmarks) {
    if (benchmark.failure) continue;
    const auto in_base = base_of_head.find(&benchmark);
    const auto clock = in_base == base_of_head.end()
                           ? model::judged_clock(benchmark)
                           : model::judged_clock(*in_base->second, benchmark);
    const model::TimedName timed{.name = benchmark.name, .clock = clock.metric};
    for (const auto& series : benchmark.metrics) {
      const Budget* budget = budget_for(policy, timed, series.metric);
      const auto value = budget == nullptr ? std::nullopt : median_of(&series);
      if (!value) continue;
      const auto definition = rule_for(policy, timed, series.metric).definition;
      const auto state = state_of(*value, *budget, definition.direction);
      const bool is_shown =
          state == BudgetState::Met && definition.direction == model::Direction::LowerIsBetter;
      if (!is_shown && model::is_wall_time_of_shared_core(benchmark, series.metric)) {
        // Alone it would have taken less, and nobody knows how much: met is met, and no more.
        answer.diagnostics.push_back(not_judged(benchmark, series.metric, *budget));
        continue;
      }
      judgements.push_back({.suite = benchmark.suite,
                            .benchmark = benchmark.name,
                            .metric = series.metric,
                            .definition = definition,
                            .state = state,
                            .value = *value,
                            .base = in_base == base_of_head.end()
                                        ? std::nullopt
                                        : median_of(in_base->second->find(series.metric)),
                            .target = budget->target,
                            .warning = budget->warning,
                            .error = budget->error,
                            .closes_gate = state == BudgetState::Exceeded});
    }
  }
  std::ranges::stable_sort(judgements, [](const auto& a, const auto& b) {
    return std::tuple(a.state, used(a)) > std::tuple(b.state, used(b));
  });
  return answer;
}

}  // namespace benchgate::gate
