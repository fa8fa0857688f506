#include "benchgate/stats/equivalence.h"

#include <cmath>
#include <stdexcept>

namespace benchgate::stats {

EquivalenceLimit EquivalenceLimit::from_effect(double effect) {
  if (!(effect > 0.0) || !std::isfinite(effect)) {
    throw std::domain_error("an equivalence limit must be positive and finite");
  }
  return EquivalenceLimit(std::log1p(effect));
}

std::optional<ConfidenceLevel> two_one_sided_level(Alpha alpha) {
  return ConfidenceLevel::from(1.0 - 2.0 * alpha.value());
}

bool is_equivalent(const Interval& log_ratio, EquivalenceLimit limit) {
  return log_ratio.lower > -limit.log_limit() && is_below_limit(log_ratio, limit);
}

bool is_below_limit(const Interval& log_ratio, EquivalenceLimit limit) {
  return log_ratio.upper < limit.log_limit();
}

}  // namespace benchgate::stats
