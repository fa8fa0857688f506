// Which order statistics bound the median of a sample: a question of its size alone.
#pragma once

#include <cstddef>
#include <optional>

#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// The `rank`-th smallest and the `rank`-th largest value (from 1), and the level that the
/// interval between them reaches.
struct MedianRanks {
  std::size_t rank;
  double achieved_level;
  bool operator==(const MedianRanks&) const = default;
};

/// The narrowest pair x(r), x(n + 1 - r) that covers the median with at least `level`, for
/// a sample of n. Nullopt when even minimum and maximum do not (n < 6 for 0.95).
/// Test values: R 4.2 qbinom and pbinom.
[[nodiscard]] std::optional<MedianRanks> median_ranks(std::size_t n, ConfidenceLevel level);

/// The smallest sample that has such a pair: 6 for 0.95, 8 for 0.99.
[[nodiscard]] std::size_t samples_needed_for_median_interval(ConfidenceLevel level);

}  // namespace benchgate::stats
