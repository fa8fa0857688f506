// The rank-sum test (Mann-Whitney, Wilcoxon) of two independent samples.
//
// For two sides measured apart. Pairs measured together are for signed_rank.h, which
// sees far smaller effects. How large the difference is: shift.h.
#pragma once

#include <cstddef>
#include <optional>

#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/sorted_sample.h"
#include "benchgate/stats/types.h"

namespace benchgate::stats {

struct RankSumResult {
  /// Never 0: results smaller than a double can hold come out as its smallest normal value.
  double p_value;
  /// Pairs (one of base, one of head) in which head is greater, equal ones counted half.
  double u;
  PValueMethod method;
  bool operator==(const RankSumResult&) const = default;
};

/// Tests "both samples come from the same distribution" against head being less, greater,
/// or either. Nullopt when a side is empty; p = 1 when all values are equal.
///
/// Assumes independent draws. Rejection for Greater means that head tends to be greater;
/// as a statement about medians it also needs equal shapes. Repetitions of one process
/// are not independent draws of the build: one process, one sample.
/// Why not the t-test: one descheduled repetition hides a real change from it. Why not
/// Kolmogorov-Smirnov: it also fires when only the spread changes.
///
/// Exact wherever affordable: without ties up to RankSumDistribution::kExactCost, with ties
/// up to kTiedExactCost (26 and 26 samples); beyond, normal with tie and continuity
/// correction. Two-sided p is twice the smaller tail, at most 1 (as R, SciPy and benchstat).
/// Mann & Whitney (Ann. Math. Statist. 18, 1947); ties: Lehmann, "Nonparametrics" (1975),
/// chapter 1, section 4.
/// Test values: SciPy 1.10 mannwhitneyu, R 4.2 wilcox.test, exactRankTests, benchstat.
[[nodiscard]] std::optional<RankSumResult> rank_sum_test(const TwoSamples& samples,
                                                         Alternative alternative,
                                                         NullDistributions& distributions);

/// The smallest p the test can give with these sizes, when the samples do not overlap and
/// nothing is tied: 1 / C(n + m, n), twice that for TwoSided. Nullopt when a size is 0.
/// Above alpha it means: whatever was measured, this test could not have rejected.
[[nodiscard]] std::optional<double> smallest_rank_sum_p(std::size_t n, std::size_t m,
                                                        Alternative alternative);

/// Samples needed on each side before the test can reject at alpha at all: 4 for a
/// two-sided 0.05, 13 for a one-sided 1e-7.
[[nodiscard]] std::size_t samples_needed_for_rank_sum(Alpha alpha, Alternative alternative);

}  // namespace benchgate::stats
