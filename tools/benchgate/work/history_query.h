// The series of a history that somebody asks for, with what they show.
#pragma once

#include <string>
#include <vector>

#include "benchgate/history/changes.h"
#include "benchgate/work/branch_history.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

struct HistoryQuery {
  HistoryPlace history;
  std::string benchmark;  ///< a name or a pattern; empty: all
  std::string metric;     ///< likewise; `clock` is the one that a benchmark is judged by
};

/// In the order of their keys; none of a history without runs. Throws UsageError, which names some
/// benchmarks, where there are runs and nothing of what was asked for, and as open_branch() does.
[[nodiscard]] std::vector<history::SeriesReport> query_history(const HistoryQuery& query,
                                                               Observer& observer);

}  // namespace benchgate::work
