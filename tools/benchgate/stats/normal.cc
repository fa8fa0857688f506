#include "benchgate/stats/normal.h"

#include <cassert>
#include <cmath>
#include <numbers>

#include <boost/math/distributions/normal.hpp>

namespace benchgate::stats {

double normal_cdf(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

double normal_upper_quantile(double tail) {
  assert(tail > 0.0 && tail < 1.0);
  return boost::math::quantile(boost::math::complement(boost::math::normal(), tail));
}

}  // namespace benchgate::stats
