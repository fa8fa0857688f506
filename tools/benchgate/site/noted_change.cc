#include "benchgate/site/noted_change.h"

#include <cstddef>

#include <fmt/format.h>

#include "benchgate/base/hash.h"
#include "benchgate/model/metric.h"
#include "benchgate/report/change_wording.h"
#include "benchgate/site/script_data.h"

namespace benchgate::site {
namespace {

std::string change_id(const model::SeriesKey& key, std::string_view at) {
  return short_hash(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", key.suite, key.benchmark, key.metric,
                                model::basis_name(key.basis.kind), key.basis.of, at));
}

}  // namespace

std::vector<NotedChange> changes_of(const BenchmarkHistory& benchmark, const AnalysedSeries& one,
                                    const RunTable& runs,
                                    const std::vector<model::HistoryFinding>& findings) {
  std::vector<NotedChange> all;
  const auto run_of = [&](const std::string& id) { return runs.run(id); };
  for (auto& change :
       history::changes_of(one.series, one.analysis, runs.runs(), run_of, findings)) {
    // The end of a drift moves on with every run.
    const bool is_drift = change.point.kind == history::ChangeKind::Drift;
    const auto& run = is_drift ? change.before : change.at;
    const auto id = change_id(one.series.key, run.id);
    // All changes of a history are kept: what their machines were like would fill the memory.
    change.before.environment.clear();
    change.at.environment.clear();
    all.push_back({.id = id,
                   .slug = benchmark.slug,
                   .series = one.series.key,
                   .definition = one.series.definition,
                   .change = std::move(change)});
  }
  return all;
}

std::vector<NotedChange> changes_of(const BenchmarkHistory& benchmark, const RunTable& runs,
                                    const std::vector<model::HistoryFinding>& findings) {
  std::vector<NotedChange> all;
  for (const auto& one : benchmark.series) {
    auto changes = changes_of(benchmark, one, runs, findings);
    all.insert(all.end(), std::make_move_iterator(changes.begin()),
               std::make_move_iterator(changes.end()));
  }
  return all;
}

std::string change_words(const NotedChange& noted) {
  return report::shift_words(noted.series, noted.definition,
                             report::present_shift(noted.change.point));
}

std::string interval_of(const NotedChange& noted) {
  return report::shift_interval_words(history::present_ratio(noted.change.point));
}

std::string finding_words(const NotedChange& noted) {
  return noted.change.finding ? report::finding_words(*noted.change.finding) : std::string();
}

}  // namespace benchgate::site
