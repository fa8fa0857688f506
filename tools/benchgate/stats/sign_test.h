// The sign test of the pairs that differ most.
//
// For a change that only some processes have: one in five twice as slow moves neither the median of
// the pairs nor their ranks by much (signed_rank.h), but all large differences then point one way.
// Not for a shift of all pairs, where it needs half as many pairs again.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// The differences that lie further from zero than `threshold`, either way.
struct LargeDifferences {
  double threshold = 0;
  std::size_t up = 0;
  std::size_t down = 0;
  bool operator==(const LargeDifferences&) const = default;
};

/// Counts what lies beyond `margin` and beyond four times the median of all distances from zero:
/// 2.7 standard deviations of normal noise, so that noise above the margin does not drown the rest.
/// The threshold depends on distances alone, so the signs of the counted differences stay random.
/// Empty differences: none.
[[nodiscard]] LargeDifferences large_differences(std::span<const double> differences,
                                                 double margin);

/// P(at least so many point that way), where each points either way with probability 1/2: exact,
/// from the binomial distribution. 1 where there is none. Dixon & Mood, "The Statistical Sign Test"
/// (JASA 41, 1946). TwoSided: twice the smaller, at most 1.
///
/// Assumes what the signed-rank test assumes, and that large differences are no likelier than small
/// ones. To test against a tolerated change, subtract it from the differences first.
/// Test values: R 4.2 binom.test.
[[nodiscard]] double sign_test(const LargeDifferences& large, Alternative alternative);

}  // namespace benchgate::stats
