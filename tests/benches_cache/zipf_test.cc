#include "support/zipf.h"

#include <limits>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace benches {
namespace {

TEST(ZipfDistribution, HasTheProbabilitiesOfTheHarmonicSeries) {
  // n = 3, s = 1: H_3 = 11/6, so 6/11, 3/11, 2/11.
  const ZipfDistribution three(3, 1.0);
  EXPECT_NEAR(three.probability(0), 6.0 / 11.0, 1e-15);
  EXPECT_NEAR(three.probability(1), 3.0 / 11.0, 1e-15);
  EXPECT_NEAR(three.probability(2), 2.0 / 11.0, 1e-15);
  EXPECT_EQ(three.probability(3), 0.0);
}

TEST(ZipfDistribution, HasTheTabulatedHarmonicNumbersAsItsScale) {
  // H_10 = 7381/2520 (OEIS A001008 / A002805); H_10^(2) = 1968329/1270080 (A007406 / A007407).
  EXPECT_NEAR(ZipfDistribution(10, 1.0).probability(0), 2520.0 / 7381.0, 1e-15);
  EXPECT_NEAR(ZipfDistribution(10, 1.0).probability(9), 252.0 / 7381.0, 1e-15);
  EXPECT_NEAR(ZipfDistribution(10, 2.0).probability(0), 1270080.0 / 1968329.0, 1e-15);
  EXPECT_NEAR(ZipfDistribution(10, 2.0).probability(9), 12700.8 / 1968329.0, 1e-15);
}

TEST(ZipfDistribution, IsUniformForExponentZero) {
  const ZipfDistribution four(4, 0.0);
  for (std::size_t rank = 0; rank < 4; ++rank) EXPECT_DOUBLE_EQ(four.probability(rank), 0.25);
}

TEST(ZipfDistribution, HasOneRankForOneKey) {
  const ZipfDistribution one(1, 2.0);
  Random random(1);
  EXPECT_EQ(one(random), 0U);
  EXPECT_EQ(one.probability(0), 1.0);
}

TEST(ZipfDistribution, RefusesWhatIsNoDistribution) {
  EXPECT_THROW(ZipfDistribution(0, 1.0), std::invalid_argument);
  EXPECT_THROW(ZipfDistribution(10, -0.1), std::invalid_argument);
  EXPECT_THROW(ZipfDistribution(10, std::numeric_limits<double>::quiet_NaN()),
               std::invalid_argument);
  EXPECT_THROW(ZipfDistribution(10, std::numeric_limits<double>::infinity()),
               std::invalid_argument);
}

TEST(DrawRanks, FollowsTheDistribution) {
  // Pearson's chi-squared over ten ranks, nine degrees of freedom: 27.88 is the 0.999
  // quantile (any printed table). The seed is fixed, so this either holds or it does not.
  constexpr std::size_t kDraws = 200'000;
  const ZipfDistribution expected(10, kZipfKeys.exponent);
  std::vector<double> seen(10, 0.0);
  for (const auto rank : draw_ranks(kZipfKeys, 10, kDraws, 42)) seen.at(rank) += 1;
  double chi_squared = 0;
  for (std::size_t rank = 0; rank < 10; ++rank) {
    const double mean = expected.probability(rank) * static_cast<double>(kDraws);
    chi_squared += (seen[rank] - mean) * (seen[rank] - mean) / mean;
  }
  EXPECT_LT(chi_squared, 27.88);
}

TEST(DrawRanks, ReachesEveryKeyWhenUniform) {
  std::vector<int> seen(100, 0);
  for (const auto rank : draw_ranks(kUniformKeys, 100, 10'000, 7)) ++seen.at(rank);
  for (const int count : seen) EXPECT_GT(count, 0);
}

TEST(DrawRanks, IsTheSameForTheSameSeedAndAnotherForAnother) {
  EXPECT_EQ(draw_ranks(kZipfKeys, 1000, 100, 5), draw_ranks(kZipfKeys, 1000, 100, 5));
  EXPECT_NE(draw_ranks(kZipfKeys, 1000, 100, 5), draw_ranks(kZipfKeys, 1000, 100, 6));
}

}  // namespace
}  // namespace benches
