#include "benchgate/stats/selected_estimate.h"

#include <random>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

constexpr double kNothing = -100;  // tolerated: not reached

// Python 3.11: the root of erfc((x - t) / sqrt 2) / erfc((c - t) / sqrt 2) = p by bisection.
TEST(SelectedEstimate, IsSmallerTheCloserItLiesToTheThreshold) {
  const auto of = [](double estimate) {
    return selected_estimate(
        {.estimate = estimate, .standard_error = 1, .threshold = 2, .tolerated = kNothing},
        ConfidenceLevel(0.95));
  };
  EXPECT_NEAR(of(2.5).point, 1.42746, 1e-4);
  EXPECT_NEAR(of(3).point, 2.68628, 1e-4);
  EXPECT_NEAR(of(3).interval->bounds.lower, -0.93257, 1e-4);
  EXPECT_NEAR(of(3).interval->bounds.upper, 4.95996, 1e-4);
}

TEST(SelectedEstimate, IsThePlainOneFarAboveTheThreshold) {
  const auto far = selected_estimate(
      {.estimate = 0.08, .standard_error = 0.01, .threshold = 0.02, .tolerated = 0.005},
      ConfidenceLevel(0.95));
  EXPECT_NEAR(far.point, 0.08, 1e-6);
  EXPECT_NEAR(far.interval->bounds.lower, 0.060400, 1e-5);
  EXPECT_NEAR(far.interval->bounds.upper, 0.099600, 1e-5);
}

TEST(SelectedEstimate, DoesNotGoBelowWhatTheTestRuledOut) {
  const auto close = selected_estimate(
      {.estimate = 0.0201, .standard_error = 0.01, .threshold = 0.02, .tolerated = 0.005},
      ConfidenceLevel(0.95));
  EXPECT_DOUBLE_EQ(close.point, 0.005);
  EXPECT_DOUBLE_EQ(close.interval->bounds.lower, 0.005);
  EXPECT_GT(close.interval->bounds.upper, 0.03);
}

// The promise itself: of what exceeds its threshold, 95 % of intervals hold the truth. Plain ones
// do in about a half.
TEST(SelectedEstimate, CoversTheTruthOfWhatWasSelected) {
  std::mt19937_64 random(20261130);
  std::normal_distribution<double> noise(0.5, 1);
  int selected = 0;
  int covered = 0;
  int covered_by_plain = 0;
  while (selected < 4000) {
    const double seen = noise(random);
    if (seen <= 2) continue;
    ++selected;
    const auto estimate = selected_estimate(
        {.estimate = seen, .standard_error = 1, .threshold = 2, .tolerated = kNothing},
        ConfidenceLevel(0.95));
    const auto& bounds = estimate.interval->bounds;
    covered += bounds.lower <= 0.5 && 0.5 <= bounds.upper ? 1 : 0;
    covered_by_plain += seen - 1.96 <= 0.5 ? 1 : 0;
  }
  EXPECT_GE(covered, 0.95 * selected);
  EXPECT_LE(covered_by_plain, 0.7 * selected);
}

}  // namespace
}  // namespace benchgate::stats
