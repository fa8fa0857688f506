// What a history shows, for people and, as stable JSON, for machines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/history/changes.h"

namespace benchgate::cli {

struct HistoryView {
  bool all = false;                       ///< also what went away, and series without changes
  std::optional<model::Timestamp> since;  ///< only changes of that time and later
  std::size_t width = 80;
  bool colour = false;
  bool plain = false;  ///< plots in ASCII
};

/// The changes of all reports, worst first.
[[nodiscard]] std::string history_list_text(const std::vector<history::SeriesReport>& reports,
                                            const HistoryView& view);

/// Each series with its plot and its changes in order; those that went away too.
[[nodiscard]] std::string history_series_text(const std::vector<history::SeriesReport>& reports,
                                              const HistoryView& view);

/// docs/history-json.md documents it.
[[nodiscard]] std::string history_json(const std::vector<history::SeriesReport>& reports,
                                       const HistoryView& view);

/// Is `change` one that `view` wants to see?
[[nodiscard]] bool is_shown(const history::Change& change, const HistoryView& view);

}  // namespace benchgate::cli
