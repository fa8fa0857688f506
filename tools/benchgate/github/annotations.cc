#include "benchgate/github/annotations.h"

#include <cstddef>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "benchgate/github/source_lines.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/view.h"

namespace benchgate::github {
namespace {

constexpr std::size_t kMostAnnotations = 50;
constexpr std::size_t kMostTitleColumns = 200;

std::optional<SourceLine> rule_line(const WorkTree& tree, const gate::Judgement& judgement) {
  if (tree.policy_path.empty()) return std::nullopt;
  auto name = model::timed_by_metric(judgement.benchmark, judgement.metric);
  if (!judgement.clock.empty()) name.clock = judgement.clock;
  const auto rule = gate::rule_for(tree.policy, name,
                                   {.name = judgement.metric, .definition = judgement.definition});
  if (rule.matched.empty()) return std::nullopt;
  return SourceLine{.path = tree.policy_path,
                    .line = tree.policy.rules[rule.matched.back()].position.line};
}

std::optional<SourceLine> budget_line(const WorkTree& tree, const gate::BudgetJudgement& budget) {
  if (tree.policy_path.empty()) return std::nullopt;
  const auto* found = gate::budget_for(
      tree.policy, model::timed_by_metric(budget.benchmark, budget.metric), budget.metric);
  if (found == nullptr) return std::nullopt;
  return SourceLine{.path = tree.policy_path, .line = found->position.line};
}

Annotation annotation_at(const SourceLine& place, bool is_failure, const std::string& title,
                         const std::string& message) {
  return {.path = place.path,
          .line = place.line,
          .is_failure = is_failure,
          .title = report::elide_middle(report::visible(title), kMostTitleColumns),
          .message = report::visible(message)};
}

}  // namespace

std::vector<Annotation> annotations_of(const gate::Assessment& assessment, const WorkTree& tree) {
  std::vector<Annotation> annotations;
  const auto view = report::make_view(assessment);
  const SourceLines sources(tree.root);
  for (const auto& row : view.changed) {
    if (row.tone != report::Tone::Bad || annotations.size() == kMostAnnotations) continue;
    auto place = sources.of(row.benchmark);
    if (!place) place = rule_line(tree, *row.judgement);
    if (!place) continue;
    const auto title = fmt::format("{}: {} {}", row.verdict, row.benchmark, row.metric);
    annotations.push_back(annotation_at(*place, row.closes_gate, title, row.why));
  }
  for (const auto& budget : view.budgets_missed) {
    if (annotations.size() == kMostAnnotations) break;
    const auto place = budget_line(tree, *budget.judgement);
    if (!place) continue;
    const auto title = fmt::format("{}: {} {}", budget.state, budget.benchmark, budget.metric);
    const auto bound = budget.error.empty() ? budget.warning : budget.error;
    annotations.push_back(annotation_at(*place, budget.closes_gate, title,
                                        fmt::format("{} against {}", budget.value, bound)));
  }
  return annotations;
}

}  // namespace benchgate::github
