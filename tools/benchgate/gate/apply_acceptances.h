// Applies acceptances to an assessment: marks accepted regressions, and finds the state of every
// entry.
#pragma once

#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/gate/decide.h"

namespace benchgate::gate {

/// Gives rows that regressed and are accepted the verdict `accepted`; notes on every row that
/// regressed which acceptance concerns it. Returns one use for each entry, in their order.
///
/// An entry counts until its last day, and on top of its base only. Where base's file is known, an
/// entry counts exactly if base does not have it: it is part of the change then, reviewed with it,
/// and on top of whatever the change is on top of.
[[nodiscard]] std::vector<AcceptanceUse> apply_acceptances(const AcceptanceFile& file,
                                                           const SideIdentity& base,
                                                           std::vector<Judgement>& judgements);

/// The entries that the change itself adds or alters: those that base's file does not have. What a
/// reviewer must have agreed to. Empty where base's file is not known.
[[nodiscard]] std::vector<Acceptance> new_in_change(const AcceptanceFile& file);

}  // namespace benchgate::gate
