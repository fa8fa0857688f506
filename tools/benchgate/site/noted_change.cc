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
  const auto& changes = one.analysis.changes;
  const auto about = history::findings_for(changes, one.series.key, runs.runs(), findings);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto& change = changes[i];
    const auto* finding = about[i];
    // The end of a drift moves on with every run.
    const bool is_drift = change.kind == history::ChangeKind::Drift;
    all.push_back({.id = change_id(one.series.key, is_drift ? change.before : change.at),
                   .slug = benchmark.slug,
                   .series = one.series.key,
                   .definition = one.series.definition,
                   .change = change,
                   .finding = finding == nullptr ? std::nullopt : std::optional(*finding)});
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
  return report::shift_words({.benchmark = noted.series.benchmark,
                              .metric = noted.series.metric,
                              .definition = noted.definition,
                              .basis = noted.series.basis.kind,
                              .from = noted.change.from,
                              .to = history::present_level(noted.change),
                              .ratio = history::present_ratio(noted.change)});
}

std::string interval_of(const NotedChange& noted) {
  return report::shift_interval_words(history::present_ratio(noted.change));
}

std::string finding_words(const NotedChange& noted) {
  return noted.finding ? report::finding_words(*noted.finding) : std::string();
}

}  // namespace benchgate::site
