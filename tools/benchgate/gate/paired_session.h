// What a session of pairs came to as a whole: had it the time to tell, and how much would it need?
#pragma once

#include <optional>
#include <span>

#include "benchgate/gate/assessment.h"
#include "benchgate/model/run.h"

namespace benchgate::gate {

/// Measured together, and too much is undecided: a row that may block merging moved_far()
/// (undecided.h), or fewer than half of such timings were decided. Then "no regression found" would
/// claim too much.
[[nodiscard]] bool is_too_short_to_tell(const Assessment& assessment);

/// About how long the session would have to be to settle all rows, from what its pairs took and
/// what the rows want, with some in reserve. Nothing where nothing is open, or the run does not say
/// how long measuring took.
[[nodiscard]] std::optional<double> needed_seconds(const model::Run& head,
                                                   std::span<const Judgement> judgements);

}  // namespace benchgate::gate
