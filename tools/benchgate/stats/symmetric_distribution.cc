#include "benchgate/stats/symmetric_distribution.h"

#include <utility>

#include "benchgate/stats/normal.h"

namespace benchgate::stats {

SymmetricDistribution::SymmetricDistribution(std::size_t max, double deviation,
                                             std::vector<double> cumulative)
    : max_(max), deviation_(deviation), cumulative_(std::move(cumulative)) {}

double SymmetricDistribution::at_most(std::size_t x) const {
  if (x >= max_) return 1.0;
  if (cumulative_.empty()) return normal_at_most(x);
  if (x < cumulative_.size()) return cumulative_[x];
  return 1.0 - cumulative_[max_ - x - 1];
}

std::size_t SymmetricDistribution::critical_rank(double tail) const {
  // at_most rises: the answer is the number of x with P(X <= x) <= tail.
  std::size_t below = 0;
  std::size_t above = max_ + 1;
  while (below < above) {
    const std::size_t middle = below + (above - below) / 2;
    if (at_most(middle) <= tail) {
      below = middle + 1;
    } else {
      above = middle;
    }
  }
  return below;
}

PValueMethod SymmetricDistribution::method() const {
  return cumulative_.empty() ? PValueMethod::NormalApproximation : PValueMethod::Exact;
}

double SymmetricDistribution::normal_at_most(std::size_t x) const {
  return normal_cdf((static_cast<double>(x) + 0.5 - static_cast<double>(max_) / 2.0) / deviation_);
}

}  // namespace benchgate::stats
