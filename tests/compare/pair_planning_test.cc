#include "benchgate/compare/pair_planning.h"

#include <gtest/gtest.h>

namespace benchgate::compare {
namespace {

TEST(PairPlanning, GivesWhatScreeningLeavesToTheOneThatIsSlower) {
  // 100 benchmarks, 0.1 s a pair: screening takes 80 s, 20 more seconds are 200 pairs. By hand,
  // R 4.2 qnorm(c(.99, .8)): exp(sqrt(pi / 3 / 200) * (2.326348 + 0.8416212) * 0.02
  // + log(1.005)) - 1.
  const PairPlanningQuestion question{.log_sd = 0.02, .seconds_per_pair = 0.1, .benchmarks = 100};
  const auto found = smallest_slowdown_found(question, 100);
  ASSERT_TRUE(found);
  EXPECT_NEAR(*found, 0.009618, 2e-5);
}

TEST(PairPlanning, StopsWhereConfirmingStops) {
  const PairPlanningQuestion question{.log_sd = 0.02, .seconds_per_pair = 0.1, .benchmarks = 1};
  const auto enough = smallest_slowdown_found(question, 26.5);  // 257 pairs beyond screening
  ASSERT_TRUE(enough);
  EXPECT_EQ(smallest_slowdown_found(question, 10'000), enough);
  EXPECT_GT(*smallest_slowdown_found(question, 5), *enough);
}

TEST(PairPlanning, FindsNothingWithoutTheTime) {
  const PairPlanningQuestion question{.log_sd = 0.02, .seconds_per_pair = 0.1, .benchmarks = 100};
  EXPECT_FALSE(smallest_slowdown_found(question, 0));
  EXPECT_FALSE(smallest_slowdown_found(question, 80));
  // Six pairs cannot reach 1 %: 2^-6 is 1.6 %.
  EXPECT_FALSE(smallest_slowdown_found(question, 80.65));
  EXPECT_TRUE(smallest_slowdown_found({.log_sd = 0, .seconds_per_pair = 0.1}, 60));
}

}  // namespace
}  // namespace benchgate::compare
