#include "benchgate/stats/quantile.h"

#include <cmath>
#include <numeric>
#include <vector>

namespace benchgate::stats {
namespace {

// R and most papers round 1.482602218505602 to this; so do we, to agree with them.
constexpr double kNormalConsistency = 1.4826;

}  // namespace

std::optional<double> median(const SortedSample& sample) {
  if (sample.empty()) return std::nullopt;
  const std::size_t middle = sample.size() / 2;
  if (sample.size() % 2 == 1) return sample[middle];
  return std::midpoint(sample[middle - 1], sample[middle]);  // cannot overflow
}

std::optional<double> quantile(const SortedSample& sample, double fraction) {
  if (sample.empty() || !(fraction >= 0.0 && fraction <= 1.0)) return std::nullopt;
  const double position = static_cast<double>(sample.size() - 1) * fraction;
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= sample.size()) return sample[sample.size() - 1];
  return std::lerp(sample[below], sample[below + 1], position - static_cast<double>(below));
}

std::optional<double> median_absolute_deviation(const SortedSample& sample) {
  const auto centre = median(sample);
  if (!centre) return std::nullopt;
  std::vector<double> distances;
  distances.reserve(sample.size());
  for (const double x : sample.values()) distances.push_back(std::abs(x - *centre));
  return median(SortedSample(distances));
}

std::optional<double> robust_standard_deviation(const SortedSample& sample) {
  if (sample.size() < 2) return std::nullopt;
  return kNormalConsistency * *median_absolute_deviation(sample);
}

std::optional<double> standard_deviation(std::span<const double> values) {
  if (values.size() < 2) return std::nullopt;
  const auto n = static_cast<double>(values.size());
  double mean = 0;
  for (const double value : values) mean += value / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / (n - 1));
}

}  // namespace benchgate::stats
