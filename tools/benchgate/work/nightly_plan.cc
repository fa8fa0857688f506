#include "benchgate/work/nightly_plan.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "benchgate/base/commit_id.h"
#include "benchgate/base/version.h"
#include "benchgate/builds/clone.h"
#include "benchgate/builds/commit_range.h"
#include "benchgate/history/bisection.h"
#include "benchgate/history/run_places.h"

namespace benchgate::work {
namespace {

using history::BisectionAnswer;
using Answer = model::HistoryFinding::Answer;

constexpr model::Timestamp kPostponed = 7 * 24 * 60 * 60;

/// A change and the series that shows it.
struct Candidate {
  const history::SeriesReport* report;
  const history::Change* change;
};

/// All that is known of one range of commits.
struct Range {
  std::string good;
  std::string bad;
  Candidate told_first;
  std::vector<const model::HistoryFinding*> findings;
};

/// The runs of commits on the line, with the checked-out commit at the end where it has none.
std::vector<model::HistoryRun> runs_on(const std::vector<std::string>& line,
                                       std::vector<model::HistoryRun> runs) {
  const std::unordered_set<std::string_view> known(line.begin(), line.end());
  std::erase_if(runs, [&](const auto& run) { return !known.contains(run.commit); });
  if (line.empty() || history::place_of_commit(runs, line.front())) return runs;
  runs.push_back({.commit = line.front()});
  return runs;
}

/// (good, bad) for a change with one run more on both sides; nothing where its commits are not on
/// the line.
std::optional<std::pair<std::string, std::string>> range_of(
    const history::Change& change, const std::vector<model::HistoryRun>& runs) {
  const auto good = history::place_of_commit(runs, change.before.commit);
  const auto bad = history::place_of_commit(runs, change.at.commit);
  if (!good || !bad) return std::nullopt;
  const auto first = static_cast<std::size_t>(history::widened(*good, runs).first);
  const auto last = static_cast<std::size_t>(history::widened(*bad, runs).last);
  if (runs[first].commit == runs[last].commit) return std::nullopt;
  return std::pair(runs[first].commit, runs[last].commit);
}

bool is_of_reference(const history::SeriesReport& report) {
  return report.series.key.basis.kind == model::Basis::Kind::Reference;
}

std::vector<Candidate> candidates_in(const std::vector<history::SeriesReport>& reports) {
  std::vector<Candidate> candidates;
  for (const auto* report : history::current_series(reports)) {
    if (!is_of_reference(*report)) continue;
    if (report->series.definition.kind != model::MetricKind::Timing) continue;
    for (const auto& change : report->changes) {
      // A drift is no single commit's doing. A denial says nothing of other changes in the range.
      const bool is_step = change.point.kind == history::ChangeKind::Step;
      if (is_step && history::is_sure(change.point, change.finding)) {
        candidates.push_back({report, &change});
      }
    }
  }
  return candidates;
}

std::vector<Range> ranges_of(const std::vector<Candidate>& candidates,
                             const std::vector<model::HistoryRun>& runs) {
  std::map<std::pair<std::string, std::string>, Range> ranges;
  for (const auto& candidate : candidates) {
    const auto ends = range_of(*candidate.change, runs);
    if (!ends) continue;
    const auto [place, is_new] = ranges.try_emplace(*ends);
    auto& range = place->second;
    if (is_new) range = {.good = ends->first, .bad = ends->second, .told_first = candidate};
    if (history::is_told_before(*candidate.change, *range.told_first.change)) {
      range.told_first = candidate;
    }
    if (candidate.change->finding) range.findings.push_back(&*candidate.change->finding);
  }
  std::vector<Range> all;
  for (auto& [ends, range] : ranges) all.push_back(std::move(range));
  return all;
}

bool ended_for(const model::HistoryFinding& finding, BisectionAnswer reason) {
  return finding.ending && finding.ending->reason == history::not_closer_name(reason);
}

/// Did it end for want of pairs, of which there would be more tonight?
bool more_time_helps(const model::HistoryFinding& finding, const Tonight& tonight) {
  return (ended_for(finding, BisectionAnswer::Stopped) ||
          ended_for(finding, BisectionAnswer::Undecided)) &&
         tonight.budget.count() >= kMoreTime * std::int64_t{finding.ending->seconds};
}

/// Is there an answer, or no reason to hope for a better one tonight?
bool is_settled(const model::HistoryFinding& finding, const Range& range, const Tonight& tonight,
                model::Timestamp now) {
  if (finding.answer == Answer::Culprit) return true;
  if (more_time_helps(finding, tonight)) return false;
  if (finding.answer == Answer::Range) return true;
  const bool is_same_tool = finding.ending && finding.ending->tool == tonight.tool;
  return finding.good == range.good && finding.bad == range.bad && is_same_tool &&
         now - finding.found_at < kPostponed;
}

bool comes_before(const Range& left, const Range& right) {
  if (left.findings.empty() != right.findings.empty()) return left.findings.empty();
  const auto& one = *left.told_first.change;
  const auto& other = *right.told_first.change;
  if (history::is_told_before(one, other)) return true;
  return !history::is_told_before(other, one) &&
         left.told_first.report->series.key < right.told_first.report->series.key;
}

/// The finding that keeps a range from being searched: an answer before an ending without one.
const model::HistoryFinding* settling(const Range& range, const Tonight& tonight,
                                      model::Timestamp now) {
  const model::HistoryFinding* found = nullptr;
  for (const auto* finding : range.findings) {
    if (!is_settled(*finding, range, tonight, now)) continue;
    if (found == nullptr || (model::is_answer(*finding) && !model::is_answer(*found))) {
      found = finding;
    }
  }
  return found;
}

}  // namespace

std::optional<std::string> reference_so_far(const std::vector<history::SeriesReport>& reports,
                                            const std::vector<model::HistoryRun>& runs) {
  const history::SeriesReport* newest = nullptr;
  for (const auto& report : reports) {
    if (!is_of_reference(report) || !is_full_commit(report.series.key.basis.of)) continue;
    if (newest == nullptr || report.last.measured_at > newest->last.measured_at) newest = &report;
  }
  if (newest != nullptr) return newest->series.key.basis.of;
  const auto first =
      std::ranges::find_if(runs, [](const auto& run) { return is_full_commit(run.commit); });
  return first == runs.end() ? std::nullopt : std::optional(first->commit);
}

std::optional<std::string> night_before(const std::vector<model::HistoryRun>& runs,
                                        const std::vector<std::string>& line) {
  const std::unordered_set<std::string_view> known(line.begin(), line.end());
  const model::HistoryRun* newest = nullptr;
  for (const auto& run : runs) {
    if (!known.contains(run.commit)) continue;
    if (newest == nullptr || run.measured_at >= newest->measured_at) newest = &run;
  }
  if (newest == nullptr || newest->commit == line.front()) return std::nullopt;
  return newest->commit;
}

NightlySearches plan_searches(const std::vector<history::SeriesReport>& reports,
                              const std::vector<model::HistoryRun>& runs, const Tonight& tonight) {
  const auto now = history::newest_measurement(reports);
  auto ranges = ranges_of(candidates_in(reports), runs_on(tonight.line, runs));
  std::ranges::stable_sort(ranges, comes_before);
  NightlySearches searches;
  for (auto& range : ranges) {
    const NightlySearch search{
        .good = range.good, .bad = range.bad, .series = range.told_first.report->series.key};
    const auto* finding = settling(range, tonight, now);
    if (finding == nullptr) {
      searches.wanted.push_back(search);
    } else if (!model::is_answer(*finding)) {
      searches.postponed.push_back({search, *finding, finding->found_at + kPostponed});
    }
  }
  return searches;
}

NightlyPlan plan_night(const NightlyRequest& request, Observer& observer) {
  const auto clone = builds::find_clone({});
  const auto history = find_branch(request.history, observer);
  const auto head = builds::require_commit(clone, "HEAD", "the checked-out commit");
  NightlyPlan plan{.reference = request.reference, .before = {}, .budget = request.budget};
  if (plan.reference.empty()) plan.reference = builds::last_release(clone).value_or("");
  if (!history) {
    if (plan.reference.empty()) plan.reference = head;
    return plan;
  }
  const auto runs = history->runs_of_all_branches();
  const auto reports = history::report_on(*history, [](const auto&) { return true; });
  const Tonight tonight{
      .line = builds::ancestry(clone, head), .budget = request.budget, .tool = kVersion};
  if (plan.reference.empty()) plan.reference = reference_so_far(reports, runs).value_or(head);
  plan.before = night_before(runs, tonight.line);
  if (plan.budget.count() > 0) plan.searches = plan_searches(reports, runs, tonight);
  return plan;
}

}  // namespace benchgate::work
