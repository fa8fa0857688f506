#include "benchgate/gate/judge_budgets.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "benchgate/gate/head_metrics.h"
#include "benchgate/model/core_time.h"

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

/// How much of the budget is used, 1 = all of it; for sorting only.
double used(const BudgetJudgement& judgement) {
  const auto bound = judgement.error     ? judgement.error
                     : judgement.warning ? judgement.warning
                                         : judgement.target;
  if (!bound || *bound == 0 || judgement.value == 0) return 0;
  return model::worse_up(judgement.value / *bound, judgement.definition.direction);
}

model::Diagnostic on_shared_core(const model::Benchmark& benchmark, std::string_view metric,
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

/// What was not met, and may have been with the machine to itself.
class BusyMachine {
 public:
  explicit BusyMachine(const model::Run& head) : head_(head) {}

  [[nodiscard]] bool explains(const model::Benchmark& benchmark, std::string_view metric) const {
    const auto* suite = head_.find_suite(benchmark.suite);
    return model::is_wall_time(metric) && suite != nullptr &&
           model::was_kept_waiting(suite->environment);
  }

  void add(const model::Benchmark& benchmark, std::string_view metric) {
    auto& [count, first] = left_open_[benchmark.suite];
    if (count++ == 0) first = fmt::format("{} of {}", metric, benchmark.name);
  }

  [[nodiscard]] model::Diagnostics diagnostics() const {
    model::Diagnostics found;
    for (const auto& [suite, open] : left_open_) {
      const auto time = model::core_time(head_.find_suite(suite)->environment);
      found.push_back(
          {.level = model::DiagnosticLevel::Warning,
           .code = "budget-on-busy-machine",
           .benchmark = {},
           .message = fmt::format(
               "The machine was busy: {:.0f} % of the time that suite {} wanted to run, other "
               "programs had the cores. Whether {} of its budgets {} met is not known. The first "
               "is "
               "{}. Measure again with nothing else running.",
               100 * time->kept_waiting_share(), suite, open.count, open.count == 1 ? "is" : "are",
               open.first)});
    }
    return found;
  }

 private:
  struct LeftOpen {
    std::size_t count = 0;
    std::string first{};
  };

  const model::Run& head_;
  std::map<std::string, LeftOpen> left_open_;  ///< by suite
};

void judge(const Policy& policy, const HeadMetric& metric, BusyMachine& busy,
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
  if (!is_shown && busy.explains(head, name)) return busy.add(head, name);
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

}  // namespace

BudgetAnswer judge_budgets(const Policy& policy, const compare::Comparison& comparison,
                           const model::Run& head) {
  BudgetAnswer answer;
  if (policy.budgets.empty()) return answer;
  BusyMachine busy(head);
  for_each_head_metric(policy, comparison, head,
                       [&](const HeadMetric& metric) { judge(policy, metric, busy, answer); });
  std::ranges::move(busy.diagnostics(), std::back_inserter(answer.diagnostics));
  std::ranges::stable_sort(answer.judgements, [](const auto& a, const auto& b) {
    return std::tuple(a.state, used(a)) > std::tuple(b.state, used(b));
  });
  return answer;
}

}  // namespace benchgate::gate
