// The null distribution of the Mann-Whitney U statistic without ties.
//
// Depends on the two sample sizes alone, so it is computed once per size and kept
// (NullDistributions). With ties the distribution depends on the data: tied_rank_sum.h.
#pragma once

#include <cstddef>

#include "benchgate/stats/symmetric_distribution.h"

namespace benchgate::stats {

/// P(U <= u) when all C(n + m, n) orders of the two samples are equally likely.
///
/// Exact as long as min(n, m)^2 * max(n, m) <= kExactCost, which 100 and 100 reach, 20 and
/// 2,500, 5 and 40,000: about a millisecond, once. Why not the normal distribution from
/// 50 on, as R does: a family of 10,000 tests asks for p-values of 1e-6, and there the
/// normal gives twice the exact p at 50 and 50 samples, six times at 20 and 20. Beyond
/// the limit it is used with continuity correction: at the switch its p is at most 1 % too
/// small above 0.01, and too large below (+5 % at 0.001, +40 % at 1e-6), the safe side.
/// Counts by the generating function, a q-binomial coefficient: Harding, "An Efficient,
/// Minimal-storage Procedure for Calculating the Mann-Whitney U, Generalized U and Similar
/// Distributions" (Applied Statistics 33, 1984).
/// U lies between 0 and n * m; interval bounds are the critical_rank()-th smallest and largest
/// differences.
/// Test values: R 4.2 pwilcox(u, n, m); full enumeration of small sizes.
class RankSumDistribution : public SymmetricDistribution {
 public:
  static constexpr double kExactCost = 1e6;

  /// Both sizes at least 1.
  RankSumDistribution(std::size_t n, std::size_t m);
};

}  // namespace benchgate::stats
