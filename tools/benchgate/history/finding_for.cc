#include <algorithm>
#include <optional>
#include <ranges>

#include "benchgate/history/series_analysis.h"

namespace benchgate::history {
namespace {

/// Where a commit stands among the runs: its first one and its last one.
struct Place {
  std::ptrdiff_t first;
  std::ptrdiff_t last;
};

template <class Matches>
std::optional<Place> place_of(const std::vector<model::HistoryRun>& runs, Matches matches) {
  const auto first = std::ranges::find_if(runs, matches);
  if (first == runs.end()) return std::nullopt;
  const auto backwards = std::views::reverse(runs);
  const auto last = std::ranges::find_if(backwards, matches).base() - 1;
  return Place{first - runs.begin(), last - runs.begin()};
}

std::optional<Place> place_of_commit(const std::vector<model::HistoryRun>& runs,
                                     const std::string& commit) {
  if (commit.empty()) return std::nullopt;
  return place_of(runs, [&](const auto& run) { return run.commit == commit; });
}

/// Do the commits after `good` up to `bad` and the runs after `before` up to `at` have one in
/// common? One end that is not among the runs (a bisection goes between them) is no obstacle.
bool meets(const model::HistoryFinding& finding, std::ptrdiff_t before, std::ptrdiff_t at,
           const std::vector<model::HistoryRun>& runs) {
  const auto good = place_of_commit(runs, finding.good);
  const auto bad = place_of_commit(runs, finding.bad);
  if (good && bad) return good->first < at && bad->last > before;
  if (good) return good->first < at && good->last >= before;
  if (bad) return bad->first <= at && bad->last > before;
  return false;
}

}  // namespace

const model::HistoryFinding* finding_for(const ChangePoint& change, const model::SeriesKey& series,
                                         const std::vector<model::HistoryRun>& runs,
                                         const std::vector<model::HistoryFinding>& findings) {
  const auto before = std::ranges::find(runs, change.before, &model::HistoryRun::id);
  const auto at = std::ranges::find(runs, change.at, &model::HistoryRun::id);
  if (before == runs.end() || at == runs.end()) return nullptr;
  const model::HistoryFinding* newest = nullptr;
  for (const auto& finding : findings) {
    if (finding.series != series) continue;
    if (newest != nullptr && finding.found_at < newest->found_at) continue;
    if (meets(finding, before - runs.begin(), at - runs.begin(), runs)) newest = &finding;
  }
  return newest;
}

bool is_denied(const std::optional<model::HistoryFinding>& finding) {
  return finding && finding->answer == model::HistoryFinding::Answer::NotConfirmed;
}

bool is_sure(const ChangePoint& change, const std::optional<model::HistoryFinding>& finding) {
  return change.state == ChangeState::Standing && !is_denied(finding);
}

}  // namespace benchgate::history
