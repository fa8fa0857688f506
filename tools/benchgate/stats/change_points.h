// Where a noisy series shifted from one level to another.
//
// Says where and by how much, never whether that matters: policies are history/'s business. Whoever
// wants a slow drift must look elsewhere: it comes out as a stair.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// Points [first, last], scattered around one level.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;
  double level = 0;
  [[nodiscard]] std::size_t size() const { return last - first + 1; }
};

struct ChangePoints {
  std::vector<Stretch> stretches;  ///< in order, without gaps; empty for no points
  double sd = 0;                   ///< of one point around its level
  double long_run_sd = 0;          ///< what the means of stretches go by; at least `sd`
};

/// The cheapest partition of the winsorised values (optimal_partitioning.h) under a penalty of
/// 8 ln(n) long-run variances, which is estimated from the residuals of the partition before.
///
/// Values must be finite; take logarithms of what has a scale.
[[nodiscard]] ChangePoints find_change_points(std::span<const double> values);

/// How far the level of `behind` lies above that of `before`, with its interval: Student's, of the
/// long-run variance. It covers less than it says where the step is barely found at all: those that
/// noise made larger are found more often.
[[nodiscard]] Estimate step_between(const Stretch& before, const Stretch& behind,
                                    const ChangePoints& all, ConfidenceLevel level);

}  // namespace benchgate::stats
