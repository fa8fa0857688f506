#include "benchgate/stats/ramp.h"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

using Values = std::vector<double>;

/// 30 points at 1, 20 on the way to 3, 25 there.
Values ramp_values() {
  Values values(30, 1.0);
  for (int i = 1; i <= 20; ++i) values.push_back(1 + i / 10.0);
  values.insert(values.end(), 25, 3.0);
  return values;
}

TEST(Ramp, IsFoundWhereItIs) {
  const auto ramp = fit_ramp(ramp_values(), 15);
  ASSERT_TRUE(ramp);
  EXPECT_NEAR(static_cast<double>(ramp->first), 29, 1);
  EXPECT_NEAR(static_cast<double>(ramp->last), 49, 1);
  EXPECT_NEAR(ramp->from, 1, 0.01);
  EXPECT_NEAR(ramp->to, 3, 0.01);
  EXPECT_LT(ramp->error, 0.02);
  EXPECT_EQ(ramp->at(0), ramp->from);
  EXPECT_DOUBLE_EQ(ramp->at(74), ramp->to);
}

TEST(Ramp, MayBeTheWholeSeries) {
  Values values;
  for (int i = 0; i < 60; ++i) values.push_back(5 - i * 0.1);
  const auto ramp = fit_ramp(values, 15);
  ASSERT_TRUE(ramp);
  EXPECT_EQ(ramp->first, 0u);
  EXPECT_EQ(ramp->last, 59u);
  EXPECT_NEAR(ramp->from, 5, 1e-9);
  EXPECT_NEAR(ramp->to, -0.9, 1e-9);
}

TEST(Ramp, NeedsPoints) {
  EXPECT_FALSE(fit_ramp(Values(15, 1.0), 15));
  EXPECT_TRUE(fit_ramp(Values(16, 1.0), 15));
}

TEST(Ramp, ErrorOfWhiteNoiseIsThatOfARegression) {
  // A straight line through 100 points of sd 1: the rise over 99 steps has the standard error
  // 99 / sqrt(sum of squared distances to the middle, 83,325) = .343.
  std::mt19937 random(3);
  std::normal_distribution<double> noise;
  Values values;
  for (int i = 0; i < 100; ++i) values.push_back(i + noise(random));
  const auto ramp = fit_ramp(values, 90);
  ASSERT_TRUE(ramp);
  EXPECT_NEAR(ramp->error, 0.343, 0.1);
}

TEST(Ramp, InWanderingNoiseIsWithinItsErrors) {
  std::mt19937 random(4);
  std::normal_distribution<double> noise;
  for (int series = 0; series < 100; ++series) {
    Values values = {0};
    for (int i = 1; i < 300; ++i) values.push_back(0.9 * values.back() + noise(random));
    const auto ramp = fit_ramp(values, 15);
    ASSERT_TRUE(ramp);
    EXPECT_LT(std::abs(ramp->to - ramp->from), 6 * ramp->error) << series;
  }
}

}  // namespace
}  // namespace benchgate::stats
