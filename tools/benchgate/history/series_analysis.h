// Analyses a series: the segments that it consists of, and its changes: steps and drifts. Pure: the
// same points give the same answer.
//
// Reads no store and has no wording. stats/change_points.h finds where a series shifted; this
// decides which of the shifts are reported, and whether they still stand.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/model/history.h"
#include "benchgate/stats/types.h"

namespace benchgate::history {

/// Points [first, last] of a series that share one level, or drift from one to another.
struct Segment {
  std::size_t first = 0;
  std::size_t last = 0;
  double level = 0;  ///< what its points scatter around, in the series' unit; the last of a drift
  std::optional<double> from = std::nullopt;  ///< of a drift: the level where it begins
  bool operator==(const Segment&) const = default;
};

enum class ChangeKind {
  Step,   ///< from one run to the next
  Drift,  ///< steadily, over many runs
};

[[nodiscard]] std::string_view kind_name(ChangeKind kind);  ///< "step", "drift"

enum class ChangeState {
  Recent,    ///< too few points behind it to be sure: seen, not yet announced
  Standing,  ///< announced: the newest points still show it
  WentAway,  ///< later changes took it back, all of it
};

[[nodiscard]] std::string_view state_name(
    ChangeState state);  ///< "recent", "standing", "went_away"

/// What later changes left of a change: it still stands, and is smaller now.
struct Remainder {
  double to = 0;                         ///< the level that came closest to `from` again
  std::optional<stats::Estimate> ratio;  ///< to / from, as for the change itself
};

struct ChangePoint {
  ChangeKind kind = ChangeKind::Step;
  std::size_t index = 0;  ///< the first point behind it; of a drift, the first one that is in it
  std::size_t until = 0;  ///< the first point at the new level: `index`, but for a drift
  std::string before;     ///< run of the last point before it: the range is (before, at]. That of a
                          ///< drift that the series begins with is its first run
  std::string at;         ///< run of the point at `until`
  double from = 0;        ///< level before it, in the series' unit
  double to = 0;          ///< level behind it
  /// to / from, with its interval; nothing where one of them is not positive. Of an exact metric
  /// without an interval.
  std::optional<stats::Estimate> ratio;
  std::optional<Remainder> remainder;  ///< where later changes took some of it back
  bool worse = false;    ///< an exact metric without a better direction changes for the worse only
  bool neutral = false;  ///< neither for the worse nor for the better: nobody knows which it is
  std::size_t points_behind = 0;  ///< that the level behind it rests on
  ChangeState state = ChangeState::Recent;
};

/// "worse", "better" or "neutral".
[[nodiscard]] std::string_view verdict_word(const ChangePoint& change);

struct SeriesAnalysis {
  std::vector<Segment> segments;     ///< in order, without gaps; empty for an empty series
  std::vector<ChangePoint> changes;  ///< in order: each step between two segments, each drift
  /// The standard deviation of a point around its level, as a fraction of that; in the series' unit
  /// where values are not all positive. 0 for exact metrics.
  double noise = 0;
};

[[nodiscard]] SeriesAnalysis analyse(const model::Series& series);

/// Its ratio as it is now: what later changes left of it, or all.
[[nodiscard]] const std::optional<stats::Estimate>& present_ratio(const ChangePoint& change);
/// The level that it led to, as far as that is still there.
[[nodiscard]] double present_level(const ChangePoint& change);

/// How far from no change it is now: |ln present ratio|, or infinite where there is none. To sort
/// by.
[[nodiscard]] double magnitude(const ChangePoint& change);

/// The newest finding about each change of this series, which are all that it has, an answer before
/// a search that ended without one; nullptr where there is none. They point into `findings`; `runs`
/// are those of the store, in history_order().
///
/// A finding is about one change at most: of those in the range that was searched and, where
/// commits of runs tell how far it was narrowed, not more than a run away from that (noise may move
/// a change point by one), which go the same way, the one of the nearest size. That nothing was
/// confirmed is about a change only if there is no other one in the range: two may cancel out. That
/// a search ended without an answer is about all of them.
[[nodiscard]] std::vector<const model::HistoryFinding*> findings_for(
    const std::vector<ChangePoint>& changes, const model::SeriesKey& series,
    const std::vector<model::HistoryRun>& runs, const std::vector<model::HistoryFinding>& findings);

/// Did measuring again not show what the history shows? Nobody having looked denies nothing.
[[nodiscard]] bool is_denied(const std::optional<model::HistoryFinding>& finding);

/// What to make of a change, in the order in which changes are told.
enum class Certainty {
  Sure,      ///< it stands, and measuring again did not deny it: it alone is good or bad news
  Recent,    ///< it may yet go away
  Denied,    ///< it stands or is recent, and measuring again denied it
  WentAway,  ///< it is no more
};

/// `finding` is the one that findings_for() gives.
[[nodiscard]] Certainty certainty_of(const ChangePoint& change,
                                     const std::optional<model::HistoryFinding>& finding);
[[nodiscard]] bool is_sure(const ChangePoint& change,
                           const std::optional<model::HistoryFinding>& finding);

}  // namespace benchgate::history
