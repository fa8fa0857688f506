#include "benchgate/stats/null_distributions.h"

#include <vector>

#include <gtest/gtest.h>

#include "benchgate/stats/median_interval.h"

namespace benchgate::stats {
namespace {

TEST(NullDistributions, KeepsWhatItMade) {
  NullDistributions distributions;
  const RankSumDistribution& first = distributions.rank_sum(10, 20);
  for (std::size_t n = 1; n < 30; ++n) {
    (void)distributions.rank_sum(n, n);
    (void)distributions.signed_rank(n);
  }
  EXPECT_EQ(&distributions.rank_sum(10, 20), &first);
  EXPECT_EQ(&distributions.rank_sum(20, 10), &first);  // the same distribution
  EXPECT_EQ(first.max(), 200u);
}

TEST(NullDistributions, TellsSizesAndLevelsApart) {
  NullDistributions distributions;
  EXPECT_EQ(distributions.rank_sum(3, 4).max(), 12u);
  EXPECT_EQ(distributions.rank_sum(2, 6).max(), 12u);
  EXPECT_NE(&distributions.rank_sum(3, 4), &distributions.rank_sum(2, 6));
  EXPECT_EQ(distributions.signed_rank(8).max(), 36u);
  EXPECT_EQ(distributions.median_ranks(20, ConfidenceLevel(0.95))->rank, 6u);
  EXPECT_EQ(distributions.median_ranks(20, ConfidenceLevel(0.99))->rank, 4u);
  EXPECT_EQ(distributions.median_ranks(20, ConfidenceLevel(0.95))->rank, 6u);
  EXPECT_EQ(distributions.median_ranks(5, ConfidenceLevel(0.95)), std::nullopt);
  EXPECT_EQ(distributions.median_ranks(5, ConfidenceLevel(0.95)), std::nullopt);
}

TEST(NullDistributions, ChangeNoInterval) {
  NullDistributions distributions;
  const SortedSample sample(std::vector<double>{5, 3, 8, 1, 9, 2, 7, 4, 6});
  const ConfidenceLevel level(0.95);
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(median_interval(sample, level, distributions), median_interval(sample, level));
  }
}

}  // namespace
}  // namespace benchgate::stats
