#include "benchgate/history/changes.h"

#include <cstddef>
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
  [[nodiscard]] model::HistoryRun operator[](const std::string& id) const {
    const auto found = known_.find(id);
    return found == known_.end() ? model::HistoryRun{.id = id} : *found->second;
  }

 private:
  std::unordered_map<std::string_view, const model::HistoryRun*> known_;
};

}  // namespace

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
    report.first = runs[report.series.points.front().run];
    report.last = runs[report.series.points.back().run];
    const auto& points = report.analysis.changes;
    const auto about = findings_for(points, report.series.key, all_runs, findings);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto& point = points[i];
      Change change{.point = point, .before = runs[point.before], .at = runs[point.at]};
      if (about[i] != nullptr) change.finding = *about[i];
      report.changes.push_back(std::move(change));
    }
  }
  return reports;
}

model::Timestamp moment_of(const model::HistoryRun& run) {
  return run.committed_at.value_or(run.measured_at);
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
