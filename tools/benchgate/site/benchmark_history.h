// A history benchmark by benchmark: all series of each, with what they show.
//
// Holds one benchmark at a time, so that thousands do not fill the memory.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "benchgate/history/series_analysis.h"
#include "benchgate/model/history.h"
#include "benchgate/site/run_table.h"
#include "benchgate/store/history_store.h"

namespace benchgate::site {

struct AnalysedSeries {
  model::Series series;
  history::SeriesAnalysis analysis;
};

struct BenchmarkHistory {
  std::string suite;
  std::string name;
  std::string slug;                    ///< of no other benchmark
  std::vector<AnalysedSeries> series;  ///< by metric and basis; each has points
  /// Which of them stands for the benchmark: the clock that it is judged by, against the reference
  /// build where the newest points are, else the one with the newest points.
  std::size_t main = 0;
};

/// Was it measured in the 30 days before the history's newest run? One that was renamed or deleted
/// is of the past, and missed by nobody.
[[nodiscard]] bool is_current(const BenchmarkHistory& benchmark, const RunTable& runs);

/// How far it got: benchmarks done, of how many.
using SiteProgress = std::function<void(std::size_t done, std::size_t all)>;

/// Visits every benchmark that has points, by suite and name. What the store throws, passes.
void for_each_benchmark(const store::HistoryStore& store, const RunTable& runs,
                        const SiteProgress& progress,
                        const std::function<void(const BenchmarkHistory&)>& visit);

}  // namespace benchgate::site
