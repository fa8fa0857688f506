#include "benchgate/stats/signed_rank_distribution.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

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

std::vector<double> cumulative(std::size_t n) {
  if (n > SignedRankDistribution::kExactPairs) return {};
  auto probabilities = lower_half_probabilities(n);
  std::partial_sum(probabilities.begin(), probabilities.end(), probabilities.begin());
  return probabilities;
}

double deviation(double n) {
  return std::sqrt(n * (n + 1.0) * (2.0 * n + 1.0) / 24.0);
}

}  // namespace

SignedRankDistribution::SignedRankDistribution(std::size_t n)
    : SymmetricDistribution(n * (n + 1) / 2, deviation(static_cast<double>(n)), cumulative(n)) {
  assert(n >= 1);
}

}  // namespace benchgate::stats
