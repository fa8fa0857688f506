#include "benchgate/gate/judge_budgets.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "benchgate/base/glob.h"
#include "benchgate/gate/busy_machine.h"
#include "benchgate/gate/head_metrics.h"

namespace benchgate::gate {
namespace {

bool passes(double value, std::optional<double> bound, model::Direction direction) {
  return bound && model::is_worse(value, *bound, direction);
}

BudgetState state_of(double value, const Budget& budget, model::Direction direction) {
  if (passes(value, budget.error, direction)) return BudgetState::Exceeded;
  if (passes(value, budget.warning, direction)) return BudgetState::Warning;
  if (passes(value, budget.target, direction)) return BudgetState::AboveTarget;
  return BudgetState::Met;
}

/// How much of the budget is used, 1 = all of it; by its hardest bound.
double used(double value, std::optional<double> bound, model::Direction direction) {
  if (!bound || *bound == 0 || value == 0) return 0;
  return model::worse_up(value / *bound, direction);
}

/// The bound of a budget, or of what was said of it, that blocks merging, or else the next one.
std::optional<double> hardest_bound(const auto& budget) {
  return budget.error ? budget.error : budget.warning ? budget.warning : budget.target;
}

model::Diagnostic on_shared_core(const model::Benchmark& benchmark, std::string_view metric,
                                 const Budget& budget) {
  return {.level = model::DiagnosticLevel::Warning,
          .code = "budget-on-shared-core",
          .benchmark = benchmark.name,
          .message = fmt::format(
              "{} was not met beside another process on the same core, which can double it. So "
              "the budget of line {} may still be met alone. `benchgate run` and `benchgate "
              "compare --no-base` check it.",
              metric, budget.position.line)};
}

constexpr LeftOpen::Words kBudgets{
    .code = "budget-on-busy-machine", .one = "budgets is met", .many = "budgets are met"};

bool was_busy(const model::Run& head, const HeadMetric& metric, double used_share) {
  const auto clock = model::judged_clock(metric.head);
  const MetricOfRun of_run{.run = head,
                           .suite = metric.head.suite,
                           .clock = clock,
                           .metric = {.name = metric.metric, .definition = metric.rule.definition}};
  return is_wall_time_of_busy_machine(of_run) || is_cpu_time_beside_others(of_run, used_share);
}

void judge(const Policy& policy, const HeadMetric& metric, const model::Run& run, LeftOpen& open,
           BudgetAnswer& answer) {
  const auto& [head, base, name, rule] = metric;
  const auto value = rule.budget ? metric.value() : std::nullopt;
  if (!value) return;
  const Budget& budget = policy.budgets[*rule.budget];
  const auto state = state_of(*value, budget, rule.definition.direction);
  const bool is_shown =
      state == BudgetState::Met && rule.definition.direction == model::Direction::LowerIsBetter;
  if (!is_shown && model::is_wall_time_of_shared_core(head, name)) {
    // Alone it would have taken less, and nobody knows how much: met is met, and no more.
    answer.diagnostics.push_back(on_shared_core(head, name, budget));
    return;
  }
  const double share = used(*value, hardest_bound(budget), rule.definition.direction);
  if (!is_shown && was_busy(run, metric, share)) return open.add(head.suite, head.name, name);
  answer.judgements.push_back({.suite = head.suite,
                               .benchmark = head.name,
                               .metric = std::string(name),
                               .definition = rule.definition,
                               .state = state,
                               .value = *value,
                               .base = metric.base_value(),
                               .target = budget.target,
                               .warning = budget.warning,
                               .error = budget.error,
                               .closes_gate = state == BudgetState::Exceeded});
}

/// Nothing is known to be exceeded, and nothing was checked.
std::optional<model::Diagnostic> of_same_code(const Policy& policy,
                                              std::span<const compare::Lone> same_code) {
  const auto count = std::ranges::count_if(same_code, [&](const compare::Lone& lone) {
    return std::ranges::any_of(policy.budgets, [&](const Budget& budget) {
      return glob_match(budget.benchmark, lone.benchmark);
    });
  });
  if (count == 0) return std::nullopt;
  return model::Diagnostic{
      .level = model::DiagnosticLevel::Note,
      .code = "budget-same-code",
      .benchmark = {},
      .message =
          fmt::format("The budgets of {} were not checked: {} the same code as in base, so "
                      "{} not measured (--all measures everything).",
                      count == 1 ? "1 benchmark" : fmt::format("{} benchmarks", count),
                      count == 1 ? "it runs" : "they run", count == 1 ? "it was" : "they were")};
}

}  // namespace

BudgetAnswer judge_budgets(const Policy& policy, const compare::Comparison& comparison,
                           const model::Run& head) {
  BudgetAnswer answer;
  if (policy.budgets.empty()) return answer;
  LeftOpen open;
  for_each_head_metric(policy, comparison, head, [&](const HeadMetric& metric) {
    judge(policy, metric, head, open, answer);
  });
  std::ranges::move(open.diagnostics(head, kBudgets), std::back_inserter(answer.diagnostics));
  if (auto note = of_same_code(policy, comparison.same_code)) {
    answer.diagnostics.push_back(std::move(*note));
  }
  const auto severity = [](const BudgetJudgement& judged) {
    const auto share = used(judged.value, hardest_bound(judged), judged.definition.direction);
    return std::tuple(judged.state, share);
  };
  std::ranges::stable_sort(answer.judgements, std::ranges::greater{}, severity);
  return answer;
}

}  // namespace benchgate::gate
