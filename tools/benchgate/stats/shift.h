// By how much head differs from base: the Hodges-Lehmann shift of two samples.
#pragma once

#include <optional>

#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/sorted_sample.h"
#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// The median of all n * m differences head - base, with the interval of the shifts that the
/// two-sided rank-sum test would not reject (Moses). For a ratio, pass logarithms.
///
/// Assumes independent draws from two distributions of the same shape. Agrees with
/// rank_sum_test by construction: without ties, zero lies outside the interval exactly when
/// the test rejects at 1 - achieved_level. With ties it covers more often than it says.
/// Why not the difference of medians: its interval needs a bootstrap or a density
/// estimate, and for normal noise 1.5 times the samples. Why not means: see quantile.h.
/// Hodges & Lehmann, "Estimates of Location Based on Rank Tests" (Ann. Math. Statist. 34,
/// 1963, section 4); interval: Lehmann, "Nonparametrics" (1975), chapter 2, section 6.
///
/// Nullopt when a side is empty; the interval is empty when the samples are too few for
/// the level (samples_needed_for_rank_sum). Differences must not overflow. Exact as
/// far as RankSumDistribution is. Time n * m up to kPairsWrittenOut pairs, beyond that
/// some 60 (n + m) per value and no memory.
/// Test values: R 4.2 wilcox.test(head, base, conf.int = TRUE); sorting all differences.
[[nodiscard]] std::optional<Estimate> hodges_lehmann_shift(const TwoSamples& samples,
                                                           ConfidenceLevel level,
                                                           NullDistributions& distributions);

}  // namespace benchgate::stats
