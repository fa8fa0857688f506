// What a history shows, for people at a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "benchgate/history/changes.h"

namespace benchgate::report {

struct HistoryTextOptions {
  history::ChangeFilter filter;  ///< with `all` also the series without changes
  std::size_t width = 80;
  bool colour = false;
  bool plain = false;  ///< plots in ASCII
};

/// The changes of all reports, worst first.
[[nodiscard]] std::string history_list_text(const std::vector<history::SeriesReport>& reports,
                                            const HistoryTextOptions& options);

/// Each series with its plot and its changes in order; those that went away too.
[[nodiscard]] std::string history_series_text(const std::vector<history::SeriesReport>& reports,
                                              const HistoryTextOptions& options);

}  // namespace benchgate::report
