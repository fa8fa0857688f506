#include "benchgate/gate/judge_rules.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/gate/head_metrics.h"

namespace benchgate::gate {
namespace {

/// Of the last rule that matches and sets the kind.
std::optional<double> setting_of(const Policy& policy, const AppliedRule& rule,
                                 std::string_view kind) {
  std::optional<double> setting;
  for (const auto index : rule.matched) {
    const auto& settings = policy.rules[index].settings;
    const auto found = settings.find(kind);
    if (found != settings.end()) setting = found->second;
  }
  return setting;
}

std::string code_of(const RuleKind& kind) {
  std::string code = fmt::format("rule-{}", kind.key.name);
  std::ranges::replace(code, '_', '-');
  return code;
}

void judge(const Policy& policy, const RuleKind& kind, const HeadMetric& metric,
           model::Diagnostics& found) {
  const auto setting = setting_of(policy, metric.rule, kind.key.name);
  const auto value = metric.value();
  if (!setting || !value || !metric.rule.is_judged()) return;
  model::Diagnostic diagnostic{.level = model::DiagnosticLevel::Warning,
                               .code = code_of(kind),
                               .benchmark = metric.head.name,
                               .metric = std::string(metric.metric)};
  if (model::is_wall_time_of_shared_core(metric.head, metric.metric)) {
    diagnostic.message = fmt::format(
        "{} was measured beside another process on the same core, so the rule {} is not judged; "
        "`benchgate run` and `benchgate compare` judge it.",
        metric.metric, kind.key.name);
  } else {
    const auto why =
        kind.judge({.benchmark = metric.head.name,
                    .metric = metric.metric,
                    .rule = metric.rule,
                    .setting = *setting,
                    .value = *value,
                    .base = metric.base_value(),
                    .budget = metric.rule.budget ? &policy.budgets[*metric.rule.budget] : nullptr});
    if (!why) return;
    diagnostic.message = *why;
    if (metric.rule.severity == Severity::Fail) {
      diagnostic.level = model::DiagnosticLevel::Problem;
    }
  }
  found.push_back(std::move(diagnostic));
}

}  // namespace

model::Diagnostics judge_rules(const Policy& policy, const compare::Comparison& comparison,
                               const model::Run& head, std::span<const RuleKind> kinds) {
  model::Diagnostics found;
  const auto sets_any = [](const Rule& rule) { return !rule.settings.empty(); };
  if (std::ranges::none_of(policy.rules, sets_any)) return found;
  for_each_head_metric(policy, comparison, head, [&](const HeadMetric& metric) {
    for (const auto& kind : kinds) {
      if (kind.judge != nullptr) judge(policy, kind, metric, found);
    }
  });
  return found;
}

}  // namespace benchgate::gate
