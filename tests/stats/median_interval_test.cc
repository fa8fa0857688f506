#include "benchgate/stats/median_interval.h"

#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

const ConfidenceLevel k95(0.95);
const ConfidenceLevel k99(0.99);

// R 4.2: k <- qbinom((1 - level) / 2, n, .5); 1 - 2 * pbinom(k - 1, n, .5)
TEST(MedianRanks, AreTheNarrowestThatReachTheLevel) {
  struct Case {
    std::size_t n;
    ConfidenceLevel level;
    std::size_t rank;
    double achieved;
  };
  const std::vector<Case> cases = {
      {6, k95, 1, 0.96875},
      {7, k95, 1, 0.984375},
      {8, k95, 1, 0.9921875},
      {9, k95, 2, 0.9609375},
      {10, k95, 2, 0.978515625},
      {20, k95, 6, 0.958610534667969},
      {50, k95, 18, 0.967160862435731},
      {101, k95, 41, 0.953955933070657},
      {1000, k95, 469, 0.953708802639502},
      {8, k99, 1, 0.9921875},
      {20, k99, 4, 0.99742317199707},
      {100, k99, 37, 0.993362879484074},
  };
  for (const auto& c : cases) {
    const auto ranks = median_ranks(c.n, c.level);
    ASSERT_TRUE(ranks) << c.n;
    EXPECT_EQ(ranks->rank, c.rank) << c.n;
    EXPECT_NEAR(ranks->achieved_level, c.achieved, 1e-14) << c.n;
  }
}

TEST(MedianRanks, DoNotExistForFewSamples) {
  for (std::size_t n = 0; n < 6; ++n) EXPECT_EQ(median_ranks(n, k95), std::nullopt) << n;
  EXPECT_EQ(median_ranks(7, k99), std::nullopt);
  EXPECT_EQ(median_ranks(0, ConfidenceLevel(0.01)), std::nullopt);
  EXPECT_EQ(median_ranks(1, ConfidenceLevel(0.01)), std::nullopt);
}

TEST(MedianRanks, StayInTheSampleAtLowLevels) {
  EXPECT_EQ(median_ranks(3, ConfidenceLevel(0.01))->rank, 1u);  // P(below x(2)) is 1/2 already
  EXPECT_EQ(median_ranks(4, ConfidenceLevel(0.30))->rank, 2u);  // 1 - 2 * 5/16 = 0.375
}

// benchstat: "need >= 6 samples for confidence interval at level 0.95".
TEST(MedianInterval, SamplesNeededAgreeWithBenchstat) {
  EXPECT_EQ(samples_needed_for_median_interval(k95), 6u);
  EXPECT_EQ(samples_needed_for_median_interval(k99), 8u);
  EXPECT_EQ(samples_needed_for_median_interval(ConfidenceLevel(0.999)), 11u);
}

TEST(MedianInterval, TakesTheSecondOfTenFromBothEnds) {
  const std::vector<double> values = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100};
  const auto interval = median_interval(SortedSample(values), k95);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->bounds, (Interval{20, 90}));
  EXPECT_EQ(interval->achieved_level, 0.978515625);
}

// benchstat would give 1st to 7th of eight; see the header.
TEST(MedianInterval, KeepsBothTails) {
  const std::vector<double> values = {1, 2, 3, 4, 5, 6, 7, 8};
  EXPECT_EQ(median_interval(SortedSample(values), k95)->bounds, (Interval{1, 8}));
}

TEST(MedianInterval, OfEqualValuesIsThatValue) {
  EXPECT_EQ(median_interval(SortedSample(std::vector<double>(6, 3.5)), k95)->bounds,
            (Interval{3.5, 3.5}));
}

TEST(MedianInterval, IsRefusedRatherThanWidened) {
  EXPECT_EQ(median_interval(SortedSample(std::vector<double>{1, 2, 3, 4, 5}), k95), std::nullopt);
  EXPECT_EQ(median_interval(SortedSample(std::vector<double>{}), k95), std::nullopt);
}

}  // namespace
}  // namespace benchgate::stats
