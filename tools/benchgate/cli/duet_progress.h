// Progress of measuring pairs, of which nobody knows beforehand how many there will be.
#pragma once

#include <string>

#include "benchgate/compare/pair_schedule.h"
#include "benchgate/measure/measure_pairs.h"

namespace benchgate::cli {

/// "[####....] 12/40 screened  1 min 05 s  320 pairs  db/select", then "... 1/3 suspects settled".
[[nodiscard]] std::string duet_progress_line(const compare::PairSchedule::Progress& schedule,
                                             const measure::PairProgress& progress, int width);

}  // namespace benchgate::cli
