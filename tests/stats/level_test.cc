#include "benchgate/stats/level.h"

#include <cmath>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

using testing::SizeIs;

using Values = std::vector<double>;

TEST(Level, IsTheMeanOfThePointsWithoutOutliers) {
  // By hand: the median is 10, 100 counts as 10 + 4 * 0.5, the mean of 9, 10, 10, 11, 12 is 10.4.
  const auto level = level_of(Values{9, 10, 100, 11, 10}, {.sd = 0.5, .long_run_sd = 0.5});
  EXPECT_DOUBLE_EQ(level.value, 10.4);
  EXPECT_DOUBLE_EQ(level.variance, 0.25 / 5);
  EXPECT_FALSE(level.wanders);
}

TEST(Level, WithoutNoiseIsTheMedian) {
  EXPECT_EQ(level_of(Values{5, 5, 5, 9}, {}).value, 5);
  EXPECT_EQ(level_of(Values{4, 6}, {}).value, 5);
}

TEST(Level, OfAMachineThatWandersIsLessWellKnown) {
  // Means of 4 points vary 3 times as much as they would by the long run: 3 / 7 for 7 points.
  const Noise noise{.sd = 1, .long_run_sd = 1, .degrees = 90, .wander = {1, 1.2, 3}};
  const auto level = level_of(Values(7, 1.0), noise);
  EXPECT_DOUBLE_EQ(level.variance, 3.0 / 7);
  EXPECT_TRUE(level.wanders);
  EXPECT_DOUBLE_EQ(level_of(Values(3, 1.0), noise).variance, 1.0 / 3) << "1.2 is not more yet";
}

TEST(WanderOf, IsTheVarianceOfBatchMeans) {
  // By hand: one stretch of 32 points, 16 pairs of which 8 are 0 and 8 are 2. Around 1 the squares
  // of the points are 32 / 31, those of the pairs' means 16 / 15, each times its length; there are
  // no 16 batches of four.
  Values values;
  for (int i = 0; i < 16; ++i) values.insert(values.end(), 2, i % 2 == 0 ? 0 : 2);
  const auto wander = wander_of(values, std::vector<Stretch>{{0, 31, 1}}, 1);
  ASSERT_THAT(wander, SizeIs(2));
  EXPECT_DOUBLE_EQ(wander[0], 32.0 / 31);
  EXPECT_DOUBLE_EQ(wander[1], 2 * 16.0 / 15);
}

TEST(WanderOf, IsNotKnownOfFewPoints) {
  EXPECT_THAT(wander_of(Values(15, 1.0), std::vector<Stretch>{{0, 14, 1}}, 1), SizeIs(0));
}

TEST(EstimateOf, IsStudentsInterval) {
  // 2 -+ 2.100922 * 1.5 * sqrt(1 / 10 + 1 / 10); 2.100922 is the tables' t for 18 degrees and .975.
  const Noise noise{.sd = 1, .long_run_sd = 1.5, .degrees = 18};
  const auto step =
      step_between(level_of(Values(10, 5.0), noise), level_of(Values(10, 7.0), noise), noise);
  const auto estimate = estimate_of(step, ConfidenceLevel(0.95));
  EXPECT_EQ(estimate.point, 2);
  ASSERT_TRUE(estimate.interval);
  EXPECT_NEAR(estimate.interval->bounds.lower, 0.590659, 1e-5);
  EXPECT_NEAR(estimate.interval->bounds.upper, 3.409341, 1e-5);
  EXPECT_EQ(estimate.interval->achieved_level, 0.95);
}

TEST(EstimateOf, HasNoIntervalWhereNothingIsKnownOfTheNoise) {
  EXPECT_FALSE(estimate_of({.size = 2, .error = 1, .degrees = 0}, ConfidenceLevel(0.95)).interval);
}

}  // namespace
}  // namespace benchgate::stats
