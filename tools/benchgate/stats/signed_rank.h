// Wilcoxon's signed-rank test of paired differences.
//
// For base and head measured together, pair by pair. Two samples measured apart are
// for rank_sum.h. How large the difference is: hodges_lehmann.h.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/types.h"

namespace benchgate::stats {

struct SignedRankResult {
  /// Never 0: results smaller than a double can hold come out as its smallest normal value.
  double p_value;
  /// Sum of the (mid-)ranks of the positive differences.
  double positive_rank_sum;
  /// Differences that are not zero; only they say anything.
  std::size_t pairs_used;
  PValueMethod method;
  bool operator==(const SignedRankResult&) const = default;
};

/// Tests "the differences are symmetric about zero" against a centre that is less, greater,
/// or either. To test against a tolerated change, subtract it first: d - ln(1.005).
/// Nullopt for no differences; p = 1 when all are zero.
///
/// Assumes independent pairs in random order: under "no change" every sign is then random
/// too, and the test is exact, whatever drifts and however long the tails. Why not the
/// paired t-test: one outlier of 30 % hides 5 %. Why not the sign test: it has two thirds
/// of the efficiency, to avoid an assumption that the random order already ensures.
///
/// Zeros are dropped (Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics
/// Bulletin 1, 1945); with clocks that count nanoseconds they are rare, and Pratt's
/// variant differs only when they are not. Ties get mid-ranks and their own exact
/// distribution up to kTiedExactPairs; without ties exact up to
/// SignedRankDistribution::kExactPairs; beyond, normal with tie and continuity correction.
/// Two-sided p is twice the smaller tail, at most 1.
/// Test values: R 4.2 wilcox.test, exactRankTests 0.8-35 wilcox.exact, enumeration.
[[nodiscard]] std::optional<SignedRankResult> signed_rank_test(std::span<const double> differences,
                                                               Alternative alternative,
                                                               NullDistributions& distributions);

/// 64 tied pairs take some 0.1 ms.
inline constexpr std::size_t kTiedExactPairs = 64;

/// Pairs needed before the test can reject at alpha at all: the smallest n with
/// 2^-n < alpha, for TwoSided 2^(1 - n) < alpha. 14 for a one-sided 1e-4.
[[nodiscard]] std::size_t pairs_needed_for(Alpha alpha, Alternative alternative);

}  // namespace benchgate::stats
