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

}  // namespace

ExactAnswer judge_exact(const compare::Row& row, const AppliedRule& rule) {
  const auto& base = row.base_summary;
  const auto& head = row.head_summary;
  const bool varies = base.minimum != base.maximum || head.minimum != head.maximum;
  if (!varies) return judge_values(base.median, head.median, rule);
  if (head.minimum >= base.minimum && head.maximum <= base.maximum) return kSame;
  if (head.minimum > base.maximum) return judge_values(base.maximum, head.minimum, rule);
  if (head.maximum < base.minimum) return judge_values(base.minimum, head.maximum, rule);
  return kUnclear;
}

}  // namespace benchgate::gate
