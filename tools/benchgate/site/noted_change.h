// Change points with all that is told about one: which commits, how much, what was found.
#pragma once

#include <string>
#include <vector>

#include "benchgate/history/changes.h"
#include "benchgate/model/history.h"
#include "benchgate/site/benchmark_history.h"
#include "benchgate/site/run_table.h"

namespace benchgate::site {

/// A change of a history, and where the dashboard shows it.
struct NotedChange {
  /// Of the series and the run at which it shifted: the same in every feed and page as long as the
  /// change point stays where it is. One that is still recent may move.
  std::string id;
  std::string slug;  ///< of the benchmark
  model::SeriesKey series;
  model::MetricDefinition definition;
  history::Change change;
};

/// The change points of one series, in order. `findings` are the store's.
[[nodiscard]] std::vector<NotedChange> changes_of(
    const BenchmarkHistory& benchmark, const AnalysedSeries& series, const RunTable& runs,
    const std::vector<model::HistoryFinding>& findings);

/// All of a benchmark's.
[[nodiscard]] std::vector<NotedChange> changes_of(
    const BenchmarkHistory& benchmark, const RunTable& runs,
    const std::vector<model::HistoryFinding>& findings);

/// "12.3 % slower", "allocs_per_iter 14 instead of 12": the change as it is now, in a few words.
[[nodiscard]] std::string change_words(const NotedChange& noted);

/// The interval of the change and its level in words, "95 % interval +10.1 to +14.2 %"; empty where
/// there is none.
[[nodiscard]] std::string interval_of(const NotedChange& noted);

/// What was found of it in one sentence; empty where nobody looked.
[[nodiscard]] std::string finding_words(const NotedChange& noted);

}  // namespace benchgate::site
