#include "benchgate/stats/tails.h"

#include <algorithm>
#include <limits>

namespace benchgate::stats {

double p_value(const Tails& tails, Alternative alternative) {
  constexpr double kSmallest = std::numeric_limits<double>::min();
  switch (alternative) {
    case Alternative::Less:
      return std::clamp(tails.at_most, kSmallest, 1.0);
    case Alternative::Greater:
      return std::clamp(tails.at_least, kSmallest, 1.0);
    case Alternative::TwoSided:
      break;
  }
  return std::clamp(2.0 * std::min(tails.at_most, tails.at_least), kSmallest, 1.0);
}

}  // namespace benchgate::stats
