// What a comparison could not have decided, whatever the code did: an open gate says nothing then.
#pragma once

#include <optional>

#include "benchgate/gate/assessment.h"
#include "benchgate/model/diagnostic.h"

namespace benchgate::gate {

/// Rows are judged and may close the gate, and none of them could have, by how it was measured. A
/// policy that lets no row close the gate wants it so. A budget could always have.
[[nodiscard]] bool could_not_close(const Assessment& assessment);

/// That some timings have too few samples for the rank test, and how many it takes. Which of them
/// moved, their rows say.
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
