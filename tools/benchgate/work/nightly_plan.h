// What one night does: the builds that it measures against, and the changes that it bisects.
//
// Measures nothing and searches nothing; ci/nightly.sh does, step by step, and asks again after
// each bisection, since one answer may settle others.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/history/changes.h"
#include "benchgate/model/history.h"
#include "benchgate/work/branch_history.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

/// A bisection: which commit after `good` and up to `bad` changed `series`?
struct NightlySearch {
  std::string good;  ///< full commits of runs, a run further apart than the change itself
  std::string bad;
  model::SeriesKey series;
};

/// A search that ended without an answer, and is not repeated tonight.
struct PostponedSearch {
  NightlySearch search;
  model::HistoryFinding finding;  ///< what the earlier search left
  model::Timestamp until = 0;     ///< from then on it is repeated anyway
};

struct NightlySearches {
  std::vector<NightlySearch> wanted;  ///< the most useful first
  std::vector<PostponedSearch> postponed;
};

/// What the searches of one night depend on, beside the history.
struct Tonight {
  std::vector<std::string>
      line;  ///< the checked-out commit and all that it builds on, itself first
  std::chrono::seconds budget{0};  ///< for all searches together
  std::string tool;                ///< the version of benchgate
};

/// So many times the time of the last try, and a search that ran out of it is repeated at once.
inline constexpr int kMoreTime = 2;

/// The reference build so far: that of the newest series that has one, else the commit of the first
/// run. Commits in full only: a history may say anything, and this becomes an argument. Nothing in
/// the first night.
[[nodiscard]] std::optional<std::string> reference_so_far(
    const std::vector<history::SeriesReport>& reports, const std::vector<model::HistoryRun>& runs);

/// The commit measured last of those that `line` has: a history may have nights of other branches.
/// Nothing where that is the checked-out commit itself.
[[nodiscard]] std::optional<std::string> night_before(const std::vector<model::HistoryRun>& runs,
                                                      const std::vector<std::string>& line);

/// One search for each range of commits that shows a step in a timing against a reference build:
/// for the first of its changes by is_told_before(). Ranges that nobody has searched come first.
///
/// Left out are changes that may yet go away or that measuring again denied, and ranges that have
/// an answer: one commit often moves many benchmarks. A search that ended without an answer is
/// postponed for a week, unless more time, another range or another benchgate may help it.
[[nodiscard]] NightlySearches plan_searches(const std::vector<history::SeriesReport>& reports,
                                            const std::vector<model::HistoryRun>& runs,
                                            const Tonight& tonight);

struct NightlyPlan {
  std::string reference;  ///< a commit, or the tag of a release
  std::optional<std::string> before;
  std::chrono::seconds budget{0};
  NightlySearches searches;  ///< none without time
};

struct NightlyRequest {
  HistoryPlace history;   ///< may not have begun yet: the first night
  std::string reference;  ///< anything that git takes for a commit; empty: to be chosen
  std::chrono::seconds budget{0};
};

/// The plan for the commit that is checked out in the working directory. Throws UsageError where
/// that is in no clone, EnvironmentError where git refuses, and as open_branch() does.
[[nodiscard]] NightlyPlan plan_night(const NightlyRequest& request, Observer& observer);

}  // namespace benchgate::work
