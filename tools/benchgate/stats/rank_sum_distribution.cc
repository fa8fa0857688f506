#include "benchgate/stats/rank_sum_distribution.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

namespace benchgate::stats {
namespace {

// Number of orders with U = u, for u = 0 .. nm / 2: the coefficients of
//   prod_{i = 1..n} (1 - q^(m + i)) / (1 - q^i).
// Dividing is a running sum, multiplying a difference. Coefficients up to the middle
// depend on lower ones only, so truncating there loses nothing; all are whole
// numbers, exact up to 2^53, and beyond that good to 1e-14 (checked against the additive
// recurrence up to 100 and 100).
std::vector<double> lower_half_counts(std::size_t n, std::size_t m) {
  std::vector<double> counts(n * m / 2 + 1, 0.0);
  counts[0] = 1.0;
  for (std::size_t i = 1; i <= n; ++i) {
    for (std::size_t u = i; u < counts.size(); ++u) counts[u] += counts[u - i];
    for (std::size_t u = counts.size(); u-- > m + i;) counts[u] -= counts[u - m - i];
  }
  return counts;
}

double binomial_coefficient(std::size_t n, std::size_t k) {
  double value = 1.0;
  for (std::size_t i = 1; i <= k; ++i) {
    value = value * static_cast<double>(n - k + i) / static_cast<double>(i);
  }
  return value;
}

bool exact_is_affordable(std::size_t n, std::size_t m) {
  const auto small = static_cast<double>(std::min(n, m));
  return small * small * static_cast<double>(std::max(n, m)) <= RankSumDistribution::kExactCost;
}

std::vector<double> cumulative(std::size_t n, std::size_t m) {
  if (!exact_is_affordable(n, m)) return {};
  auto counts = lower_half_counts(std::min(n, m), std::max(n, m));
  std::partial_sum(counts.begin(), counts.end(), counts.begin());
  const double total = binomial_coefficient(n + m, std::min(n, m));
  for (double& count : counts) count /= total;
  return counts;
}

double deviation(double n, double m) {
  return std::sqrt(n * m * (n + m + 1.0) / 12.0);
}

}  // namespace

RankSumDistribution::RankSumDistribution(std::size_t n, std::size_t m)
    : SymmetricDistribution(n * m, deviation(static_cast<double>(n), static_cast<double>(m)),
                            cumulative(n, m)) {
  assert(n >= 1 && m >= 1);
}

}  // namespace benchgate::stats
