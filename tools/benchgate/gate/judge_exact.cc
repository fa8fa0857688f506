#include "benchgate/gate/judge_exact.h"

#include <algorithm>
#include <cmath>

namespace benchgate::gate {
namespace {

constexpr ExactAnswer kSame{Verdict::Unchanged, Reason::ExactSame};
constexpr ExactAnswer kWorse{Verdict::Regressed, Reason::ExactMoved};
constexpr ExactAnswer kBetter{Verdict::Improved, Reason::ExactImproved};
constexpr ExactAnswer kUnclear{Verdict::Inconclusive, Reason::ExactVaries};

/// Moving from `base` to `head`, the rule's tolerance considered.
ExactAnswer judge_values(double base, double head, const AppliedRule& rule) {
  if (base == head) return kSame;
  const double moved = head - base;
  if (std::abs(moved) < rule.absolute_floor) return {Verdict::Unchanged, Reason::BelowFloor};
  if (std::abs(moved) <= rule.max_regression * std::abs(base)) return kSame;
  switch (rule.definition.direction) {
    case model::Direction::LowerIsBetter:
      return moved > 0 ? kWorse : kBetter;
    case model::Direction::HigherIsBetter:
      return moved < 0 ? kWorse : kBetter;
    case model::Direction::NeitherIsBetter:
      return kWorse;
  }
  return kWorse;
}

/// A value that is neither better nor worse than others is known from base or it is not: between
/// the hashes of two query plans lies no third.
ExactAnswer judge_members(const compare::Row& row, const AppliedRule& rule) {
  ExactAnswer answer = kSame;
  for (const double value : row.head) {
    if (std::ranges::find(row.base, value) != row.base.end()) continue;
    answer = judge_values(row.base_summary.median, value, rule);
    if (answer.verdict == Verdict::Regressed) return answer;
  }
  return answer;
}

}  // namespace

ExactAnswer judge_exact(const compare::Row& row, const AppliedRule& rule) {
  const auto& base = row.base_summary;
  const auto& head = row.head_summary;
  if (rule.definition.direction == model::Direction::NeitherIsBetter) {
    return judge_members(row, rule);
  }
  const bool higher = rule.definition.direction == model::Direction::HigherIsBetter;
  const double worst_of_base = higher ? base.minimum : base.maximum;
  const double best_of_base = higher ? base.maximum : base.minimum;
  const double worst_of_head = higher ? head.minimum : head.maximum;
  const double best_of_head = higher ? head.maximum : head.minimum;
  // Where base never varied, one process of head that is worse is a change.
  if (base.minimum == base.maximum) {
    const auto worst = judge_values(base.median, worst_of_head, rule);
    const auto best = judge_values(base.median, best_of_head, rule);
    const bool some_are_better =
        worst.verdict == Verdict::Unchanged && best.verdict == Verdict::Improved;
    return some_are_better ? kUnclear : worst;
  }
  // Where it did, its extremes are no promise: only what lies wholly beyond them counts.
  if (head.minimum >= base.minimum && head.maximum <= base.maximum) return kSame;
  const auto all = judge_values(worst_of_base, best_of_head, rule);
  if (all.verdict == Verdict::Regressed) return all;
  const auto none = judge_values(best_of_base, worst_of_head, rule);
  return none.verdict == Verdict::Improved ? none : kUnclear;
}

}  // namespace benchgate::gate
