// Progress of measuring pairs, of which nobody knows beforehand how many there will be.
#pragma once

#include <string>

#include "benchgate/cli/console.h"
#include "benchgate/cli/duet_plan.h"
#include "benchgate/cli/progress.h"
#include "benchgate/measure/measure_pairs.h"

namespace benchgate::cli {

/// "[####....] 12/40 screened  1 min 05 s  320 pairs  db/select", then "... 1/3 suspects settled".
[[nodiscard]] std::string duet_progress_line(const compare::PairSchedule::Progress& schedule,
                                             const measure::PairProgress& progress, int width);

/// Writes to the console's stderr, as ProgressDisplay; its end clears the line.
class DuetProgress {
 public:
  DuetProgress(const Console& console, const DuetPlan& plan)
      : console_(console), plan_(plan), line_(console) {}

  void update(const measure::PairProgress& progress);

 private:
  const Console& console_;
  const DuetPlan& plan_;
  StatusLine line_;
};

}  // namespace benchgate::cli
