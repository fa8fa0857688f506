#include "benchgate/stats/long_run_variance.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace benchgate::stats {
namespace {

/// The mean over n of the products of residuals `lag` apart.
double covariance(std::span<const double> residuals, std::size_t lag) {
  double sum = 0;
  for (std::size_t i = lag; i < residuals.size(); ++i) sum += residuals[i] * residuals[i - lag];
  return sum / static_cast<double>(residuals.size());
}

double newey_west(std::span<const double> residuals) {
  const auto n = static_cast<double>(residuals.size());
  const auto lags = static_cast<std::size_t>(4 * std::pow(n / 100, 2.0 / 9)) + 1;
  double sum = covariance(residuals, 0);
  for (std::size_t lag = 1; lag <= std::min(lags, residuals.size() - 1); ++lag) {
    const double weight = 1 - static_cast<double>(lag) / static_cast<double>(lags + 1);
    sum += 2 * weight * covariance(residuals, lag);
  }
  return sum;
}

double autoregressive(std::span<const double> residuals, std::span<const std::size_t> starts,
                      double variance) {
  const auto n = static_cast<double>(residuals.size());
  const auto means = static_cast<double>(std::max<std::size_t>(starts.size(), 1));
  if (n <= means || variance <= 0) return variance;
  double products = covariance(residuals, 1) * n;
  for (const auto start : starts)
    if (start > 0) products -= residuals[start] * residuals[start - 1];
  const double seen = products / (n - means) / variance;
  const double strongest = 1 - 1 / std::sqrt(n / means);
  const double r = std::clamp(seen + (1 + 3 * seen) * means / n, 0.0, strongest);
  return variance * (1 + r) / (1 - r);
}

}  // namespace

double long_run_variance(std::span<const double> residuals, std::span<const std::size_t> starts) {
  if (residuals.empty()) return 0;
  const double plain = covariance(residuals, 0);
  return std::max({plain, newey_west(residuals), autoregressive(residuals, starts, plain)});
}

}  // namespace benchgate::stats
