// What a history needs from time to time: looking through it, copying, compacting, pruning.
//
// Which records may go is history/retention.h's rule.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/history/retention.h"
#include "benchgate/model/history.h"
#include "benchgate/store/folder_upkeep.h"

namespace benchgate::work {

struct ListedRuns {
  std::vector<model::HistoryRun> runs;
  std::size_t all = 0;  ///< that the history has
};

/// The newest `last` runs; 0: all.
[[nodiscard]] ListedRuns list_runs(const std::string& location, std::size_t last);

/// Appends what `to`, created where there is none, does not have yet; returns how many records and
/// findings those are.
std::size_t copy_history(const std::string& from, const std::string& to);

struct HistoryCheck {
  std::vector<std::string> problems;  ///< a sentence each
  std::size_t records = 0;            ///< where there is no problem
  std::size_t findings = 0;
};

[[nodiscard]] HistoryCheck verify_history(const std::string& location);

/// Puts the files of each year before `before` into one; without it, of each year that is over.
/// Nothing of a database, which has no files.
std::optional<store::Compaction> compact_history(const std::string& location,
                                                 std::optional<int> before);

struct PruneRequest {
  std::string location;
  std::string to;  ///< the history that records are moved to; empty: they are removed
  history::Retention retention;
  bool dry_run = false;
};

struct PruneOutcome {
  std::vector<std::string> ids;  ///< of the records that left, or would leave
  std::size_t all = 0;           ///< records that there were
};

/// Throws UsageError where `to` is the history itself.
PruneOutcome prune_history(const PruneRequest& request);

}  // namespace benchgate::work
