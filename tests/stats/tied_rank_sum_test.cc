#include "benchgate/stats/tied_rank_sum.h"

#include <algorithm>
#include <bit>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/stats/rank_sum_distribution.h"

namespace benchgate::stats {
namespace {

using Scores = std::vector<std::int64_t>;

std::int64_t sum_of(const Scores& scores, unsigned chosen) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) sum += (chosen >> i & 1u) ? scores[i] : 0;
  return sum;
}

// Every choice of k scores, one by one.
Tails enumerate(const Scores& scores, int k, std::int64_t observed) {
  double at_most = 0;
  double at_least = 0;
  double all = 0;
  for (unsigned chosen = 0; chosen < (1u << scores.size()); ++chosen) {
    if (std::popcount(chosen) != k) continue;
    const std::int64_t sum = sum_of(scores, chosen);
    all += 1;
    at_most += sum <= observed ? 1 : 0;
    at_least += sum >= observed ? 1 : 0;
  }
  return {.at_most = at_most / all, .at_least = at_least / all};
}

TEST(TiedRankSumTails, AgreeWithEnumeration) {
  std::mt19937 generator(5);
  for (int trial = 0; trial < 300; ++trial) {
    Scores scores(2 + generator() % 10);
    for (auto& score : scores) score = static_cast<std::int64_t>(generator() % 12);
    std::ranges::sort(scores);
    const auto k = static_cast<int>(1 + generator() % scores.size());
    unsigned chosen = (1u << k) - 1;  // any choice that exists
    if (generator() % 2 == 0) chosen <<= scores.size() - static_cast<std::size_t>(k);
    for (const std::int64_t observed :
         {sum_of(scores, chosen), sum_of(scores, (1u << (k - 1)) - 1) + scores.back()}) {
      const auto tails = tied_rank_sum_tails(scores, static_cast<std::size_t>(k), observed);
      const Tails expected = enumerate(scores, k, observed);
      ASSERT_NEAR(tails->at_most, expected.at_most, 1e-14) << trial;
      ASSERT_NEAR(tails->at_least, expected.at_least, 1e-14) << trial;
    }
  }
}

TEST(TiedRankSumTails, AgreeWithTheUntiedDistribution) {
  Scores scores;
  for (std::int64_t rank = 1; rank <= 45; ++rank) scores.push_back(2 * rank);
  const RankSumDistribution null(20, 25);
  for (std::size_t u = 0; u <= null.max(); u += 7) {
    const auto tails = tied_rank_sum_tails(scores, 20, 20 * 21 + 2 * static_cast<std::int64_t>(u));
    ASSERT_NEAR(tails->at_most / null.at_most(u), 1.0, 1e-12) << u;
    ASSERT_NEAR(tails->at_least / null.at_most(null.max() - u), 1.0, 1e-10) << u;
  }
}

TEST(TiedRankSumTails, RefuseWhatTakesTooLong) {
  const auto distinct = [](std::int64_t n) {
    Scores scores;
    for (std::int64_t rank = 1; rank <= n; ++rank) scores.push_back(2 * rank);
    return scores;
  };
  EXPECT_TRUE(tied_rank_sum_tails(distinct(52), 26, 26 * 53));
  EXPECT_FALSE(tied_rank_sum_tails(distinct(54), 27, 27 * 55));
  EXPECT_TRUE(tied_rank_sum_tails(distinct(105), 10, 10 * 106));
  EXPECT_FALSE(tied_rank_sum_tails(distinct(300), 10, 10 * 301));
}

TEST(TiedRankSumTails, OfEqualScoresAreCertain) {
  const auto tails = tied_rank_sum_tails(Scores(12, 13), 5, 65);
  EXPECT_EQ(tails->at_most, 1.0);
  EXPECT_EQ(tails->at_least, 1.0);
}

}  // namespace
}  // namespace benchgate::stats
