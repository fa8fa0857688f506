#include "benchgate/gate/judge_budgets.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "benchgate/compare/independent_samples.h"
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

model::Diagnostic not_judged(const model::Benchmark& benchmark, std::string_view metric,
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

/// A benchmark of head, with its other side where both have it.
struct Subject {
  const model::Benchmark& head;
  const model::Benchmark* base = nullptr;
};

/// One metric, with the rule that it falls under.
void judge_metric(const Policy& policy, const Subject& subject, std::string_view metric,
                  const AppliedRule& rule, BudgetAnswer& answer) {
  const auto& head = subject.head;
  const auto value = rule.budget ? median_of(head.find(metric)) : std::nullopt;
  if (!value) return;
  const Budget& budget = policy.budgets[*rule.budget];
  const auto state = state_of(*value, budget, rule.definition.direction);
  const bool is_shown =
      state == BudgetState::Met && rule.definition.direction == model::Direction::LowerIsBetter;
  if (!is_shown && model::is_wall_time_of_shared_core(head, metric)) {
    // Alone it would have taken less, and nobody knows how much: met is met, and no more.
    answer.diagnostics.push_back(not_judged(head, metric, budget));
    return;
  }
  answer.judgements.push_back(
      {.suite = head.suite,
       .benchmark = head.name,
       .metric = std::string(metric),
       .definition = rule.definition,
       .state = state,
       .value = *value,
       .base = subject.base == nullptr ? std::nullopt : median_of(subject.base->find(metric)),
       .target = budget.target,
       .warning = budget.warning,
       .error = budget.error,
       .closes_gate = state == BudgetState::Exceeded});
}

/// A benchmark that nothing was compared with: nobody has asked for its rules yet.
void judge_alone(const Policy& policy, const model::Benchmark& head, BudgetAnswer& answer) {
  const model::TimedName timed{.name = head.name, .clock = model::judged_clock(head).metric};
  for (const auto& series : head.metrics) {
    judge_metric(policy, {.head = head}, series.metric, rule_for(policy, timed, series.metric),
                 answer);
  }
}

}  // namespace

BudgetAnswer judge_budgets(const Policy& policy, const compare::Comparison& comparison,
                           const model::Run& head) {
  BudgetAnswer answer;
  auto& judgements = answer.judgements;
  if (policy.budgets.empty()) return answer;
  std::size_t next = 0;  // matches are in head's order
  for (const auto& benchmark : head.benchmarks) {
    const auto& matches = comparison.matches;
    if (next < matches.size() && matches[next].head == &benchmark) {
      const Subject subject{.head = benchmark, .base = matches[next].base};
      for (const auto& [metric, rule, is_second_clock] : comparison.rules[next]) {
        if (!is_second_clock) judge_metric(policy, subject, metric, rule, answer);
      }
      ++next;
    } else if (!benchmark.failure) {
      judge_alone(policy, benchmark, answer);
    }
  }
  std::ranges::stable_sort(judgements, [](const auto& a, const auto& b) {
    return std::tuple(a.state, used(a)) > std::tuple(b.state, used(b));
  });
  return answer;
}

}  // namespace benchgate::gate
