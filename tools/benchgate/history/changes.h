// The change points of all series of a history, with the runs around them and what was found out.
//
// Reads a store, words nothing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/history/series_analysis.h"
#include "benchgate/model/environment.h"
#include "benchgate/model/history.h"
#include "benchgate/store/history_store.h"

namespace benchgate::history {

/// A change point, and what one wants to know of it.
struct Change {
  ChangePoint point;
  model::HistoryRun before;
  model::HistoryRun at;
  std::optional<model::HistoryFinding> finding;  ///< the newest about it
  /// What else changed from one run to the next and stayed so, as far as records say: compiler,
  /// kernel, clock. Empty for a drift.
  std::vector<model::EnvironmentDifference> environment{};
};

/// A run by its id; of one that was pruned meanwhile only the id.
using RunLookup = std::function<model::HistoryRun(const std::string& id)>;

/// The changes of `analysis`, which is that of `series`, with what is known of them. `runs` are all
/// runs of the store, in history_order(), and `findings` all findings.
[[nodiscard]] std::vector<Change> changes_of(const model::Series& series,
                                             const SeriesAnalysis& analysis,
                                             const std::vector<model::HistoryRun>& runs,
                                             const RunLookup& run_of,
                                             const std::vector<model::HistoryFinding>& findings);

struct SeriesReport {
  model::Series series;
  SeriesAnalysis analysis;
  std::vector<Change> changes;  ///< as in `analysis`
  model::HistoryRun first;      ///< of its first point
  model::HistoryRun last;
};

/// Reports on the series that `wanted` accepts, in the order of their keys; those without points
/// are left out.
[[nodiscard]] std::vector<SeriesReport> report_on(
    const store::HistoryStore& store, const std::function<bool(const model::SeriesKey&)>& wanted);

/// Which changes somebody wants to see.
struct ChangeFilter {
  bool all = false;                       ///< also those that went away
  std::optional<model::Timestamp> since;  ///< only those of that time and later
};
[[nodiscard]] bool passes(const Change& change, const ChangeFilter& filter);

/// When the newest of them was measured; 0 of none.
[[nodiscard]] model::Timestamp newest_measurement(const std::vector<SeriesReport>& reports);

/// Those that are still measured. A series without a point in the last 14 days before the newest
/// one has ended: a benchmark was renamed, or another reference build has taken over. They point
/// into `reports`.
[[nodiscard]] std::vector<const SeriesReport*> current_series(
    const std::vector<SeriesReport>& reports);

/// Is `left` to be told before `right`? What is sure before what may yet go away, that before what
/// measuring again denied, and last what went away; of those the worse before the better; then the
/// larger.
[[nodiscard]] bool is_told_before(const Change& left, const Change& right);

}  // namespace benchgate::history
