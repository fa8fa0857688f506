// What a bisection found, as a history keeps it.
#pragma once

#include <vector>

#include "benchgate/model/history.h"
#include "benchgate/work/bisect.h"

namespace benchgate::work {

/// One finding for each of a history's series of what was followed, whatever its values are
/// compared within: of what was `asked` for where there was no answer yet. None where there is no
/// such series.
///
/// It says the range that was asked for and, next to it, how far that was narrowed: commits between
/// two nights are no runs, and would place it nowhere.
[[nodiscard]] std::vector<model::HistoryFinding> findings_of(
    const BisectReport& report, const std::vector<model::SeriesKey>& series,
    const BisectRequest& asked, model::Timestamp now);

}  // namespace benchgate::work
