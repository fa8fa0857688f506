#include "benchgate/compare/waiting.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include "benchgate/model/metric.h"
#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::compare {
namespace {

constexpr std::size_t kFewestPairs = 6;
constexpr double kLevel = 0.95;
/// A fifth of base's wall-clock time, which is twice its own: from two fifths more on.
constexpr double kLargeChange = 0.2;
/// Two that share a core leave each other half of it, and a busy machine more than this.
constexpr double kNearlyIdle = 0.05;

using ByProcess = std::map<std::uint32_t, double>;

/// The median of a process' repetitions.
ByProcess by_process(const model::MetricSeries* series) {
  std::map<std::uint32_t, std::vector<double>> values;
  const std::size_t count =
      series == nullptr ? 0 : std::min(series->samples.size(), series->processes.size());
  for (std::size_t i = 0; i < count; ++i) {
    values[series->processes[i]].push_back(series->samples[i]);
  }
  ByProcess medians;
  for (const auto& [process, of_process] : values) {
    medians[process] = *stats::median(stats::SortedSample(of_process));
  }
  return medians;
}

struct Clocks {
  ByProcess cpu;
  ByProcess wall;

  explicit Clocks(const model::Benchmark& benchmark)
      : cpu(by_process(benchmark.find(model::kCpuTime))),
        wall(by_process(benchmark.find(model::kRealTime))) {}

  [[nodiscard]] bool has(std::uint32_t process) const {
    const auto found = wall.find(process);
    return cpu.contains(process) && found != wall.end() && found->second > 0;
  }
  [[nodiscard]] double idle(std::uint32_t process) const {
    return wall.at(process) - cpu.at(process);
  }
  [[nodiscard]] double cpu_share(std::uint32_t process) const {
    return cpu.at(process) / wall.at(process);
  }
};

}  // namespace

std::optional<Waiting> waiting_in_duet(const model::Benchmark& base, const model::Benchmark& head,
                                       stats::NullDistributions& distributions) {
  if (!head.pairs || head.pairs->pacing != model::Pacing::Duet) return std::nullopt;
  const Clocks of_base(base);
  const Clocks of_head(head);
  std::vector<double> changes;
  std::vector<double> shares;  // of the side that waits less
  for (const auto& [process, stage, head_first, cpu] : head.pairs->pairs) {
    if (!of_base.has(process) || !of_head.has(process)) continue;
    changes.push_back((of_head.idle(process) - of_base.idle(process)) / of_base.wall.at(process));
    shares.push_back(std::max(of_base.cpu_share(process), of_head.cpu_share(process)));
  }
  if (changes.size() < kFewestPairs) return std::nullopt;
  const auto estimate = stats::hodges_lehmann(stats::SortedSample(changes),
                                              stats::ConfidenceLevel(kLevel), distributions);
  const auto& bounds = estimate->interval->bounds;
  return Waiting{.change = estimate->point,
                 .has_changed = bounds.lower > kLargeChange || bounds.upper < -kLargeChange,
                 .both_wait = *stats::median(stats::SortedSample(shares)) < kNearlyIdle};
}

}  // namespace benchgate::compare
