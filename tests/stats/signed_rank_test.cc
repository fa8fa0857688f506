#include "benchgate/stats/signed_rank.h"

#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

using Values = std::vector<double>;

std::optional<SignedRankResult> test(const Values& differences,
                                     Alternative alternative = Alternative::TwoSided) {
  NullDistributions distributions;
  return signed_rank_test(differences, alternative, distributions);
}

const Values kDifferences = {0.8, -0.3, 1.2, 0.5, -0.1, 0.9, 1.6, 0.4, -0.6, 1.1};

TEST(SignedRank, AgreesWithR) {
  // R 4.2: wilcox.test(d, alternative = ..., exact = TRUE)
  EXPECT_EQ(test(kDifferences)->positive_rank_sum, 47.0);
  EXPECT_EQ(test(kDifferences)->pairs_used, 10u);
  EXPECT_EQ(test(kDifferences)->method, PValueMethod::Exact);
  EXPECT_NEAR(test(kDifferences)->p_value, 0.048828125, 1e-15);
  EXPECT_NEAR(test(kDifferences, Alternative::Greater)->p_value, 0.0244140625, 1e-15);
  EXPECT_NEAR(test(kDifferences, Alternative::Less)->p_value, 0.9814453125, 1e-15);
}

TEST(SignedRank, IsExactWithTiesAndDropsZeros) {
  const Values differences = {1, -1, 2, 2, 3, -2, 4, 5, 0, 3, 0};
  // exactRankTests 0.8-35: wilcox.exact(d); counts by enumeration in Python: 13, 505 of 512
  EXPECT_EQ(test(differences)->positive_rank_sum, 39.5);
  EXPECT_EQ(test(differences)->pairs_used, 9u);
  EXPECT_EQ(test(differences)->method, PValueMethod::Exact);
  EXPECT_NEAR(test(differences)->p_value, 26.0 / 512, 1e-15);
  EXPECT_NEAR(test(differences, Alternative::Greater)->p_value, 13.0 / 512, 1e-15);
  EXPECT_NEAR(test(differences, Alternative::Less)->p_value, 505.0 / 512, 1e-15);
}

TEST(SignedRank, CorrectsTheNormalForTiesAndContinuity) {
  Values differences;
  for (int i = 0; i < 10; ++i) {
    for (const double d : {1, 2, -1, 3, -2, 4, 5, -3}) differences.push_back(d);
  }
  // R 4.2: wilcox.test(d, exact = FALSE, correct = TRUE)
  EXPECT_EQ(test(differences)->positive_rank_sum, 2325.0);
  EXPECT_EQ(test(differences)->method, PValueMethod::NormalApproximation);
  EXPECT_NEAR(test(differences)->p_value, 6.73441202342503e-04, 1e-16);
  EXPECT_NEAR(test(differences, Alternative::Greater)->p_value, 3.36720601171251e-04, 1e-16);
}

TEST(SignedRank, TurnsWithTheSign) {
  Values negated = kDifferences;
  for (double& d : negated) d = -d;
  EXPECT_EQ(test(negated, Alternative::Less)->p_value,
            test(kDifferences, Alternative::Greater)->p_value);
  EXPECT_EQ(test(negated)->p_value, test(kDifferences)->p_value);
}

TEST(SignedRank, OfZerosIsOne) {
  const auto result = test({0, 0, -0.0}, Alternative::Greater);
  EXPECT_EQ(result->p_value, 1.0);
  EXPECT_EQ(result->pairs_used, 0u);
}

TEST(SignedRank, OfNothingIsNothing) {
  EXPECT_EQ(test({}), std::nullopt);
}

TEST(SignedRank, SurvivesTheEndsOfTheNumberRange) {
  const double huge = std::numeric_limits<double>::max();
  const double tiny = std::numeric_limits<double>::denorm_min();
  EXPECT_EQ(test({huge, tiny, 1.0}, Alternative::Greater)->p_value, 0.125);
  EXPECT_EQ(test({-huge, -tiny, -1.0}, Alternative::Less)->p_value, 0.125);
}

TEST(SignedRank, NeverReportsZero) {
  Values differences(5000);
  for (std::size_t i = 0; i < differences.size(); ++i)
    differences[i] = 1.0 + static_cast<double>(i);
  EXPECT_GT(test(differences, Alternative::Greater)->p_value, 0.0);
}

TEST(PairsNeededFor, IsWhenAllSignsAgreeing) {
  EXPECT_EQ(pairs_needed_for(Alpha(1e-4), Alternative::Greater), 14u);  // 2^-13 = 1.2e-4
  EXPECT_EQ(pairs_needed_for(Alpha(0.05), Alternative::Greater), 5u);
  EXPECT_EQ(pairs_needed_for(Alpha(0.05), Alternative::TwoSided), 6u);
  // 2^-5 does not reject at exactly 2^-5.
  EXPECT_EQ(pairs_needed_for(Alpha(0.03125), Alternative::Less), 6u);
}

TEST(PairsNeededFor, IsWhereTheTestFirstRejects) {
  for (const double level : {0.05, 0.01, 1e-3, 1e-4}) {
    const Alpha alpha(level);
    const std::size_t n = pairs_needed_for(alpha, Alternative::Greater);
    Values all_worse(n);
    for (std::size_t i = 0; i < n; ++i) all_worse[i] = 1.0 + static_cast<double>(i);
    EXPECT_TRUE(rejects(test(all_worse, Alternative::Greater)->p_value, alpha)) << level;
    all_worse.pop_back();
    EXPECT_FALSE(rejects(test(all_worse, Alternative::Greater)->p_value, alpha)) << level;
  }
}

}  // namespace
}  // namespace benchgate::stats
