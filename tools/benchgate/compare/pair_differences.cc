#include "benchgate/compare/pair_differences.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>

#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::compare {
namespace {

using LogsByProcess = std::map<std::uint32_t, std::vector<double>>;

/// Nothing where a value has no logarithm.
std::optional<std::vector<double>> logs_of(const std::vector<double>& values) {
  std::vector<double> logs;
  logs.reserve(values.size());
  for (const double value : values) {
    if (!(value > 0)) return std::nullopt;
    logs.push_back(std::log(value));
  }
  return logs;
}

std::optional<LogsByProcess> logs_by_process(const model::MetricSeries& series) {
  LogsByProcess logs;
  const std::size_t count = std::min(series.samples.size(), series.processes.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (!(series.samples[i] > 0)) return std::nullopt;
    logs[series.processes[i]].push_back(std::log(series.samples[i]));
  }
  return logs;
}

double median_of(const std::vector<double>& values) {
  return *stats::median(stats::SortedSample(values));
}

double difference(const std::vector<double>& base, const std::vector<double>& head) {
  // Repetitions in turn belong together one by one: what drifted between them cancels.
  if (base.size() != head.size()) return median_of(head) - median_of(base);
  std::vector<double> differences(base.size());
  std::ranges::transform(head, base, differences.begin(), std::minus<>());
  return median_of(differences);
}

}  // namespace

std::optional<double> pair_difference(const model::MetricSeries& base,
                                      const model::MetricSeries& head) {
  const auto base_logs = logs_of(base.samples);
  const auto head_logs = logs_of(head.samples);
  if (!base_logs || !head_logs || base_logs->empty() || head_logs->empty()) return std::nullopt;
  return difference(*base_logs, *head_logs);
}

std::optional<PairDifferences> pair_differences(const model::Pairs& pairs,
                                                const model::MetricSeries& base,
                                                const model::MetricSeries& head) {
  const auto base_logs = logs_by_process(base);
  const auto head_logs = logs_by_process(head);
  if (!base_logs || !head_logs) return std::nullopt;
  PairDifferences differences;
  for (const auto& pair : pairs.pairs) {
    const auto of_base = base_logs->find(pair.process);
    const auto of_head = head_logs->find(pair.process);
    if (of_base == base_logs->end() || of_head == head_logs->end()) continue;
    auto& stage =
        pair.stage == model::Stage::Screening ? differences.screening : differences.confirming;
    stage.push_back(difference(of_base->second, of_head->second));
  }
  if (differences.screening.empty() && differences.confirming.empty()) return std::nullopt;
  return differences;
}

}  // namespace benchgate::compare
