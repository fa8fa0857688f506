#include "benchgate/history/changes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace benchgate::history {

namespace {

/// What is known of runs, by their ids.
class Runs {
 public:
  explicit Runs(const std::vector<model::HistoryRun>& all) {
    for (const auto& run : all) known_.emplace(run.id, &run);
  }

  /// Of one that was pruned meanwhile only the id.
  [[nodiscard]] model::HistoryRun operator()(const std::string& id) const {
    const auto found = known_.find(id);
    return found == known_.end() ? model::HistoryRun{.id = id} : *found->second;
  }

 private:
  std::unordered_map<std::string_view, const model::HistoryRun*> known_;
};

constexpr model::Timestamp kEndedAfter = 14 * 24 * 60 * 60;

/// Tells machines apart where no class is recorded, but is different at every run on some.
constexpr std::array<std::string_view, 2> kOfTheMachine = {"host_name", "mhz_per_cpu"};

/// The fields that differ between the runs on both sides of a step. One that changes back and forth
/// explains no step: the runs next to them must agree.
std::vector<model::EnvironmentDifference> changed_at(const ChangePoint& point,
                                                     const model::Series& series,
                                                     const RunLookup& run_of) {
  if (point.kind != ChangeKind::Step || point.index == 0) return {};
  const auto& points = series.points;
  const auto environment_of = [&](std::size_t index) {
    return model::Environment{run_of(points[index].run).environment};
  };
  const auto before = environment_of(point.index - 1);
  const auto at = environment_of(point.index);
  auto found = model::differences("", before, at);
  for (const auto field : kOfTheMachine) {
    const auto from = before.find(field);
    const auto to = at.find(field);
    if (!from || !to || from == to) continue;
    found.push_back({.suite = {},
                     .field = std::string(field),
                     .aspect = model::aspect_of(field),
                     .base = std::string(*from),
                     .head = std::string(*to)});
  }
  const auto earlier = environment_of(point.index < 2 ? 0 : point.index - 2);
  const auto later = environment_of(std::min(point.index + 1, points.size() - 1));
  std::erase_if(found, [&](const model::EnvironmentDifference& difference) {
    return !difference.base || !difference.head ||
           earlier.find(difference.field) != difference.base ||
           later.find(difference.field) != difference.head;
  });
  return found;
}

}  // namespace

std::vector<Change> changes_of(const model::Series& series, const SeriesAnalysis& analysis,
                               const std::vector<model::HistoryRun>& runs, const RunLookup& run_of,
                               const std::vector<model::HistoryFinding>& findings) {
  std::vector<Change> changes;
  const auto about = findings_for(analysis.changes, series.key, runs, findings);
  for (std::size_t i = 0; i < analysis.changes.size(); ++i) {
    const auto& point = analysis.changes[i];
    Change change{.point = point, .before = run_of(point.before), .at = run_of(point.at)};
    if (about[i] != nullptr) change.finding = *about[i];
    change.environment = changed_at(point, series, run_of);
    changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<SeriesReport> report_on(const store::HistoryStore& store,
                                    const std::function<bool(const model::SeriesKey&)>& wanted) {
  std::vector<model::SeriesKey> keys;
  for (auto& key : store.series())
    if (wanted(key)) keys.push_back(std::move(key));
  std::vector<SeriesReport> reports;
  store.read_each(keys, [&reports](model::Series series) {
    if (!series.points.empty()) reports.push_back({.series = std::move(series)});
  });
  // Behind the points, which come from no later run then: others may append meanwhile.
  const auto all_runs = store.runs();
  const auto findings = store.findings();
  const Runs runs(all_runs);
  for (auto& report : reports) {
    report.analysis = analyse(report.series);
    report.first = runs(report.series.points.front().run);
    report.last = runs(report.series.points.back().run);
    report.changes =
        changes_of(report.series, report.analysis, all_runs, std::cref(runs), findings);
  }
  return reports;
}

bool passes(const Change& change, const ChangeFilter& filter) {
  if (filter.since && model::moment_of(change.at) < *filter.since) return false;
  return filter.all || change.point.state != ChangeState::WentAway;
}

model::Timestamp newest_measurement(const std::vector<SeriesReport>& reports) {
  model::Timestamp newest = 0;
  for (const auto& report : reports) newest = std::max(newest, report.last.measured_at);
  return newest;
}

std::vector<const SeriesReport*> current_series(const std::vector<SeriesReport>& reports) {
  const auto newest = newest_measurement(reports);
  std::vector<const SeriesReport*> current;
  for (const auto& report : reports) {
    if (newest - report.last.measured_at <= kEndedAfter) current.push_back(&report);
  }
  return current;
}

bool is_told_before(const Change& left, const Change& right) {
  const auto rank = [](const Change& change) {
    const auto& point = change.point;
    return std::tuple(certainty_of(point, change.finding), !point.worse, point.neutral,
                      -magnitude(point));
  };
  return rank(left) < rank(right);
}

}  // namespace benchgate::history
