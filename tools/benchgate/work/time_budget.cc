#include "benchgate/work/time_budget.h"

#include <algorithm>

namespace benchgate::work {
namespace {

using measure::Seconds;

/// However little time there is, a suite has to start.
constexpr Seconds kLeastPatience{60};
constexpr Seconds kMostForCounting{60};

}  // namespace

Seconds TimeBudget::left() const {
  return std::max(total_ - Seconds(std::chrono::steady_clock::now() - began_), Seconds{0});
}

Seconds TimeBudget::first_patience() const {
  return std::max(total_, kLeastPatience);
}

Seconds TimeBudget::for_pairs() const {
  return std::max(left() - std::min(total_ / 10, kMostForCounting), Seconds{0});
}

Seconds TimeBudget::for_counting() const {
  return std::min(left(), kMostForCounting);
}

}  // namespace benchgate::work
