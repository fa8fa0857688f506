#include "benchgate/stats/rank_sum_distribution.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

double relative_error(double actual, double expected) {
  return std::abs(actual / expected - 1.0);
}

TEST(RankSumDistribution, AgreesWithR) {
  struct Case {
    std::size_t u, n, m;
    double p;
  };
  // R 4.2: pwilcox(u, n, m)
  const std::vector<Case> cases = {
      {0, 4, 4, 1.42857142857143e-02},     {23, 10, 10, 2.16285262724891e-02},
      {100, 20, 20, 3.07247782461788e-03}, {150, 12, 40, 2.55258077145185e-02},
      {0, 20, 20, 7.25444455192484e-12},   {3, 3, 1000, 4.17490462326016e-08},
      {900, 50, 50, 7.76197261535618e-03}, {3500, 100, 100, 1.10506172104461e-04},
  };
  for (const auto& c : cases) {
    const RankSumDistribution null(c.n, c.m);
    EXPECT_EQ(null.method(), PValueMethod::Exact);
    EXPECT_LT(relative_error(null.at_most(c.u), c.p), 1e-13) << c.n << " " << c.m;
    EXPECT_EQ(null.at_most(c.u), RankSumDistribution(c.m, c.n).at_most(c.u));
  }
}

TEST(RankSumDistribution, OfOneAndOneIsACoin) {
  const RankSumDistribution null(1, 1);
  EXPECT_EQ(null.at_most(0), 0.5);
  EXPECT_EQ(null.at_most(1), 1.0);
  EXPECT_EQ(null.at_most(7), 1.0);
}

TEST(RankSumDistribution, IsSymmetricAndRises) {
  for (const auto& [n, m] :
       std::vector<std::pair<std::size_t, std::size_t>>{{3, 4}, {5, 5}, {60, 70}}) {
    const RankSumDistribution null(n, m);
    for (std::size_t u = 1; u < null.max(); ++u) {
      ASSERT_GE(null.at_most(u), null.at_most(u - 1));
      ASSERT_NEAR(null.at_most(u), 1.0 - null.at_most(null.max() - u - 1), 1e-12);
    }
  }
}

TEST(RankSumDistribution, CriticalRankIsTheLargestThatKeepsTheTail) {
  const RankSumDistribution null(10, 10);
  // R 4.2: qwilcox(0.025, 10, 10) is 24, and pwilcox(23, 10, 10) = 0.0216 < 0.025.
  EXPECT_EQ(null.critical_rank(0.025), 24u);
  EXPECT_EQ(RankSumDistribution(3, 3).critical_rank(0.025), 0u);  // P(U = 0) is 1/20
  EXPECT_EQ(RankSumDistribution(3, 3).critical_rank(0.05), 1u);
}

// What the switch costs, seen from the exact side of it: below 0.01 the normal gives the
// larger p, so it never raises an alarm that the exact test would not; above, p is less
// than 1 % too small.
TEST(RankSumDistribution, NormalApproximationNeverAlarmsWhereItTakesOver) {
  using Sizes = std::pair<std::size_t, std::size_t>;
  for (const auto& [n, m] : std::vector<Sizes>{{100, 100}, {50, 400}, {20, 2500}}) {
    const RankSumDistribution null(n, m);
    ASSERT_EQ(null.method(), PValueMethod::Exact);
    for (std::size_t u = 0; u < null.max() / 2; ++u) {
      const double exact = null.at_most(u);
      ASSERT_GT(null.normal_at_most(u), exact * (exact < 0.01 ? 1.0 : 0.99)) << n << " " << u;
    }
  }
}

// And it is not so much larger that alarms are lost: 100 and 100 samples, where the
// balanced case goes over.
TEST(RankSumDistribution, NormalApproximationIsCloseWhereItTakesOver) {
  const RankSumDistribution null(100, 100);
  for (std::size_t u = 0; u < null.max() / 2; ++u) {
    const double exact = null.at_most(u);
    if (exact < 1e-6) continue;
    const double tolerance = exact > 0.01 ? 0.02 : exact > 1e-4 ? 0.15 : 0.45;
    ASSERT_LT(relative_error(null.normal_at_most(u), exact), tolerance) << u;
  }
}

TEST(RankSumDistribution, GoesOverToTheNormalBeyondTheCostLimit) {
  const RankSumDistribution null(101, 101);
  EXPECT_EQ(null.method(), PValueMethod::NormalApproximation);
  // R 4.2: pnorm((3600 + 0.5 - 101 * 101 / 2) / sqrt(101 * 101 * 203 / 12))
  EXPECT_NEAR(null.at_most(3600), 0.000152582690420882, 1e-16);
  EXPECT_EQ(null.at_most(null.max()), 1.0);
}

}  // namespace
}  // namespace benchgate::stats
