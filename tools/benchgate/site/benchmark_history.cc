#include "benchgate/site/benchmark_history.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "benchgate/model/judged_clock.h"
#include "benchgate/model/metric.h"
#include "benchgate/site/script_data.h"

namespace benchgate::site {
namespace {

using Keys = std::vector<model::SeriesKey>;

/// Sorted by benchmark first: SeriesKey's own order is that.
std::size_t count_benchmarks(const Keys& keys) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < keys.size(); ++at) {
    const bool same = at > 0 && keys[at].suite == keys[at - 1].suite &&
                      keys[at].benchmark == keys[at - 1].benchmark;
    if (!same) ++count;
  }
  return count;
}

/// The newest value of a time that was measured, not compared with a reference build.
std::optional<double> newest(const BenchmarkHistory& benchmark, std::string_view metric) {
  for (const auto& [series, analysis] : benchmark.series) {
    const bool is_it =
        series.key.metric == metric && series.key.basis.kind == model::Basis::Kind::Machine;
    if (is_it) return series.points.back().value;
  }
  return std::nullopt;
}

std::size_t main_series(const BenchmarkHistory& benchmark, const RunTable& runs) {
  const auto clock = model::judged_clock(benchmark.series.front().series.clock,
                                         {.cpu_time = newest(benchmark, model::kCpuTime),
                                          .real_time = newest(benchmark, model::kRealTime)});
  const auto rank = [&](const AnalysedSeries& one) {
    const auto newest = runs.index_of(one.series.points.back().run);
    return std::tuple(one.series.key.metric == clock,
                      one.series.definition.kind == model::MetricKind::Timing,
                      runs.runs()[newest].measured_at,
                      one.series.key.basis.kind == model::Basis::Kind::Reference, newest);
  };
  const auto best = std::ranges::max_element(benchmark.series, {}, rank);
  return static_cast<std::size_t>(best - benchmark.series.begin());
}

/// Gathers series until another benchmark begins.
class Gatherer {
 public:
  Gatherer(const RunTable& runs, std::size_t all, const SiteProgress& progress,
           const std::function<void(const BenchmarkHistory&)>& visit)
      : runs_(runs), all_(all), progress_(progress), visit_(visit) {}

  void add(model::Series series) {
    if (series.key.suite != current_.suite || series.key.benchmark != current_.name) {
      finish();
      current_ = {.suite = series.key.suite, .name = series.key.benchmark};
    }
    if (series.points.empty()) return;
    auto analysis = history::analyse(series);
    current_.series.push_back({std::move(series), std::move(analysis)});
  }

  void finish() {
    if (current_.series.empty()) return;
    current_.slug = unused_slug();
    current_.main = main_series(current_, runs_);
    visit_(current_);
    current_.series.clear();
    if (progress_) progress_(++done_, all_);
  }

 private:
  /// Fingerprints can be made to meet; file names must not.
  std::string unused_slug() {
    const auto wanted = slug(current_.suite, current_.name);
    auto unused = wanted;
    for (int number = 2; !slugs_.insert(unused).second; ++number)
      unused = wanted + "-" + std::to_string(number);
    return unused;
  }

  const RunTable& runs_;
  std::size_t all_;
  const SiteProgress& progress_;
  const std::function<void(const BenchmarkHistory&)>& visit_;
  BenchmarkHistory current_;
  std::set<std::string> slugs_;
  std::size_t done_ = 0;
};

}  // namespace

bool is_current(const BenchmarkHistory& benchmark, const RunTable& runs) {
  return std::ranges::any_of(benchmark.series, [&](const AnalysedSeries& one) {
    return runs.is_recent(runs.run(one.series.points.back().run));
  });
}

void for_each_benchmark(const store::HistoryStore& store, const RunTable& runs,
                        const SiteProgress& progress,
                        const std::function<void(const BenchmarkHistory&)>& visit) {
  const auto keys = store.series();
  Gatherer gatherer(runs, count_benchmarks(keys), progress, visit);
  store.read_each(keys, [&](model::Series series) { gatherer.add(std::move(series)); });
  gatherer.finish();
}

}  // namespace benchgate::site
