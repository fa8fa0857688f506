// The verdict on one exact metric: a count that must not move (allocations, rows, bytes, plan).
//
// No statistics: zero variance leaves z-scores and tests undefined, which is how other tools come
// to never alert on the most reliable metrics there are.
#pragma once

#include "benchgate/compare/comparison.h"
#include "benchgate/gate/policy.h"
#include "benchgate/gate/verdict.h"

namespace benchgate::gate {

struct ExactAnswer {
  Verdict verdict = Verdict::Unchanged;
  Reason reason = Reason::ExactSame;
};

/// Compares the sides' values themselves; the rule's max_regression (0 unless it says otherwise)
/// and absolute_floor are the only tolerance.
///
/// Where neither direction is better, any value of head that base does not have is a change. Else,
/// where base is constant, any worse value of head is; where base itself varies, it takes all of
/// head beyond all of base, and what stays within base's range is unchanged.
[[nodiscard]] ExactAnswer judge_exact(const compare::Row& row, const AppliedRule& rule);

}  // namespace benchgate::gate
