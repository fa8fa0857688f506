// Rules about head's own values: what the kinds of rules that judge by themselves (rule_kind.h)
// say.
#pragma once

#include <span>

#include "benchgate/compare/comparison.h"
#include "benchgate/gate/policy.h"
#include "benchgate/gate/rule_kind.h"
#include "benchgate/model/diagnostic.h"
#include "benchgate/model/run.h"

namespace benchgate::gate {

/// One diagnostic for each metric that breaks a rule: a Problem, which blocks merging, if its
/// severity is fail, else a Warning. Wall-clock time of a shared core is not judged, and a Warning
/// says so. `comparison` as for_each_head_metric().
[[nodiscard]] model::Diagnostics judge_rules(const Policy& policy,
                                             const compare::Comparison& comparison,
                                             const model::Run& head,
                                             std::span<const RuleKind> kinds = rule_kinds());

}  // namespace benchgate::gate
