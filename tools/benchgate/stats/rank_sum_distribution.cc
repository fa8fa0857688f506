#include "benchgate/stats/rank_sum_distribution.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "benchgate/stats/normal.h"

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

}  // namespace

RankSumDistribution::RankSumDistribution(std::size_t n, std::size_t m)
    : n_(std::min(n, m)), m_(std::max(n, m)) {
  assert(n_ >= 1);
  if (!exact_is_affordable(n_, m_)) return;
  cumulative_ = lower_half_counts(n_, m_);
  std::partial_sum(cumulative_.begin(), cumulative_.end(), cumulative_.begin());
  const double total = binomial_coefficient(n_ + m_, n_);
  for (double& count : cumulative_) count /= total;
}

double RankSumDistribution::at_most(std::size_t u) const {
  if (u >= max()) return 1.0;
  if (cumulative_.empty()) return normal_at_most(u);
  if (u < cumulative_.size()) return cumulative_[u];
  return 1.0 - cumulative_[max() - u - 1];
}

std::size_t RankSumDistribution::critical_rank(double tail) const {
  // at_most rises: the answer is the number of u with P(U <= u) <= tail.
  std::size_t below = 0;
  std::size_t above = max() + 1;
  while (below < above) {
    const std::size_t middle = below + (above - below) / 2;
    if (at_most(middle) <= tail) {
      below = middle + 1;
    } else {
      above = middle;
    }
  }
  return below;
}

PValueMethod RankSumDistribution::method() const {
  return cumulative_.empty() ? PValueMethod::NormalApproximation : PValueMethod::Exact;
}

double RankSumDistribution::normal_at_most(std::size_t u) const {
  const auto n = static_cast<double>(n_);
  const auto m = static_cast<double>(m_);
  const double deviation = std::sqrt(n * m * (n + m + 1.0) / 12.0);
  return normal_cdf((static_cast<double>(u) + 0.5 - n * m / 2.0) / deviation);
}

}  // namespace benchgate::stats
