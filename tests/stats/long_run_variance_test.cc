#include "benchgate/stats/long_run_variance.h"

#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

TEST(LongRunVariance, OfNothingIsNothing) {
  EXPECT_EQ(long_run_variance({}), 0);
  EXPECT_EQ(long_run_variance(std::vector<double>{3}), 9);
}

TEST(LongRunVariance, AddsWhatNeighboursShare) {
  // By hand, 3 lags (4 (8 / 100)^(2/9) = 2.28): the products' means at lags 0 to 3 are 1, 5/8, 2/8
  // and -1/8, with weights 1, 2 * 3/4, 2 * 2/4 and 2 * 1/4.
  EXPECT_DOUBLE_EQ(long_run_variance(std::vector<double>{1, 1, 1, 1, -1, -1, -1, -1}),
                   1 + 1.5 * 5 / 8 + 1.0 * 2 / 8 - 0.5 * 1 / 8);
}

TEST(LongRunVariance, IsNeverBelowTheVariance) {
  EXPECT_EQ(long_run_variance(std::vector<double>{1, -1, 1, -1, 1, -1, 1, -1}), 1);
}

}  // namespace
}  // namespace benchgate::stats
