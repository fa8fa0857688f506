#include "benchgate/stats/student_t.h"

#include <cassert>

#include <boost/math/distributions/students_t.hpp>

namespace benchgate::stats {

double student_t_upper_quantile(double tail, std::size_t degrees) {
  assert(tail > 0.0 && tail < 1.0 && degrees >= 1);
  const boost::math::students_t distribution(static_cast<double>(degrees));
  return boost::math::quantile(boost::math::complement(distribution, tail));
}

}  // namespace benchgate::stats
