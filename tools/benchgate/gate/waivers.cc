#include "benchgate/gate/waivers.h"

#include <algorithm>

#include "benchgate/model/judged_clock.h"

namespace benchgate::gate {
namespace {

using model::DiagnosticLevel;

bool has_problem(const model::Run& run, const model::Diagnostic& problem) {
  return std::ranges::any_of(run.diagnostics, [&](const model::Diagnostic& other) {
    return other.level == DiagnosticLevel::Problem && other.code == problem.code &&
           other.benchmark == problem.benchmark && other.metric == problem.metric;
  });
}

}  // namespace

Waivers::Waivers(const Policy& policy, const model::Run& base, const model::Run& head)
    : policy_(policy), base_(base), head_(head) {
  for (const auto* run : {&base, &head}) {
    for (const auto& benchmark : run->benchmarks) by_name_[benchmark.name].push_back(&benchmark);
  }
}

model::NamedMetric Waivers::named(std::string_view benchmark, std::string_view metric) const {
  if (const auto found = by_name_.find(benchmark); found != by_name_.end()) {
    for (const auto* side : found->second) {
      if (const auto* series = side->find(metric)) return series->named();
    }
  }
  // Its values could not be used, so that there is no series.
  return {.name = metric, .definition = model::default_definition(metric)};
}

model::TimedName Waivers::timed(std::string_view benchmark, std::string_view metric) const {
  const auto found = by_name_.find(benchmark);
  if (found == by_name_.end()) return model::timed_by_metric(benchmark, metric);
  const auto& sides = found->second;
  return {.name = benchmark, .clock = model::judged_clock(*sides.front(), *sides.back()).metric};
}

Severity Waivers::severity_of(std::string_view benchmark) const {
  const auto name = timed(benchmark);
  auto hardest = severity_of(benchmark, name.clock);
  const auto found = by_name_.find(benchmark);
  if (found == by_name_.end()) return hardest;
  for (const auto* side : found->second) {
    for (const auto& series : side->metrics) {
      hardest = std::max(hardest, severity_of(benchmark, series.metric));
    }
  }
  return hardest;
}

Severity Waivers::severity_of(std::string_view benchmark, std::string_view metric) const {
  const auto rule = rule_for(policy_, timed(benchmark, metric), named(benchmark, metric));
  if (!rule.budget) return rule.severity;
  return policy_.budgets[*rule.budget].error ? Severity::Fail
                                             : std::max(rule.severity, Severity::Warn);
}

model::Diagnostics Waivers::weigh(model::Diagnostics diagnostics) const {
  for (auto& diagnostic : diagnostics) {
    if (diagnostic.level == DiagnosticLevel::Problem && is_waived(diagnostic)) {
      diagnostic.level = DiagnosticLevel::Warning;
    }
  }
  return diagnostics;
}

bool Waivers::is_waived(const model::Diagnostic& problem) const {
  if (problem.benchmark.empty()) return false;
  if (problem.metric.empty()) return severity_of(problem.benchmark) != Severity::Fail;
  if (severity_of(problem.benchmark, problem.metric) != Severity::Fail) return true;
  const bool is_clock = model::is_clock(problem.metric);
  if (is_clock && policy_.on.errored != Severity::Fail) return true;
  const auto* budget =
      budget_for(policy_, timed(problem.benchmark, problem.metric), problem.metric);
  if (budget != nullptr && budget->error) return !has_problem(head_, problem);
  return !is_new_in_head(problem);
}

bool Waivers::is_new_in_head(const model::Diagnostic& problem) const {
  // Without a base there is nothing that head could have broken.
  if (base_.benchmarks.empty()) return false;
  return has_problem(head_, problem) && !has_problem(base_, problem);
}

}  // namespace benchgate::gate
