#include "benchgate/gate/rule_kind.h"

#include <vector>

#include <fmt/format.h>

#include "benchgate/base/glob.h"
#include "benchgate/gate/metric_facts.h"

namespace benchgate::gate {
namespace {

/// Google Benchmark's clocks are what they are.
void check_definition(std::string_view key, const ConfigReader& reader, const Rule& rule) {
  const bool clock = rule.metric == kClockPattern || glob_match(rule.metric, model::kCpuTime) ||
                     glob_match(rule.metric, model::kRealTime);
  if (!clock) return;
  reader.problem(key, fmt::format("{} cannot be set for metric {}, which takes in the clocks "
                                  "cpu_time and real_time; name the metric that is meant",
                                  key, in_quotes(rule.metric)));
}

void check_max_regression(const ConfigReader& reader, const Rule& rule,
                          std::span<const Rule> rules) {
  if (!rule.max_regression || *rule.max_regression > 0) return;
  if (!may_be_timing(rule.metric, rules)) return;
  reader.problem("max_regression",
                 fmt::format("max_regression of 0 % can never be shown for timings, and metric "
                             "{} may be one; write the allowed slowdown (\"3 %\"), or set kind = "
                             "\"exact\" if the metric is a count",
                             in_quotes(rule.metric)));
}

void check_absolute_floor(const ConfigReader& reader, const Rule& rule,
                          std::span<const Rule> rules) {
  if (!rule.absolute_floor) return;
  if (rule.absolute_floor->value <= 0) {
    reader.problem("absolute_floor", "absolute_floor is not above zero; remove it to have none");
  }
  const auto mismatch = unit_mismatch(rule.metric, rule.absolute_floor->unit, rules);
  if (mismatch) reader.problem("absolute_floor", "absolute_floor: " + *mismatch);
}

}  // namespace

std::span<const RuleKind> rule_kinds() {
  static const std::vector<RuleKind> kinds = {
      {key("max_regression", &Rule::max_regression, Percentage(),
           "How much worse a metric may become",
           "that of [gate] or [duet]; 0 % for exact metrics, 1 % for memory"),
       check_max_regression, nullptr},
      {key("absolute_floor", &Rule::absolute_floor, Amount(),
           "Changes smaller than this never count", "none"),
       check_absolute_floor, nullptr},
      {key("severity", &Rule::severity, word(model::kSeverityNames),
           "Whether a regression blocks merging or warns; \"off\": the metric is not judged",
           "fail for clocks, known counts and metrics that a rule names; else off"),
       nullptr, nullptr},
      {key("unit", &Rule::unit, word(model::kUnitNames), "Unit of a counter", "by its name"),
       [](const auto& reader, const auto& rule, auto) { check_definition("unit", reader, rule); },
       nullptr},
      {key("direction", &Rule::direction, word(model::kDirectionNames),
           "Which way is better; \"neither\": any change of a count is worse",
           "by its name; of an unknown counter \"lower\""),
       [](const auto& reader, const auto& rule, auto) {
         check_definition("direction", reader, rule);
       },
       nullptr},
      {key("kind", &Rule::kind, word(model::kMetricKindNames),
           "Whether it is a count that must not change, or a timing", "by its name"),
       [](const auto& reader, const auto& rule, auto) { check_definition("kind", reader, rule); },
       nullptr},
  };
  return kinds;
}

}  // namespace benchgate::gate
