#include "benchgate/stats/types.h"

#include <limits>
#include <type_traits>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

TEST(Alpha, HoldsWhatLiesStrictlyBetweenZeroAndOne) {
  EXPECT_EQ(Alpha(0.05).value(), 0.05);
  EXPECT_EQ(Alpha::from(1e-300)->value(), 1e-300);
}

TEST(Alpha, RefusesEverythingElse) {
  for (const double bad : {0.0, 1.0, -0.1, 5.0, std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(Alpha::from(bad), std::nullopt) << bad;
    EXPECT_THROW(Alpha{bad}, std::domain_error) << bad;
    EXPECT_THROW(ConfidenceLevel{bad}, std::domain_error) << bad;
  }
}

TEST(Alpha, IsNotAConfidenceLevel) {
  EXPECT_FALSE((std::is_convertible_v<Alpha, ConfidenceLevel>));
  EXPECT_FALSE((std::is_constructible_v<ConfidenceLevel, Alpha>));
  EXPECT_FALSE((std::is_convertible_v<double, Alpha>));
}

TEST(Rejects, OnlyBelowAlpha) {
  EXPECT_TRUE(rejects(0.0499, Alpha(0.05)));
  EXPECT_FALSE(rejects(0.05, Alpha(0.05)));
  EXPECT_FALSE(rejects(0.06, Alpha(0.05)));
}

}  // namespace
}  // namespace benchgate::stats
