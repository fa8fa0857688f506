#include "benchgate/gate/undecided.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/stats/family.h"
#include "benchgate/stats/rank_sum.h"
#include "benchgate/stats/screening.h"

namespace benchgate::gate {
namespace {

constexpr std::size_t kNamed = 5;

bool may_close(const Judgement& judgement) {
  return judgement.base && judgement.head && judgement.severity == Severity::Fail;
}

bool could_have_closed(const Judgement& judgement) {
  switch (judgement.reason) {
    case Reason::OtherMachine:
    case Reason::BusyMachine:
    case Reason::SharedCore:
    case Reason::WaitsLonger:
    case Reason::WallTimeNotMeasured:
    case Reason::NotComparable:
    case Reason::BudgetSpent:
      return false;
    case Reason::TooFewSamples:
      return !judgement.paired;  // apart, the noise floor decides
    default:
      return true;
  }
}

bool lacks_samples(const Judgement& judgement) {
  if (judgement.paired) return false;
  return judgement.reason == Reason::TooFewSamples || judgement.reason == Reason::FarBeyondNoise ||
         judgement.reason == Reason::FarBetterThanNoise ||
         judgement.reason == Reason::BeyondNoiseUntested ||
         (judgement.reason == Reason::Unconfirmed && judgement.samples_needed);
}

std::string some_of(const std::vector<const Judgement*>& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size() && i < kNamed; ++i) {
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", rows[i]->benchmark, rows[i]->metric);
  }
  if (rows.size() > kNamed) text += fmt::format(" and {} more", rows.size() - kNamed);
  return text;
}

/// The fewest samples a side with which the corrected test can reject.
std::size_t samples_needed(const Method& method) {
  return stats::samples_needed_for_rank_sum(
      stats::bonferroni_alpha(stats::Alpha(method.family_alpha), method.family_size),
      stats::Alternative::Greater);
}

bool moved_far_apart(const Judgement& judgement) {
  if (judgement.reason == Reason::Unconfirmed || judgement.reason == Reason::NotConfirmed) {
    return false;
  }
  const auto worse = judgement.worsening();
  const double limit = judgement.limit.value_or(0);
  return worse && judgement.noise_floor && *worse >= std::max(limit, *judgement.noise_floor);
}

bool moved_far_in_pairs(const Judgement& judgement) {
  if (judgement.definition.kind != model::MetricKind::Timing) return false;
  const auto least = judgement.least_worsening();
  if (least && *least > judgement.limit.value_or(0)) return true;
  return judgement.reason == Reason::BudgetSpent &&
         judgement.paired->screening_pairs >= stats::screening_looks().front() &&
         judgement.worsening().value_or(0) > 0;
}

}  // namespace

bool could_not_close(const Assessment& assessment) {
  const bool has_budget = std::ranges::any_of(
      assessment.budgets, [](const BudgetJudgement& budget) { return budget.error.has_value(); });
  return !has_budget && std::ranges::any_of(assessment.judgements, may_close) &&
         std::ranges::none_of(assessment.judgements, [](const Judgement& judgement) {
           return may_close(judgement) && could_have_closed(judgement);
         });
}

std::optional<model::Diagnostic> too_few_samples(const Assessment& assessment) {
  std::vector<const Judgement*> rows;
  std::size_t timings = 0;
  for (const auto& judgement : assessment.judgements) {
    if (!judgement.base || !judgement.head) continue;
    if (judgement.definition.kind == model::MetricKind::Timing) ++timings;
    if (!lacks_samples(judgement)) continue;
    rows.push_back(&judgement);
  }
  if (rows.empty()) return std::nullopt;
  std::ranges::stable_sort(rows, std::ranges::greater{}, [](const Judgement* row) {
    return std::abs(row->worsening().value_or(0));
  });
  return model::Diagnostic{
      .level = model::DiagnosticLevel::Warning,
      .code = "few-samples",
      .benchmark = {},
      .message = fmt::format(
          "{} of {} timings {} too few samples for the rank test. Only a change far beyond the "
          "noise of separate runs could block merging. Measure at least {} samples a side: {}",
          rows.size(), timings, rows.size() == 1 ? "has" : "have",
          samples_needed(assessment.method), some_of(rows))};
}

bool moved_far(const Judgement& judgement) {
  if (judgement.verdict != Verdict::Inconclusive) return false;
  if (is_suspect(judgement.reason)) return true;
  return judgement.paired ? moved_far_in_pairs(judgement) : moved_far_apart(judgement);
}

}  // namespace benchgate::gate
