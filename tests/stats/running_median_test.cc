#include "benchgate/stats/running_median.h"

#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

using Values = std::vector<double>;

TEST(RunningMedian, IsTheMedianOfWhatIsNear) {
  // By hand; away from the ends also SciPy 1.10 signal.medfilt(x, 3).
  EXPECT_EQ(running_median(Values{5, 1, 4, 2, 9}, 1), (Values{5, 4, 2, 4, 9}));
  EXPECT_EQ(running_median(Values{5, 1, 4, 2, 9, 7}, 2), (Values{4, 2, 4, 4, 7, 7}));
}

TEST(RunningMedian, OfAShortSeriesSeesAllOfIt) {
  EXPECT_EQ(running_median(Values{3, 1, 2}, 7), (Values{2, 2, 2}));
  EXPECT_EQ(running_median(Values{4}, 7), (Values{4}));
  EXPECT_EQ(running_median(Values{}, 7), Values{});
  EXPECT_EQ(running_median(Values{3, 1, 2}, 0), (Values{3, 1, 2}));
}

TEST(RunningMedian, KeepsEqualValuesApart) {
  EXPECT_EQ(running_median(Values{1, 1, 2, 2, 1, 1}, 1), (Values{1, 1, 2, 2, 1, 1}));
}

TEST(RunningMedian, FollowsAStepAtOnce) {
  EXPECT_EQ(running_median(Values{0, 0, 0, 0, 9, 9, 9, 9}, 2), (Values{0, 0, 0, 0, 9, 9, 9, 9}));
}

TEST(Winsorised, HoldsWhatIsTooFar) {
  EXPECT_EQ(winsorised(Values{1, 5, -9}, Values{0, 4, 1}, 2), (Values{1, 5, -1}));
  EXPECT_EQ(winsorised(Values{1, 5}, Values{0, 4}, 0), (Values{0, 4}));
}

}  // namespace
}  // namespace benchgate::stats
