// Budgets: absolute limits on metrics of head, percentiles included.
//
// A budget looks at head alone. What it was in base is shown beside it and decides nothing.
#pragma once

#include <vector>

#include "benchgate/compare/comparison.h"
#include "benchgate/gate/assessment.h"
#include "benchgate/gate/policy.h"
#include "benchgate/model/run.h"

namespace benchgate::gate {

struct BudgetAnswer {
  std::vector<BudgetJudgement> judgements;
  model::Diagnostics diagnostics;  ///< budgets that could not be judged, and why
};

/// Every metric of head that a budget applies to, worst state first, then by how much of the
/// budget is used. Failed benchmarks have no value to judge and are left out: they are reported
/// as errored. The value is the median over processes. Wall time of a shared core can only be
/// shown to be met, and so can wall time that was measured while other programs had the cores
/// (busy_machine.h). `comparison` as for_each_head_metric().
[[nodiscard]] BudgetAnswer judge_budgets(const Policy& policy,
                                         const compare::Comparison& comparison,
                                         const model::Run& head);

}  // namespace benchgate::gate
