#include "benchgate/stats/geometric_mean.h"

#include <cassert>
#include <cmath>

namespace benchgate::stats {

std::optional<double> geometric_mean(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  double log_sum = 0.0;
  for (const double x : values) {
    assert(std::isfinite(x));
    if (!(x > 0.0)) return std::nullopt;
    log_sum += std::log(x);
  }
  return std::exp(log_sum / static_cast<double>(values.size()));
}

}  // namespace benchgate::stats
