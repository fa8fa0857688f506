// A confidence interval for the median, made of two order statistics.
#pragma once

#include <optional>

#include "benchgate/stats/median_ranks.h"
#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/sorted_sample.h"
#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// The interval of the median of the distribution that the sample was drawn from.
///
/// Assumes independent draws and nothing else: how many of n values fall below the true
/// median is binomial(n, 1/2). With ties or a discrete distribution it covers more often.
/// Why not mean +- t: timings are neither normal nor symmetric. Why not the bootstrap:
/// below some 20 values it covers less than it says, and it needs a random seed.
/// Hahn & Meeker, "Statistical Intervals" (1991), section 5.2.
///
/// The same interval as benchstat's (golang/perf, benchmath) wherever that is symmetric;
/// for some n (8, 11, 14 ...) benchstat drops one more value on the upper side only. Ours
/// keeps (1 - level) / 2 on each side, because verdicts read one bound at a time.
/// Test values: R 4.2 qbinom and pbinom, exact fractions; benchstat's tables.
[[nodiscard]] std::optional<ConfidenceInterval> median_interval(const SortedSample& sample,
                                                                ConfidenceLevel level);

/// The same, with the ranks looked up rather than computed again for every sample.
[[nodiscard]] std::optional<ConfidenceInterval> median_interval(const SortedSample& sample,
                                                                ConfidenceLevel level,
                                                                NullDistributions& distributions);

}  // namespace benchgate::stats
