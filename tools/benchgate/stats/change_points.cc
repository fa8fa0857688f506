#include "benchgate/stats/change_points.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "benchgate/stats/long_run_variance.h"
#include "benchgate/stats/optimal_partitioning.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/running_median.h"
#include "benchgate/stats/student_t.h"

namespace benchgate::stats {
namespace {

constexpr std::size_t kReach = 7;     // of the running median: 15 points
constexpr double kWinsorisedAt = 4;   // standard deviations
constexpr double kPenalty = 8;        // long-run variances, times ln(n)
constexpr std::size_t kShortest = 3;  // points of a stretch
constexpr int kMostRounds = 4;        // of estimating the noise
constexpr double kNormal = 1.4826;    // sd of a normal distribution, in its MADs

double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

double robust_sd(std::span<const double> values, std::span<const double> centres) {
  std::vector<double> distances(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) distances[i] = std::abs(values[i] - centres[i]);
  return kNormal * median_of(std::move(distances));
}

double sd_of_differences(std::span<const double> values) {
  std::vector<double> distances;
  for (std::size_t i = 1; i < values.size(); ++i)
    distances.push_back(std::abs(values[i] - values[i - 1]));
  return kNormal * median_of(std::move(distances)) / std::sqrt(2.0);
}

std::vector<Stretch> stretches_of(std::span<const double> values,
                                  const std::vector<std::size_t>& starts) {
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    Stretch stretch{.first = starts[i],
                    .last = (i + 1 < starts.size() ? starts[i + 1] : values.size()) - 1};
    const auto points = values.subspan(stretch.first, stretch.size());
    stretch.level =
        std::accumulate(points.begin(), points.end(), 0.0) / static_cast<double>(points.size());
    stretches.push_back(stretch);
  }
  return stretches;
}

std::vector<double> residuals_of(std::span<const double> values,
                                 const std::vector<Stretch>& stretches) {
  std::vector<double> residuals;
  residuals.reserve(values.size());
  for (const auto& stretch : stretches)
    for (auto i = stretch.first; i <= stretch.last; ++i)
      residuals.push_back(values[i] - stretch.level);
  return residuals;
}

}  // namespace

ChangePoints find_change_points(std::span<const double> values) {
  ChangePoints found;
  if (values.empty()) return found;
  const auto centres = running_median(values, kReach);
  const auto middle = median_of({values.begin(), values.end()});
  auto held = winsorised(values, centres, kWinsorisedAt * robust_sd(values, centres));
  for (auto& value : held) value -= middle;
  const auto n = static_cast<double>(values.size());
  double variance = std::pow(sd_of_differences(values), 2);
  std::vector<std::size_t> starts;
  for (int round = 0; round < kMostRounds; ++round) {
    const double penalty = std::max(kPenalty * variance * std::log(n), 1e-18);
    auto next = partition(held, {.penalty = penalty, .shortest = kShortest});
    if (next.empty()) next = {0};
    const bool settled = next == starts;
    starts = std::move(next);
    found.stretches = stretches_of(held, starts);
    const auto residuals = residuals_of(held, found.stretches);
    variance = long_run_variance(residuals);
    found.long_run_sd = std::sqrt(variance);
    double squares = 0;
    for (const double residual : residuals) squares += residual * residual;
    found.sd = std::sqrt(squares / std::max(1.0, n - static_cast<double>(starts.size())));
    if (settled) break;
  }
  for (auto& stretch : found.stretches) stretch.level += middle;
  return found;
}

Estimate step_between(const Stretch& before, const Stretch& behind, const ChangePoints& all,
                      ConfidenceLevel level) {
  Estimate step{.point = behind.level - before.level, .interval = std::nullopt};
  std::size_t points = 0;
  for (const auto& stretch : all.stretches) points += stretch.size();
  if (points <= all.stretches.size()) return step;
  const double quantile =
      student_t_upper_quantile((1 - level.value()) / 2, points - all.stretches.size());
  const double error = all.long_run_sd * std::sqrt(1 / static_cast<double>(before.size()) +
                                                   1 / static_cast<double>(behind.size()));
  step.interval =
      ConfidenceInterval{.bounds = {step.point - quantile * error, step.point + quantile * error},
                         .achieved_level = level.value()};
  return step;
}

}  // namespace benchgate::stats
