#include "benchgate/compare/waiting.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "benchgate/model/judged_clock.h"
#include "benchgate/model/metric.h"
#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::compare {
namespace {

constexpr std::size_t kFewestPairsOfAChange = 6;
constexpr std::size_t kFewestPairsOfIdling = 3;
constexpr double kLevel = 0.95;
/// A fifth of base's wall-clock time, which is twice its own: from two fifths more on.
constexpr double kLargeChange = 0.2;
/// Two that share a core leave each other half of it. It takes eighteen more that want to run on
/// that core to leave each of them this little.
constexpr double kNearlyIdle = 0.05;
constexpr double kLeastSleep = 0.1;

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

/// +1 or -1: nearly all of them lie beyond `limit` that way; 0: they do not.
int side_beyond(std::span<const double> values, double limit,
                stats::NullDistributions& distributions) {
  const auto estimate = stats::hodges_lehmann(stats::SortedSample(values),
                                              stats::ConfidenceLevel(kLevel), distributions);
  if (!estimate || !estimate->interval) return 0;
  const auto& bounds = estimate->interval->bounds;
  if (bounds.lower > limit) return 1;
  return bounds.upper < -limit ? -1 : 0;
}

/// A value a pair.
struct Shares {
  std::vector<double> changes;  ///< of idle time an iteration, as a share of base's wall-clock time
  std::vector<double> partings;    ///< ln of how much wall-clock time per CPU time grew
  std::vector<double> cpu_shares;  ///< of the side that waits less
};

Shares shares_of(const model::Benchmark& base, const model::Benchmark& head) {
  const Clocks of_base(base);
  const Clocks of_head(head);
  Shares shares;
  for (const auto& [process, stage, head_first, cpu] : head.pairs->pairs) {
    if (!of_base.has(process) || !of_head.has(process)) continue;
    const double in_base = of_base.cpu_share(process);
    const double in_head = of_head.cpu_share(process);
    shares.changes.push_back((of_head.idle(process) - of_base.idle(process)) /
                             of_base.wall.at(process));
    shares.cpu_shares.push_back(std::max(in_base, in_head));
    if (in_base > 0 && in_head > 0) shares.partings.push_back(std::log(in_base / in_head));
  }
  return shares;
}

Waiting::Change change_of(const Shares& shares, stats::NullDistributions& distributions) {
  using enum Waiting::Change;
  if (shares.partings.size() < kFewestPairsOfAChange) return None;
  const int longer = side_beyond(shares.changes, kLargeChange, distributions);
  if (longer == 0) return None;
  const double parted = std::log(model::kClocksParted);
  if (side_beyond(shares.partings, parted, distributions) != longer) return None;
  return longer > 0 ? Longer : Shorter;
}

}  // namespace

std::optional<Waiting> waiting_in_duet(const model::Benchmark& base, const model::Benchmark& head,
                                       stats::NullDistributions& distributions) {
  if (!head.pairs || head.pairs->pacing != model::Pacing::Duet) return std::nullopt;
  const auto shares = shares_of(base, head);
  if (shares.cpu_shares.size() < kFewestPairsOfIdling) return std::nullopt;
  const Waiting waiting{
      .change = change_of(shares, distributions),
      .both_wait = *stats::median(stats::SortedSample(shares.cpu_shares)) < kNearlyIdle};
  if (waiting.change == Waiting::Change::None && !waiting.both_wait) return std::nullopt;
  return waiting;
}

bool slept(const Waiting& waiting, const Sleep& sleep) {
  const auto has_slept = [](std::span<const double> shares) {
    return shares.empty() || *stats::median(stats::SortedSample(shares)) > kLeastSleep;
  };
  using enum Waiting::Change;
  if (waiting.change == Longer) return has_slept(sleep.head);
  if (waiting.change == Shorter) return has_slept(sleep.base);
  return has_slept(sleep.base) && has_slept(sleep.head);
}

}  // namespace benchgate::compare
