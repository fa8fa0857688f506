#include "benchgate/work/time_budget.h"

#include <gtest/gtest.h>

namespace benchgate::work {
namespace {

using measure::Seconds;

TEST(TimeBudget, WaitsAsLongAsItIsButNeverLessThanASuiteNeedsToStart) {
  EXPECT_EQ(TimeBudget(Seconds{600}).first_patience(), Seconds{600});
  EXPECT_EQ(TimeBudget(Seconds{1}).first_patience(), Seconds{60});
}

TEST(TimeBudget, LeavesSomethingForCounting) {
  const TimeBudget long_one(Seconds{6000});
  EXPECT_LE(long_one.for_pairs(), Seconds{5940});
  EXPECT_GT(long_one.for_pairs(), Seconds{5000});
  EXPECT_EQ(long_one.for_counting(), Seconds{60});
  EXPECT_EQ(long_one.for_new(), Seconds{3000});
  EXPECT_LE(TimeBudget(Seconds{100}).for_pairs(), Seconds{90});
}

TEST(TimeBudget, IsNeverBelowNothing) {
  const TimeBudget spent(Seconds{0});
  EXPECT_EQ(spent.for_pairs(), Seconds{0});
  EXPECT_EQ(spent.for_counting(), Seconds{0});
}

}  // namespace
}  // namespace benchgate::work
