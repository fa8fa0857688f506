// Which records a history need not keep: a rule, and what falls under it. Removes nothing.
#pragma once

#include <string>
#include <vector>

#include "benchgate/model/history.h"

namespace benchgate::history {

struct Retention {
  enum class Older { OneADay, OneAWeek, OneAMonth, None };

  int days = 90;                  ///< that everything is kept for
  Older older = Older::OneAWeek;  ///< what is kept of before: for each branch and machine class,
                                  ///< the last record of each day, week (from Monday) or month
};

/// The ids of the records that the rule does not keep, oldest first. By when they were measured;
/// days are those of UTC. The newest record is always kept, and so are those of the commits that a
/// finding names.
[[nodiscard]] std::vector<std::string> dispensable(
    const std::vector<model::HistoryRun>& runs, const std::vector<model::HistoryFinding>& findings,
    const Retention& retention, model::Timestamp now);

}  // namespace benchgate::history
