#include "benchgate/compare/run_noise.h"

#include <algorithm>
#include <cmath>

#include "benchgate/compare/independent_samples.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::compare {
namespace {

std::string text_of(const MetricKey& key) {
  return std::string(key.suite)
      .append(1, '\0')
      .append(key.benchmark)
      .append(1, '\0')
      .append(key.metric);
}

}  // namespace

void RunHistory::add(const model::Run& run) {
  const auto number = runs_++;
  for (const auto& benchmark : run.benchmarks) {
    if (benchmark.failure) continue;
    benchmarks_[text_of({benchmark.suite, benchmark.name, {}})].push_back(number);
    for (const auto& series : benchmark.metrics) {
      const stats::SortedSample sorted(independent_samples(series).values);
      const auto middle = stats::median(sorted);
      if (!middle) continue;
      auto& past = metrics_[text_of({benchmark.suite, benchmark.name, series.metric})];
      past.values.push_back(*middle);
      past.runs.push_back(number);
    }
  }
}

std::optional<RunSpread> RunHistory::spread(const MetricKey& key, std::size_t fewest_runs) const {
  const auto found = metrics_.find(text_of(key));
  if (found == metrics_.end()) return std::nullopt;
  const auto& values = found->second.values;
  if (values.size() < std::max<std::size_t>(fewest_runs, 2)) return std::nullopt;
  std::vector<double> logs;
  for (const double value : values) {
    if (value <= 0) return std::nullopt;
    logs.push_back(std::log(value));
  }
  const auto robust = stats::robust_standard_deviation(stats::SortedSample(logs));
  return RunSpread{
      .log_sd = std::max(robust.value_or(0), stats::standard_deviation(logs).value_or(0)),
      .runs = logs.size()};
}

std::vector<double> RunHistory::varying_values(const MetricKey& key) const {
  constexpr std::size_t kFewestTurns = 3;
  const auto found = metrics_.find(text_of(key));
  if (found == metrics_.end()) return {};
  const auto& values = found->second.values;
  std::size_t turns = 0;
  double last_move = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    const double move = values[i] - values[i - 1];
    if (move == 0) continue;
    if (move * last_move < 0) ++turns;
    last_move = move;
  }
  return turns < kFewestTurns ? std::vector<double>() : values;
}

bool RunHistory::has(const MetricKey& key) const {
  return metrics_.contains(text_of(key));
}

bool RunHistory::comes_and_goes(const MetricKey& key) const {
  const auto metric = metrics_.find(text_of(key));
  const auto benchmark = benchmarks_.find(text_of({key.suite, key.benchmark, {}}));
  if (metric == metrics_.end() || benchmark == benchmarks_.end()) return false;
  const auto& reported = metric->second.runs;
  std::size_t changes = 0;
  std::optional<bool> before;
  for (const auto run : benchmark->second) {
    const bool now = std::ranges::binary_search(reported, run);
    if (before && *before != now) ++changes;
    before = now;
  }
  return changes >= 2;
}

}  // namespace benchgate::compare
