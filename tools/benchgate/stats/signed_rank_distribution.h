// The null distribution of the Wilcoxon signed-rank statistic without ties.
//
// Depends on the number of pairs alone: computed once per size and kept
// (NullDistributions).
#pragma once

#include <cstddef>
#include <vector>

#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// P(T <= t), T the sum of the ranks 1 .. n with a positive sign, when all 2^n signs are
/// equally likely.
///
/// Exact up to kExactPairs = 256, the largest look of a sequential comparison (a few
/// milliseconds, once); beyond, normal with continuity correction. The test compares the
/// two at the switch. Counts by summing one rank after the other: Hollander & Wolfe,
/// "Nonparametric Statistical Methods" (1973), section 3.1.
/// Test values: R 4.2 psignrank(t, n); full enumeration of small sizes.
class SignedRankDistribution {
 public:
  static constexpr std::size_t kExactPairs = 256;

  /// n at least 1.
  explicit SignedRankDistribution(std::size_t n);

  /// P(T <= t). At t >= max() it is 1. By symmetry P(T >= t) = P(T <= max() - t).
  [[nodiscard]] double at_most(std::size_t t) const;
  /// The largest c with P(T <= c - 1) <= tail; 0 when even T = 0 is too likely.
  [[nodiscard]] std::size_t critical_rank(double tail) const;
  /// n (n + 1) / 2, the largest value of T and the number of Walsh averages.
  [[nodiscard]] std::size_t max() const { return n_ * (n_ + 1) / 2; }
  [[nodiscard]] PValueMethod method() const;

  /// What at_most gives beyond kExactPairs, for any n. Public so that the switch can be
  /// checked.
  [[nodiscard]] double normal_at_most(std::size_t t) const;

 private:
  std::size_t n_;
  std::vector<double> cumulative_;  // t = 0 .. max() / 2; empty when not exact
};

}  // namespace benchgate::stats
