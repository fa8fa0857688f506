#include "benchgate/stats/equivalence.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

const EquivalenceLimit kFivePercent = EquivalenceLimit::from_effect(0.05);
constexpr double kLogLimit = 0.048790164169432;  // R 4.2: log(1.05)

TEST(EquivalenceLimit, IsTheLogOfTheRatio) {
  EXPECT_NEAR(kFivePercent.log_limit(), kLogLimit, 1e-15);
}

TEST(EquivalenceLimit, RefusesWhatIsNoDistance) {
  for (const double bad : {0.0, -0.05, std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW((void)EquivalenceLimit::from_effect(bad), std::domain_error) << bad;
  }
}

TEST(IsEquivalent, NeedsTheWholeInterval) {
  EXPECT_TRUE(is_equivalent({-0.01, 0.04}, kFivePercent));
  EXPECT_TRUE(is_equivalent({0.01, 0.04}, kFivePercent));  // significant, and within the limit
  EXPECT_FALSE(is_equivalent({-0.01, 0.06}, kFivePercent));
  EXPECT_FALSE(is_equivalent({-0.06, 0.01}, kFivePercent));
  EXPECT_FALSE(is_equivalent({-0.5, 0.5}, kFivePercent));  // not significant, nothing shown
  EXPECT_FALSE(is_equivalent({0.06, 0.07}, kFivePercent));
}

TEST(IsEquivalent, ABoundOnTheLimitShowsNothing) {
  const double limit = kFivePercent.log_limit();
  EXPECT_FALSE(is_equivalent({0.0, limit}, kFivePercent));
  EXPECT_FALSE(is_equivalent({-limit, 0.0}, kFivePercent));
}

TEST(IsEquivalent, DoesNotDependOnWhichSideIsBase) {
  const Interval slower = {std::log(1 / 1.051), 0.0};
  const Interval swapped = {0.0, std::log(1.051)};
  EXPECT_EQ(is_equivalent(slower, kFivePercent), is_equivalent(swapped, kFivePercent));
}

TEST(IsBelowLimit, WelcomesImprovements) {
  EXPECT_TRUE(is_below_limit({-0.9, 0.04}, kFivePercent));
  EXPECT_FALSE(is_below_limit({-0.9, 0.05}, kFivePercent));
}

TEST(TwoOneSidedLevel, LeavesAlphaOnEachSide) {
  EXPECT_DOUBLE_EQ(two_one_sided_level(Alpha(0.05))->value(), 0.9);
  EXPECT_EQ(two_one_sided_level(Alpha(0.5)), std::nullopt);
  EXPECT_EQ(two_one_sided_level(Alpha(0.7)), std::nullopt);
}

}  // namespace
}  // namespace benchgate::stats
