#include "benchgate/stats/level.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numeric>

#include "benchgate/stats/student_t.h"

namespace benchgate::stats {
namespace {

constexpr double kUpper = 0.8;
constexpr double kNormalMedian = 1.4826;  // a normal distribution's sd, in medians of |deviations|
constexpr double kNormalUpper = 0.7803;   // and in their quantiles 0.8
constexpr double kHeldAt = 4;             // standard deviations
constexpr std::size_t kBatches = 16;      // that a variance of batch means needs
constexpr double kWandering = 5.0 / 3;    // long-run variances

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// Outliers held near the median.
std::vector<double> held_points(std::span<const double> stretch, double sd) {
  std::vector<double> held(stretch.begin(), stretch.end());
  const double median = median_of(held);
  const double reach = kHeldAt * sd;
  for (double& value : held) value = std::clamp(value, median - reach, median + reach);
  return held;
}

/// Sums over batches of `length` neighbours: squares of their means around the stretch's mean, and
/// how many are free.
struct BatchSums {
  double squares = 0;
  std::size_t degrees = 0;

  void add(std::span<const double> points, std::size_t length) {
    const auto batches = points.size() / length;
    if (batches < 2) return;
    const auto used = points.last(batches * length);
    const double centre = mean_of(used);
    for (std::size_t i = 0; i < batches; ++i)
      squares += std::pow(mean_of(used.subspan(i * length, length)) - centre, 2);
    degrees += batches - 1;
  }
};

}  // namespace

double robust_sd(std::vector<double> deviations) {
  if (deviations.empty()) return 0;
  for (double& deviation : deviations) deviation = std::abs(deviation);
  auto from = deviations.begin();
  const auto at = [&](double fraction) {
    const auto rank = fraction * static_cast<double>(deviations.size() - 1);
    const auto place = deviations.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(from, place, deviations.end());
    from = place;
    return *place;
  };
  const double middle = kNormalMedian * at(0.5);
  return std::max(middle, kNormalUpper * at(kUpper));
}

std::span<const double> points_of(const Stretch& stretch, std::span<const double> values) {
  return values.subspan(stretch.first, stretch.size());
}

std::vector<double> wander_of(std::span<const double> values, std::span<const Stretch> stretches,
                              double sd) {
  std::vector<std::vector<double>> held;
  for (const auto& stretch : stretches) held.push_back(held_points(points_of(stretch, values), sd));
  std::vector<double> wander;
  for (std::size_t length = 1;; length *= 2) {
    BatchSums sums;
    for (const auto& points : held) sums.add(points, length);
    if (sums.degrees + 1 < kBatches) return wander;
    wander.push_back(static_cast<double>(length) * sums.squares /
                     static_cast<double>(sums.degrees));
  }
}

Level level_of(std::span<const double> stretch, const Noise& noise) {
  assert(!stretch.empty());
  double variance = noise.long_run_sd * noise.long_run_sd;
  const auto scales = std::min<std::size_t>(std::bit_width(stretch.size()), noise.wander.size());
  const bool wanders = scales > 0 && noise.wander[scales - 1] > kWandering * variance;
  if (wanders) variance = noise.wander[scales - 1];
  return {.value = mean_of(held_points(stretch, noise.sd)),
          .variance = variance / static_cast<double>(stretch.size()),
          .wanders = wanders};
}

LevelStep step_between(const Level& before, const Level& behind, const Noise& noise) {
  return {.size = behind.value - before.value,
          .error = std::sqrt(before.variance + behind.variance),
          .degrees = noise.degrees};
}

Estimate estimate_of(const LevelStep& step, ConfidenceLevel level) {
  Estimate estimate{.point = step.size, .interval = std::nullopt};
  if (step.degrees == 0) return estimate;
  const double quantile = student_t_upper_quantile((1 - level.value()) / 2, step.degrees);
  estimate.interval = ConfidenceInterval{
      .bounds = {step.size - quantile * step.error, step.size + quantile * step.error},
      .achieved_level = level.value()};
  return estimate;
}

}  // namespace benchgate::stats
