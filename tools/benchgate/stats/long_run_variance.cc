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

}  // namespace

double long_run_variance(std::span<const double> residuals) {
  if (residuals.empty()) return 0;
  const auto n = static_cast<double>(residuals.size());
  const auto lags = static_cast<std::size_t>(4 * std::pow(n / 100, 2.0 / 9)) + 1;
  const double plain = covariance(residuals, 0);
  double sum = plain;
  for (std::size_t lag = 1; lag <= std::min(lags, residuals.size() - 1); ++lag) {
    const double weight = 1 - static_cast<double>(lag) / static_cast<double>(lags + 1);
    sum += 2 * weight * covariance(residuals, lag);
  }
  return std::max(sum, plain);
}

}  // namespace benchgate::stats
