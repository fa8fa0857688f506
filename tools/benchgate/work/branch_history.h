// A history as seen from one branch of the source, opened for a use case.
//
// What a branch is, and which is the usual one, is history/branch_view.h's.
#pragma once

#include <memory>
#include <string>

#include "benchgate/history/branch_view.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

/// Which history, and the branch that it is seen from.
struct HistoryPlace {
  std::string location;  ///< a folder, or a database
  std::string branch;    ///< a name, or a pattern; empty: the history's usual branch
};

/// Opens a history that is there, for reading. Says what it leaves out where nobody has chosen;
/// throws UsageError where no run is of the branch that somebody chose.
[[nodiscard]] std::unique_ptr<history::BranchView> open_branch(const HistoryPlace& place,
                                                               Observer& observer);

/// The same; null where no history has begun at that location.
[[nodiscard]] std::unique_ptr<history::BranchView> find_branch(const HistoryPlace& place,
                                                               Observer& observer);

}  // namespace benchgate::work
