#include "benchgate/stats/geometric_mean.h"

#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

TEST(GeometricMean, AgreesWithSciPy) {
  // SciPy 1.10: scipy.stats.gmean([1.2, 0.8, 3.5, 2.0])
  EXPECT_DOUBLE_EQ(*geometric_mean(std::vector<double>{1.2, 0.8, 3.5, 2.0}), 1.6100609551700655);
}

TEST(GeometricMean, TwiceAndHalfCancel) {
  EXPECT_DOUBLE_EQ(*geometric_mean(std::vector<double>{2.0, 0.5}), 1.0);
}

TEST(GeometricMean, NeitherOverflowsNorUnderflows) {
  EXPECT_NEAR(*geometric_mean(std::vector<double>(1000, 1e300)) / 1e300, 1.0, 1e-10);
  EXPECT_NEAR(*geometric_mean(std::vector<double>(1000, 1e-300)) / 1e-300, 1.0, 1e-10);
}

// benchstat: "summaries must be >0 to compute geomean".
TEST(GeometricMean, RefusesZeroNegativeAndNothing) {
  EXPECT_EQ(geometric_mean({}), std::nullopt);
  EXPECT_EQ(geometric_mean(std::vector<double>{1.0, 0.0}), std::nullopt);
  EXPECT_EQ(geometric_mean(std::vector<double>{1.0, -2.0}), std::nullopt);
  EXPECT_EQ(geometric_mean(std::vector<double>{-2.0, -2.0}), std::nullopt);
}

}  // namespace
}  // namespace benchgate::stats
