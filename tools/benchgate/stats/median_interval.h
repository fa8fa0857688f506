// A confidence interval for the median, made of two order statistics.
#pragma once

#include <cstddef>
#include <optional>

#include "benchgate/stats/sorted_sample.h"
#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// Which order statistics bound the median: the `rank`-th smallest and the `rank`-th
/// largest (from 1), and the level this reaches.
struct MedianRanks {
  std::size_t rank;
  double achieved_level;
  bool operator==(const MedianRanks&) const = default;
};

/// The narrowest pair x(r), x(n + 1 - r) that covers the median with at least `level`, for
/// a sample of n. Nullopt when even minimum and maximum do not (n < 6 for 0.95).
[[nodiscard]] std::optional<MedianRanks> median_ranks(std::size_t n, ConfidenceLevel level);

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

/// The smallest sample that has an interval at this level: 6 for 0.95, 8 for 0.99.
[[nodiscard]] std::size_t samples_needed_for_median_interval(ConfidenceLevel level);

}  // namespace benchgate::stats
