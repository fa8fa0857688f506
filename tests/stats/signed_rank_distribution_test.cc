#include "benchgate/stats/signed_rank_distribution.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

TEST(SignedRankDistribution, AgreesWithR) {
  struct Case {
    std::size_t t, n;
    double p;
  };
  // R 4.2: psignrank(t, n)
  const std::vector<Case> cases = {
      {0, 8, 3.90625000000000e-03},       {10, 10, 4.19921875000000e-02},
      {60, 20, 4.86536026000977e-02},     {150, 32, 1.62441197317094e-02},
      {800, 64, 5.48005361174268e-02},    {3000, 128, 3.52032746158861e-03},
      {12000, 256, 7.98621336913364e-05},
  };
  for (const auto& c : cases) {
    const SignedRankDistribution null(c.n);
    EXPECT_EQ(null.method(), PValueMethod::Exact);
    EXPECT_NEAR(null.at_most(c.t) / c.p, 1.0, 1e-12) << c.n;
  }
}

TEST(SignedRankDistribution, OfOnePairIsACoin) {
  const SignedRankDistribution null(1);
  EXPECT_EQ(null.at_most(0), 0.5);
  EXPECT_EQ(null.at_most(1), 1.0);
  EXPECT_EQ(null.at_most(9), 1.0);
}

// 2^n signs, counted one by one.
TEST(SignedRankDistribution, AgreesWithEnumeration) {
  for (std::size_t n = 1; n <= 10; ++n) {
    std::vector<double> count(n * (n + 1) / 2 + 1, 0.0);
    for (unsigned signs = 0; signs < (1u << n); ++signs) {
      std::size_t sum = 0;
      for (std::size_t rank = 1; rank <= n; ++rank) sum += (signs >> (rank - 1) & 1u) ? rank : 0;
      count[sum] += 1.0;
    }
    const SignedRankDistribution null(n);
    double cumulative = 0.0;
    for (std::size_t t = 0; t < count.size(); ++t) {
      cumulative += count[t];
      ASSERT_NEAR(null.at_most(t), std::ldexp(cumulative, -static_cast<int>(n)), 1e-15)
          << n << " " << t;
    }
  }
}

TEST(SignedRankDistribution, CriticalRankKeepsTheTail) {
  // R 4.2: qsignrank(0.025, c(6, 20)) is 1, 53
  EXPECT_EQ(SignedRankDistribution(5).critical_rank(0.025), 0u);  // P(T = 0) is 1/32
  EXPECT_EQ(SignedRankDistribution(6).critical_rank(0.025), 1u);
  EXPECT_EQ(SignedRankDistribution(20).critical_rank(0.025), 53u);
}

// See the same tests of RankSumDistribution: below 0.01 the normal is on the safe side.
TEST(SignedRankDistribution, NormalApproximationNeverAlarmsWhereItTakesOver) {
  const SignedRankDistribution null(SignedRankDistribution::kExactPairs);
  ASSERT_EQ(null.method(), PValueMethod::Exact);
  for (std::size_t t = 0; t < null.max() / 2; ++t) {
    const double exact = null.at_most(t);
    ASSERT_GT(null.normal_at_most(t), exact * (exact < 0.01 ? 1.0 : 0.997)) << t;
    if (exact < 1e-6) continue;
    const double tolerance = exact > 0.01 ? 0.01 : exact > 1e-4 ? 0.11 : 0.33;
    ASSERT_LT(null.normal_at_most(t) / exact - 1.0, tolerance) << t;
  }
}

TEST(SignedRankDistribution, GoesOverToTheNormalBeyondTheLimit) {
  const SignedRankDistribution null(300);
  EXPECT_EQ(null.method(), PValueMethod::NormalApproximation);
  // R 4.2: pnorm((18000 + .5 - 300 * 301 / 4) / sqrt(300 * 301 * 601 / 24))
  EXPECT_NEAR(null.at_most(18000), 0.00117481526240323, 1e-15);
  EXPECT_EQ(null.at_most(null.max()), 1.0);
}

}  // namespace
}  // namespace benchgate::stats
