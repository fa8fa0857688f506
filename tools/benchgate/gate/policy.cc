#include "benchgate/gate/policy.h"

#include <algorithm>

#include "benchgate/base/glob.h"
#include "benchgate/gate/metric_facts.h"
#include "benchgate/model/counted_metric.h"

namespace benchgate::gate {
namespace {

/// Does a metric pattern of the policy mean this metric of this benchmark?
bool means(std::string_view pattern, const model::TimedName& benchmark, std::string_view metric) {
  if (pattern == kClockPattern) return metric == benchmark.clock;
  return glob_match(pattern, metric);
}

bool names_metric(const Rule& rule) {
  return !std::ranges::all_of(rule.metric, [](char c) { return c == '*'; });
}

/// Does this rule, all by itself, make benchgate judge a metric that it names? Who says which way
/// is better wants to hear of the other.
bool asks_for_judgement(const Rule& rule) {
  const bool is_directed = rule.direction && *rule.direction != model::Direction::NeitherIsBetter;
  return is_directed || rule.kind || rule.max_regression || rule.absolute_floor || rule.severity ||
         !rule.settings.empty();
}

}  // namespace

bool applies(const Rule& rule, const model::TimedName& benchmark, std::string_view metric) {
  return means(rule.metric, benchmark, metric) && glob_match(rule.benchmark, benchmark.name);
}

bool applies(const Budget& budget, const model::TimedName& benchmark, std::string_view metric) {
  const bool same_metric =
      budget.metric == kClockPattern ? metric == benchmark.clock : metric == budget.metric;
  return same_metric && glob_match(budget.benchmark, benchmark.name);
}

AppliedRule rule_for(const Policy& policy, const model::TimedName& benchmark,
                     const model::NamedMetric& named) {
  const auto& [metric, definition] = named;
  AppliedRule applied;
  applied.definition = definition;
  bool judged = metric == benchmark.clock || applied.definition.kind == model::MetricKind::Exact;
  for (std::size_t i = 0; i < policy.rules.size(); ++i) {
    const Rule& rule = policy.rules[i];
    if (!applies(rule, benchmark, metric)) continue;
    applied.matched.push_back(i);
    applied.definition.unit = rule.unit.value_or(applied.definition.unit);
    applied.definition.direction = rule.direction.value_or(applied.definition.direction);
    applied.definition.kind = rule.kind.value_or(applied.definition.kind);
    judged = judged || (names_metric(rule) && asks_for_judgement(rule));
  }
  const bool directed = std::ranges::any_of(
      applied.matched, [&](std::size_t i) { return policy.rules[i].direction.has_value(); });
  const bool undirected = applied.definition.direction == model::Direction::NeitherIsBetter &&
                          applied.definition.kind == model::MetricKind::Timing;
  if (judged && undirected && !directed) {
    applied.definition.direction = model::direction_where_limited(metric);
  }
  // Tolerances only now: whether they may come from a rule for `*` depends on the final kind.
  const bool exact = applied.definition.kind == model::MetricKind::Exact;
  auto severity = Severity::Fail;
  bool has_own_limit = exact;
  applied.max_regression = exact ? model::exact_tolerance(metric) : policy.max_regression;
  for (const auto index : applied.matched) {
    const Rule& rule = policy.rules[index];
    severity = rule.severity.value_or(severity);
    if (exact && !names_metric(rule)) continue;
    applied.max_regression = rule.max_regression.value_or(applied.max_regression);
    has_own_limit = has_own_limit || rule.max_regression;
    if (rule.absolute_floor && fits(rule.absolute_floor->unit, applied.definition.unit)) {
      applied.absolute_floor = rule.absolute_floor->value;
    }
  }
  applied.paired_limit = has_own_limit ? applied.max_regression : policy.duet.max_regression;
  if (judged) applied.severity = severity;
  if (const auto* budget = budget_for(policy, benchmark, metric)) {
    applied.budget = static_cast<std::size_t>(budget - policy.budgets.data());
  }
  return applied;
}

double paired_unchanged_within(const Policy& policy, double limit) {
  return std::max(policy.duet.unchanged_within, limit);
}

std::optional<std::string> judged_wall_metric(const Policy& policy,
                                              const model::TimedName& benchmark) {
  std::vector<std::string> candidates = {"real_time", "p50", "p90", "p95", "p99", "p999", "p9999"};
  for (const auto& rule : policy.rules) {
    if (model::is_wall_time(rule.metric)) candidates.push_back(rule.metric);
  }
  const auto found = std::ranges::find_if(candidates, [&](const auto& metric) {
    const model::NamedMetric named{.name = metric, .definition = model::default_definition(metric)};
    return metric != benchmark.clock && rule_for(policy, benchmark, named).is_judged();
  });
  return found == candidates.end() ? std::nullopt : std::optional(*found);
}

const Budget* budget_for(const Policy& policy, const model::TimedName& benchmark,
                         std::string_view metric) {
  // Not views::reverse: Clang 14 cannot compile it with GCC 12's library.
  const auto last =
      std::find_if(policy.budgets.rbegin(), policy.budgets.rend(),
                   [&](const Budget& budget) { return applies(budget, benchmark, metric); });
  return last == policy.budgets.rend() ? nullptr : &*last;
}

}  // namespace benchgate::gate
