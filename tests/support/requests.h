// What a comparison is asked, for tests without a policy.
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "benchgate/compare/apart_comparison.h"

namespace test_support {

/// Every metric as what its name says it is, or only `metrics` where any are named.
inline benchgate::compare::ComparisonRequest request_for(
    const benchgate::model::Run& base, const benchgate::model::Run& head,
    const std::vector<std::string_view>& metrics = {}, double paired_limit = 0.05) {
  using namespace benchgate;
  compare::ComparisonRequest request{
      .base = base, .head = head, .matching = compare::match(base, head, {}), .rules = {}};
  for (const auto& match : request.matching.both) {
    compare::MatchRules rules;
    const auto add = [&](std::string_view metric) {
      const bool is_known =
          std::ranges::find(rules, metric, &compare::MetricRule::metric) != rules.end();
      const bool is_asked_for =
          metrics.empty() || std::ranges::find(metrics, metric) != metrics.end();
      if (is_known || !is_asked_for) return;
      rules.push_back({.metric = metric,
                       .rule = {.definition = model::default_definition(metric),
                                .severity = model::Severity::Fail,
                                .paired_limit = paired_limit}});
    };
    for (const auto& series : match.head->metrics) add(series.metric);
    for (const auto& series : match.base->metrics) add(series.metric);
    request.rules.push_back(std::move(rules));
  }
  return request;
}

}  // namespace test_support
