#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "benchgate/history/run_places.h"
#include "benchgate/history/series_analysis.h"

namespace benchgate::history {
namespace {

/// From after one place up to another. An end that is not among the runs (a bisection goes between
/// them) is not known.
struct Range {
  std::optional<RunPlace> good;
  std::optional<RunPlace> bad;
};

/// Does it have a commit in common with the runs after `change.good` up to `change.bad`?
bool meets(const Range& range, const Range& change) {
  const auto before = change.good->first;
  const auto at = change.bad->first;
  const auto& [good, bad] = range;
  if (good && bad) return good->first < at && bad->last > before;
  if (good) return good->first < at && good->last >= before;
  if (bad) return bad->first <= at && bad->last > before;
  return false;
}

/// What a finding says of where the change is, in terms of runs.
struct Searched {
  Range asked;
  Range narrowed;  ///< each end: as far as it was narrowed if that is a run, else as it was asked
  Range around;    ///< `narrowed`, with a run more at each end that is one
};

Searched searched_by(const model::HistoryFinding& finding,
                     const std::vector<model::HistoryRun>& runs) {
  Searched searched{.asked = {.good = place_of_commit(runs, finding.good),
                              .bad = place_of_commit(runs, finding.bad)},
                    .narrowed = {},
                    .around = {}};
  searched.narrowed = searched.around = searched.asked;
  if (const auto good = place_of_commit(runs, finding.narrowed_good)) {
    searched.narrowed.good = good;
    searched.around.good = widened(*good, runs);
  }
  if (const auto bad = place_of_commit(runs, finding.narrowed_bad)) {
    searched.narrowed.bad = bad;
    searched.around.bad = widened(*bad, runs);
  }
  return searched;
}

/// The runs around a change; nothing where they are not there any more.
std::optional<Range> range_of(const ChangePoint& change,
                              const std::vector<model::HistoryRun>& runs) {
  const auto place_of_run = [&](const std::string& id) {
    return place_of(runs, [&](const auto& run) { return run.id == id; });
  };
  const Range range{.good = place_of_run(change.before), .bad = place_of_run(change.at)};
  if (!range.good || !range.bad) return std::nullopt;
  return range;
}

bool go_the_same_way(const model::HistoryFinding& finding, const ChangePoint& change) {
  return !finding.ratio || (*finding.ratio > 1) == (change.to > change.from);
}

/// An answer outlives later searches that came to none.
bool gives_way(const model::HistoryFinding& one, const model::HistoryFinding& other) {
  const auto rank = [](const auto& finding) {
    return std::pair(model::is_answer(finding), finding.found_at);
  };
  return rank(one) <= rank(other);
}

/// Between the sizes that measuring again and the series say.
double distance(const model::HistoryFinding& finding, const ChangePoint& change) {
  if (!finding.ratio || !change.ratio) return std::numeric_limits<double>::infinity();
  return std::abs(std::log(*finding.ratio) - std::log(change.ratio->point));
}

/// The change that a finding is about, by its place among `changes`. `ranges` are theirs.
std::optional<std::size_t> change_of(const model::HistoryFinding& finding,
                                     const std::vector<ChangePoint>& changes,
                                     const std::vector<std::optional<Range>>& ranges,
                                     const std::vector<model::HistoryRun>& runs) {
  const auto searched = searched_by(finding, runs);
  const bool is_asked_known = searched.asked.good && searched.asked.bad;
  const bool denies = finding.answer == model::HistoryFinding::Answer::NotConfirmed;
  // What lies in the narrowed range comes before what noise may have moved out of it.
  using Rank = std::pair<bool, double>;
  std::optional<std::size_t> best;
  Rank best_rank;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto& range = ranges[i];
    if (!range || !meets(searched.around, *range)) continue;
    if (is_asked_known && !meets(searched.asked, *range)) continue;
    if (denies && best) return std::nullopt;
    if (!denies && !go_the_same_way(finding, changes[i])) continue;
    const Rank rank(!meets(searched.narrowed, *range), distance(finding, changes[i]));
    if (best && rank >= best_rank) continue;
    best = i;
    best_rank = rank;
  }
  return best;
}

/// Those that a search without an answer could have been about; else the one that it is about.
std::vector<std::size_t> changes_of(const model::HistoryFinding& finding,
                                    const std::vector<ChangePoint>& changes,
                                    const std::vector<std::optional<Range>>& ranges,
                                    const std::vector<model::HistoryRun>& runs) {
  std::vector<std::size_t> of;
  if (model::is_answer(finding)) {
    if (const auto one = change_of(finding, changes, ranges, runs)) of.push_back(*one);
    return of;
  }
  const auto asked = searched_by(finding, runs).asked;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i] && meets(asked, *ranges[i])) of.push_back(i);
  }
  return of;
}

}  // namespace

std::vector<const model::HistoryFinding*> findings_for(
    const std::vector<ChangePoint>& changes, const model::SeriesKey& series,
    const std::vector<model::HistoryRun>& runs,
    const std::vector<model::HistoryFinding>& findings) {
  std::vector<const model::HistoryFinding*> about(changes.size());
  std::vector<std::optional<Range>> ranges;
  for (const auto& finding : findings) {
    if (finding.series != series) continue;
    if (ranges.empty()) {
      for (const auto& change : changes) ranges.push_back(range_of(change, runs));
    }
    for (const auto of : changes_of(finding, changes, ranges, runs)) {
      auto& newest = about[of];
      if (newest == nullptr || gives_way(*newest, finding)) newest = &finding;
    }
  }
  return about;
}

bool is_denied(const std::optional<model::HistoryFinding>& finding) {
  return finding && finding->answer == model::HistoryFinding::Answer::NotConfirmed;
}

Certainty certainty_of(const ChangePoint& change,
                       const std::optional<model::HistoryFinding>& finding) {
  if (change.state == ChangeState::WentAway) return Certainty::WentAway;
  if (is_denied(finding)) return Certainty::Denied;
  return change.state == ChangeState::Recent ? Certainty::Recent : Certainty::Sure;
}

bool is_sure(const ChangePoint& change, const std::optional<model::HistoryFinding>& finding) {
  return certainty_of(change, finding) == Certainty::Sure;
}

}  // namespace benchgate::history
