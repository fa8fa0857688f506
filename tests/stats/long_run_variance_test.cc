#include "benchgate/stats/long_run_variance.h"

#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

TEST(LongRunVariance, OfNothingIsNothing) {
  EXPECT_EQ(long_run_variance({}), 0);
  EXPECT_EQ(long_run_variance(std::vector<double>{3}), 9);
}

TEST(LongRunVariance, AddsWhatNeighboursShare) {
  // By hand, 3 lags (4 (12 / 100)^(2/9) = 2.5): the products' means at lags 0 to 3 are 1/2, 0, 1/4
  // and 0, with weights 1, 2 * 3/4, 2 * 2/4 and 2 * 1/4. The autoregression sees nothing at lag 1.
  EXPECT_DOUBLE_EQ(long_run_variance(std::vector<double>{1, 0, 1, 0, 1, 0, -1, 0, -1, 0, -1, 0}),
                   0.5 + 1.0 / 4);
}

TEST(LongRunVariance, OfStrongCorrelationIsThatOfAnAutoregression) {
  // By hand: 16 residuals of variance 1 in two stretches of 8 points. The products of neighbours in
  // one stretch add up to 5: r = 10 / 14, and with (1 + 3 r) / 8 more it is above 1. It is held to
  // 1 - 1 / sqrt(8) = .6464, and 1.6464 / .3536 = 4.657. Newey and West with 3 lags say less.
  const std::vector<double> residuals = {1, 1, 1, 1, -1, -1, -1, -1, 1, 1, 1, 1, -1, -1, -1, -1};
  const std::vector<std::size_t> starts = {0, 8};
  EXPECT_NEAR(long_run_variance(residuals, starts), 4.6569, 1e-4);
}

TEST(LongRunVariance, IsNeverBelowTheVariance) {
  EXPECT_EQ(long_run_variance(std::vector<double>{1, -1, 1, -1, 1, -1, 1, -1}), 1);
}

}  // namespace
}  // namespace benchgate::stats
