#include "benchgate/work/history_query.h"

#include <cstddef>
#include <set>

#include <fmt/format.h>

#include "benchgate/base/database_name.h"
#include "benchgate/base/error.h"
#include "benchgate/base/glob.h"
#include "benchgate/gate/policy.h"
#include "benchgate/history/clock_series.h"
#include "benchgate/report/unicode.h"

namespace benchgate::work {
namespace {

std::vector<history::SeriesReport> reports_on(const store::HistoryStore& store,
                                              const HistoryQuery& query) {
  const auto is_of_benchmark = [&](const model::SeriesKey& key) {
    return query.benchmark.empty() || glob_match(query.benchmark, key.benchmark);
  };
  if (query.metric == gate::kClockPattern) {
    const history::ClockSeries clocks(store, is_of_benchmark);
    return history::report_on(store, [&](const auto& key) { return clocks.has(key); });
  }
  return history::report_on(store, [&](const auto& key) {
    const bool is_metric = query.metric.empty() || glob_match(query.metric, key.metric);
    return is_metric && is_of_benchmark(key);
  });
}

std::string words_of(const HistoryQuery& query, const history::BranchView& view) {
  std::string text;
  if (!query.benchmark.empty()) text += fmt::format(" of a benchmark '{}'", query.benchmark);
  if (!query.metric.empty()) text += fmt::format(" of a metric '{}'", query.metric);
  if (!view.left_out().empty() && !view.pattern().empty()) {
    text += " on the branch " + report::visible(view.pattern());
  }
  return text;
}

/// A wrong name is the most likely reason.
void refuse_nothing(const history::BranchView& view, const HistoryQuery& query) {
  std::set<std::string> benchmarks;
  for (const auto& key : view.series()) benchmarks.insert(key.benchmark);
  if (benchmarks.empty()) return;
  constexpr std::size_t kMostNames = 5;
  std::string names;
  std::size_t named = 0;
  for (const auto& name : benchmarks) {
    if (named++ == kMostNames) break;
    names += "\n  " + name;
  }
  throw UsageError(fmt::format(
      "{} has no series{}; * in a pattern is any run of characters. Some of its {} benchmarks:{}",
      shown_location(query.history.location), words_of(query, view), benchmarks.size(), names));
}

}  // namespace

std::vector<history::SeriesReport> query_history(const HistoryQuery& query, Observer& observer) {
  const auto view = open_branch(query.history, observer);
  auto reports = reports_on(*view, query);
  if (reports.empty()) refuse_nothing(*view, query);
  return reports;
}

}  // namespace benchgate::work
