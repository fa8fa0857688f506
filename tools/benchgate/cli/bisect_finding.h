// What a bisection found, as a history keeps it.
#pragma once

#include <vector>

#include "benchgate/cli/bisect_output.h"
#include "benchgate/model/history.h"

namespace benchgate::cli {

/// What a history has: its series, and its runs.
struct HistoryContents {
  std::vector<model::SeriesKey> series{};
  std::vector<model::HistoryRun> runs{};
};

/// One finding for each series of what was followed, whatever its values are compared within. None
/// where there is no such series, or where the bisection was not brought to an answer.
///
/// A finding belongs to a change point by its commits, and those of a range between two nights are
/// no runs: then it says the range from where it was asked for.
[[nodiscard]] std::vector<model::HistoryFinding> findings_of(const BisectReport& report,
                                                             const HistoryContents& history,
                                                             model::Timestamp now);

}  // namespace benchgate::cli
