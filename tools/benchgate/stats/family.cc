#include "benchgate/stats/family.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace benchgate::stats {

std::vector<double> holm_adjusted(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return p_values[i]; });

  std::vector<double> adjusted(p_values.size());
  double running = 0.0;
  for (std::size_t step = 0; step < order.size(); ++step) {
    const double p = p_values[order[step]];
    assert(p >= 0.0 && p <= 1.0);
    const auto remaining = static_cast<double>(order.size() - step);
    running = std::max(running, std::min(1.0, remaining * p));
    adjusted[order[step]] = running;
  }
  return adjusted;
}

Alpha bonferroni_alpha(Alpha family, std::size_t tests) {
  return Alpha(family.value() / static_cast<double>(std::max<std::size_t>(tests, 1)));
}

ConfidenceLevel bonferroni_level(ConfidenceLevel level, std::size_t intervals) {
  const double share =
      (1.0 - level.value()) / static_cast<double>(std::max<std::size_t>(intervals, 1));
  // Next to 1 the nearest level that is still one; only reached beyond 1e14 intervals.
  const double nearly_one = std::nextafter(1.0, 0.0);
  return ConfidenceLevel(std::min(1.0 - share, nearly_one));
}

}  // namespace benchgate::stats
