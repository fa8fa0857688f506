#include "benchgate/stats/sorted_sample.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace benchgate::stats {

SortedSample::SortedSample(std::span<const double> values) : values_(values.begin(), values.end()) {
  assert(std::ranges::all_of(values_, [](double x) { return std::isfinite(x); }));
  std::ranges::sort(values_);
}

}  // namespace benchgate::stats
