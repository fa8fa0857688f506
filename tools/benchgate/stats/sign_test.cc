#include "benchgate/stats/sign_test.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <boost/math/special_functions/beta.hpp>

#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::stats {
namespace {

constexpr double kMedianDistances = 4;

/// P(X >= count), X binomial of `tosses` fair coins.
double at_least(std::size_t count, std::size_t tosses) {
  if (count == 0) return 1;
  // The identity of the binomial tail and the incomplete beta function.
  return boost::math::ibeta(static_cast<double>(count), static_cast<double>(tosses - count + 1),
                            0.5);
}

}  // namespace

LargeDifferences large_differences(std::span<const double> differences, double margin) {
  if (differences.empty()) return {.threshold = margin};
  std::vector<double> distances;
  distances.reserve(differences.size());
  for (const double difference : differences) distances.push_back(std::abs(difference));
  const double typical = *median(SortedSample(distances));
  LargeDifferences large{.threshold = std::max(margin, kMedianDistances * typical)};
  for (const double difference : differences) {
    large.up += difference > large.threshold ? 1 : 0;
    large.down += difference < -large.threshold ? 1 : 0;
  }
  return large;
}

double sign_test(const LargeDifferences& large, Alternative alternative) {
  const std::size_t tosses = large.up + large.down;
  switch (alternative) {
    case Alternative::Greater:
      return at_least(large.up, tosses);
    case Alternative::Less:
      return at_least(large.down, tosses);
    case Alternative::TwoSided:
      break;
  }
  return std::min(1.0, 2 * at_least(std::max(large.up, large.down), tosses));
}

}  // namespace benchgate::stats
