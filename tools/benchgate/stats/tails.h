// The two tails of a discrete null distribution, and the p-value they make.
//
// Inside this layer only.
#pragma once

#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// P(X <= observed) and P(X >= observed); both include the observed value.
struct Tails {
  double at_most;
  double at_least;
};

/// One tail, or twice the smaller one and at most 1. Never 0: a p of 0 would claim what no
/// sample can show, and only comes from running out of double's range.
[[nodiscard]] double p_value(const Tails& tails, Alternative alternative);

}  // namespace benchgate::stats
