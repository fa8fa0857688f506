// A distribution over 0 .. max that is symmetric about max / 2: what the null distributions of both
// rank tests have in common.
#pragma once

#include <cstddef>
#include <vector>

#include "benchgate/stats/types.h"

namespace benchgate::stats {

class SymmetricDistribution {
 public:
  /// P(X <= x). At x >= max() it is 1. By symmetry P(X >= x) = P(X <= max() - x).
  [[nodiscard]] double at_most(std::size_t x) const;
  /// The largest c with P(X <= c - 1) <= tail; 0 when even X = 0 is too likely.
  [[nodiscard]] std::size_t critical_rank(double tail) const;
  [[nodiscard]] std::size_t max() const { return max_; }
  [[nodiscard]] PValueMethod method() const;

  /// Normal with continuity correction: what at_most gives where it is not exact. Public so that
  /// the switch can be checked.
  [[nodiscard]] double normal_at_most(std::size_t x) const;

 protected:
  /// `cumulative`: P(X <= x) for x = 0 .. max / 2; empty where only the approximation is wanted.
  SymmetricDistribution(std::size_t max, double deviation, std::vector<double> cumulative);

 private:
  std::size_t max_;
  double deviation_;
  std::vector<double> cumulative_;
};

}  // namespace benchgate::stats
