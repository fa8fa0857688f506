// The null distribution of the Wilcoxon signed-rank statistic without ties.
//
// Depends on the number of pairs alone: computed once per size and kept
// (NullDistributions).
#pragma once

#include <cstddef>

#include "benchgate/stats/symmetric_distribution.h"

namespace benchgate::stats {

/// P(T <= t), T the sum of the ranks 1 .. n with a positive sign, when all 2^n signs are
/// equally likely.
///
/// Exact up to kExactPairs = 256, the largest look of a sequential comparison (a few
/// milliseconds, once); beyond, normal with continuity correction. The test compares the
/// two at the switch. Counts by summing one rank after the other: Hollander & Wolfe,
/// "Nonparametric Statistical Methods" (1973), section 3.1.
/// T lies between 0 and n (n + 1) / 2, the number of Walsh averages.
/// Test values: R 4.2 psignrank(t, n); full enumeration of small sizes.
class SignedRankDistribution : public SymmetricDistribution {
 public:
  static constexpr std::size_t kExactPairs = 256;

  /// n at least 1.
  explicit SignedRankDistribution(std::size_t n);
};

}  // namespace benchgate::stats
