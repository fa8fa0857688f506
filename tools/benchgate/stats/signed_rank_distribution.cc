#include "benchgate/stats/signed_rank_distribution.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "benchgate/stats/normal.h"

namespace benchgate::stats {
namespace {

// P(T = t) for t = 0 .. n (n + 1) / 4. Halving at every rank keeps the numbers
// probabilities; it is exact in binary.
std::vector<double> lower_half_probabilities(std::size_t n) {
  std::vector<double> probability(n * (n + 1) / 4 + 1, 0.0);
  probability[0] = 1.0;
  std::size_t reached = 0;
  for (std::size_t rank = 1; rank <= n; ++rank) {
    reached = std::min(reached + rank, probability.size() - 1);
    for (std::size_t t = reached + 1; t-- > rank;) {
      probability[t] = 0.5 * (probability[t] + probability[t - rank]);
    }
    for (std::size_t t = 0; t < std::min(rank, reached + 1); ++t) probability[t] *= 0.5;
  }
  return probability;
}

}  // namespace

SignedRankDistribution::SignedRankDistribution(std::size_t n) : n_(n) {
  assert(n >= 1);
  if (n > kExactPairs) return;
  cumulative_ = lower_half_probabilities(n);
  std::partial_sum(cumulative_.begin(), cumulative_.end(), cumulative_.begin());
}

double SignedRankDistribution::at_most(std::size_t t) const {
  if (t >= max()) return 1.0;
  if (cumulative_.empty()) return normal_at_most(t);
  if (t < cumulative_.size()) return cumulative_[t];
  return 1.0 - cumulative_[max() - t - 1];
}

std::size_t SignedRankDistribution::critical_rank(double tail) const {
  // at_most rises: the answer is the number of t with P(T <= t) <= tail.
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

PValueMethod SignedRankDistribution::method() const {
  return cumulative_.empty() ? PValueMethod::NormalApproximation : PValueMethod::Exact;
}

double SignedRankDistribution::normal_at_most(std::size_t t) const {
  const auto n = static_cast<double>(n_);
  const double mean = n * (n + 1.0) / 4.0;
  const double deviation = std::sqrt(n * (n + 1.0) * (2.0 * n + 1.0) / 24.0);
  return normal_cdf((static_cast<double>(t) + 0.5 - mean) / deviation);
}

}  // namespace benchgate::stats
