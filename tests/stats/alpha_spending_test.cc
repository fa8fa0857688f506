#include "benchgate/stats/alpha_spending.h"

#include <limits>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

TEST(SpentAlpha, IsThePocockTypeFunction) {
  // R 4.2: 0.05 * log(1 + (exp(1) - 1) * c(.25, .5, .75))
  EXPECT_NEAR(*spent_alpha(Alpha(0.05), 0.25), 0.0178687009754394, 1e-15);
  EXPECT_NEAR(*spent_alpha(Alpha(0.05), 0.50), 0.0310057253479139, 1e-15);
  EXPECT_NEAR(*spent_alpha(Alpha(0.05), 0.75), 0.0413994469621435, 1e-15);
  EXPECT_EQ(*spent_alpha(Alpha(0.05), 0.0), 0.0);
  EXPECT_EQ(*spent_alpha(Alpha(0.05), 1.0), 0.05);
}

TEST(SpentAlpha, RefusesFractionsThatAreNone) {
  EXPECT_EQ(spent_alpha(Alpha(0.05), -0.1), std::nullopt);
  EXPECT_EQ(spent_alpha(Alpha(0.05), 1.1), std::nullopt);
  EXPECT_EQ(spent_alpha(Alpha(0.05), std::numeric_limits<double>::quiet_NaN()), std::nullopt);
}

TEST(LookAlphas, AddUpToAlpha) {
  const auto levels = look_alphas(Alpha(0.01), std::vector<double>{1.0 / 16, 0.125, 0.25, 0.5, 1});
  ASSERT_TRUE(levels);
  double sum = 0;
  for (const Alpha level : *levels) sum += level.value();
  EXPECT_NEAR(sum, 0.01, 1e-16);
  // The values above, and their difference.
  const auto halves = look_alphas(Alpha(0.05), std::vector<double>{0.25, 0.5});
  EXPECT_NEAR((*halves)[0].value(), 0.0178687009754394, 1e-15);
  EXPECT_NEAR((*halves)[1].value(), 0.0310057253479139 - 0.0178687009754394, 1e-15);
}

TEST(LookAlphas, RefuseFractionsThatDoNotRise) {
  EXPECT_EQ(look_alphas(Alpha(0.05), {}), std::nullopt);
  EXPECT_EQ(look_alphas(Alpha(0.05), std::vector<double>{0.0, 1.0}), std::nullopt);
  EXPECT_EQ(look_alphas(Alpha(0.05), std::vector<double>{0.5, 0.5}), std::nullopt);
  EXPECT_EQ(look_alphas(Alpha(0.05), std::vector<double>{0.5, 0.4}), std::nullopt);
  EXPECT_EQ(look_alphas(Alpha(0.05), std::vector<double>{0.5, 1.2}), std::nullopt);
}

}  // namespace
}  // namespace benchgate::stats
