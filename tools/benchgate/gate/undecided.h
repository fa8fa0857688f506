// What a comparison could not have decided, whatever the code did: an open gate says nothing then.
#pragma once

#include <optional>

#include "benchgate/gate/assessment.h"
#include "benchgate/model/diagnostic.h"

namespace benchgate::gate {

/// Some rows may block merging, and none of them could have, because of how they were measured.
/// False for a policy that lets no row block merging, and if there is a budget.
[[nodiscard]] bool could_not_close(const Assessment& assessment);

/// Says that some timings have too few samples for the rank test, and how many it takes. The rows
/// themselves say which of them moved.
[[nodiscard]] std::optional<model::Diagnostic> too_few_samples(const Assessment& assessment);

/// The row could not be decided, but head became worse by so much that nothing may be said to be in
/// order. Whether that keeps the gate from passing, its severity and the policy say.
///
/// - Whatever the pairing: its reason says so (is_suspect()).
/// - Measured apart: it is worse by more than its limit and its noise floor. A row that a second
///   measurement was asked for or made of is not one: what that said is known.
/// - Measured together: its whole interval lies beyond the limit, or it is a suspicion of head
/// being
///   worse for which the time did not last.
[[nodiscard]] bool moved_far(const Judgement& judgement);

}  // namespace benchgate::gate
