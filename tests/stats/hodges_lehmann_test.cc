#include "benchgate/stats/hodges_lehmann.h"

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/stats/selection.h"

namespace benchgate::stats {
namespace {

using Values = std::vector<double>;
const ConfidenceLevel k95(0.95);

std::optional<Estimate> centre(const Values& differences, ConfidenceLevel level = k95) {
  NullDistributions distributions;
  return hodges_lehmann(SortedSample(differences), level, distributions);
}

const Values kDifferences = {0.8, -0.3, 1.2, 0.5, -0.1, 0.9, 1.6, 0.4, -0.6, 1.1};

TEST(HodgesLehmann, AgreesWithR) {
  // R 4.2: wilcox.test(d, conf.int = TRUE); the level is
  // 1 - 2 * psignrank(qsignrank(.025, 10) - 1, 10), which R does not report.
  const auto estimate = centre(kDifferences);
  EXPECT_NEAR(estimate->point, 0.55, 1e-15);
  EXPECT_NEAR(estimate->interval->bounds.lower, 0.05, 1e-15);
  EXPECT_NEAR(estimate->interval->bounds.upper, 1.05, 1e-15);
  EXPECT_NEAR(estimate->interval->achieved_level, 0.951171875, 1e-15);
}

TEST(HodgesLehmann, IsNarrowerAtALowerLevel) {
  // R 4.2: wilcox.test(d, conf.int = TRUE, conf.level = .9)
  const auto interval = centre(kDifferences, ConfidenceLevel(0.9))->interval;
  EXPECT_NEAR(interval->bounds.lower, 0.1, 1e-15);
  EXPECT_NEAR(interval->bounds.upper, 1.0, 1e-15);
  EXPECT_NEAR(interval->achieved_level, 0.916015625, 1e-15);
}

TEST(HodgesLehmann, HasNoIntervalForFivePairs) {
  EXPECT_EQ(centre({1, 2, 3, 4, 5})->point, 3.0);
  EXPECT_EQ(centre({1, 2, 3, 4, 5})->interval, std::nullopt);
  EXPECT_EQ(centre({1, 2, 3, 4, 5, 6})->interval->bounds, (Interval{1, 6}));
  EXPECT_EQ(centre({7})->point, 7.0);
  EXPECT_EQ(centre({7})->interval, std::nullopt);
}

TEST(HodgesLehmann, OfNothingIsNothing) {
  EXPECT_EQ(centre({}), std::nullopt);
}

TEST(HodgesLehmann, OfEqualValuesIsThatValue) {
  const auto estimate = centre(Values(8, 0.25));
  EXPECT_EQ(estimate->point, 0.25);
  EXPECT_EQ(estimate->interval->bounds, (Interval{0.25, 0.25}));
}

TEST(HodgesLehmann, IsNotMovedByOneBadPair) {
  Values differences = {1.0, 1.1, 0.9, 1.05, 0.95, 1.0, 1.02, 0.98, 1.0, 500.0};
  EXPECT_NEAR(centre(differences)->point, 1.0, 0.05);
}

// 120 differences take the bisection; the same by sorting all 7,260 averages.
TEST(HodgesLehmann, BisectionFindsWhatSortingFinds) {
  std::mt19937_64 generator(3);
  std::normal_distribution<double> draw(0.01, 0.2);
  Values differences(120);
  for (double& d : differences) d = draw(generator);
  std::fill_n(differences.begin(), 15, 0.0);
  Values all;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    for (std::size_t j = i; j < differences.size(); ++j) {
      all.push_back((differences[i] + differences[j]) / 2);
    }
  }
  ASSERT_GT(all.size(), kPairsWrittenOut);
  std::ranges::sort(all);
  const std::size_t c = SignedRankDistribution(120).critical_rank(0.025);
  const auto estimate = centre(differences);
  EXPECT_EQ(estimate->point, (all[3629] + all[3630]) / 2);
  EXPECT_EQ(estimate->interval->bounds, (Interval{all[c - 1], all[all.size() - c]}));
}

TEST(HodgesLehmann, SurvivesTheEndsOfTheNumberRange) {
  const double huge = std::numeric_limits<double>::max();
  const double tiny = std::numeric_limits<double>::denorm_min();
  EXPECT_EQ(centre(Values(10, huge))->point, huge);
  EXPECT_EQ(centre(Values(200, huge))->point, huge);
  EXPECT_EQ(centre(Values(200, tiny))->point, tiny);
}

}  // namespace
}  // namespace benchgate::stats
