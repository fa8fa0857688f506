#include "benchgate/gate/policy_request.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "benchgate/compare/matching.h"
#include "benchgate/model/judged_clock.h"

namespace benchgate::gate {
namespace {

bool is_judged(const compare::MatchRules& rules, std::string_view metric) {
  return std::ranges::any_of(rules, [&](const compare::MetricRule& one) {
    return one.metric == metric && one.rule.is_judged();
  });
}

/// Wall-clock time beside a judged cpu_time gets the rule that it would have as the clock.
void add_second_clock(const Policy& policy, const compare::Match& match,
                      const model::TimedName& name, compare::MatchRules& rules) {
  if (name.clock != model::kCpuTime || !is_judged(rules, name.clock)) return;
  if (is_judged(rules, model::kRealTime)) return;
  const auto* in_head = match.head->find(model::kRealTime);
  if (in_head == nullptr || match.base->find(model::kRealTime) == nullptr) return;
  const model::TimedName by_wall_time{.name = name.name, .clock = std::string(model::kRealTime)};
  rules.push_back({.metric = model::kRealTime,
                   .rule = rule_for(policy, by_wall_time, in_head->named()),
                   .is_second_clock = true});
}

compare::MatchRules rules_for(const Policy& policy, const compare::Match& match) {
  compare::MatchRules rules;
  const model::TimedName name{.name = match.head->name,
                              .clock = model::judged_clock(*match.base, *match.head).metric};
  const auto add = [&](const model::MetricSeries& series) {
    auto rule = rule_for(policy, name, series.named());
    if (!rule.is_judged() && !rule.budget) return;
    rules.push_back({.metric = series.metric, .rule = std::move(rule)});
  };
  for (const auto& series : match.head->metrics) add(series);
  for (const auto& series : match.base->metrics) {
    if (match.head->find(series.metric) == nullptr) add(series);
  }
  add_second_clock(policy, match, name, rules);
  return rules;
}

}  // namespace

compare::ComparisonRequest request_under(const Policy& policy, const model::Run& base,
                                         const model::Run& head) {
  compare::ComparisonRequest request{.base = base,
                                     .head = head,
                                     .matching = compare::match(base, head, policy.renames),
                                     .rules = {},
                                     .level = policy.level};
  request.rules.reserve(request.matching.both.size());
  for (const auto& match : request.matching.both) {
    request.rules.push_back(rules_for(policy, match));
  }
  return request;
}

}  // namespace benchgate::gate
