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

/// Inconclusive, and became worse further than its limit and noise explain. Measured apart: beyond
/// limit and noise floor; together: the whole interval lies beyond the limit.
[[nodiscard]] bool moved_far(const Judgement& judgement);

}  // namespace benchgate::gate
