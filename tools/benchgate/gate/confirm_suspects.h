// Applies a second measurement to the rows that one run alone would blame.
//
// Runs of unchanged code that were measured apart differ by more than the samples within them show:
// on 1,660 real comparisons a third had a row beyond every floor. Such a row is seldom the same one
// twice. So a timing blocks merging only if head was measured twice and both measurements agree.
// Measures nothing: the command measures again.
#pragma once

#include <span>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/gate/decide.h"

namespace benchgate::gate {

/// Does the row block merging by one run of a timing, or of a count that varies?
[[nodiscard]] bool needs_confirmation(const Judgement& judgement);
/// The same for a budget.
[[nodiscard]] bool needs_confirmation(const BudgetJudgement& budget);

/// Settles the rows that need_confirmation() of two sides that were measured apart.
///
/// With `input.again`, a second measurement of head: where it agrees (regressed by itself, and
/// beyond the noise floor of the first) the verdict stays; where it does not, the row is
/// inconclusive (NotConfirmed). A row that it does not have or cannot tell of (the
/// machine was busy), and every row without it, is inconclusive (Unconfirmed). An exact metric that
/// moved in the first is looked at again too: where the second has other values it is not exact,
/// and is judged as a count that varies.
[[nodiscard]] Confirmation confirm_suspects(const DecideInput& input,
                                            std::span<Judgement> judgements);

/// The same for budgets, of head alone as well.
[[nodiscard]] Confirmation confirm_budgets(const DecideInput& input,
                                           std::span<BudgetJudgement> budgets);

}  // namespace benchgate::gate
