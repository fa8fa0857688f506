// Histories as stable JSON, for scripts.
#pragma once

#include <string>
#include <vector>

#include "benchgate/history/changes.h"

namespace benchgate::report {

/// What the series of a history show; docs/history-json.md documents it.
[[nodiscard]] std::string history_json(const std::vector<history::SeriesReport>& reports,
                                       const history::ChangeFilter& filter);

/// The runs of a history; docs/history.md documents it.
[[nodiscard]] std::string history_runs_json(const std::vector<model::HistoryRun>& runs);

}  // namespace benchgate::report
