#include "benchgate/work/duet_forecast.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::work {
namespace {

using measure::Seconds;
using ::testing::HasSubstr;
using ::testing::Not;

// 131 benchmarks of 25 pairs; a pair takes 2 (0.08 + 1.5 * 0.045) = 0.295 s on each of two cores:
// 483 s.
constexpr DuetForecast kSnappy{.benchmarks = 131,
                               .cores = 2,
                               .start = Seconds(0.08),
                               .min_time = Seconds(0.045),
                               .budget = Seconds(180)};

TEST(DuetForecast, SaysWhatTheBudgetCanDo) {
  EXPECT_NEAR(needed_time(kSnappy).count(), 483, 1);
  const auto text = forecast_text(kSnappy);
  EXPECT_THAT(text, HasSubstr("131 benchmarks: about 9 min needed, the budget is 3 min."));
  EXPECT_THAT(text, HasSubstr("--budget 9min"));
}

TEST(DuetForecast, GivesNoAdviceWhereTheBudgetIsEnough) {
  auto enough = kSnappy;
  enough.benchmarks = 1;
  EXPECT_EQ(forecast_text(enough), "1 benchmark: about 4 s needed, the budget is 3 min.");
}

TEST(DuetForecast, CountsOnlyWhatIsMeasured) {
  auto selected = kSnappy;
  selected.benchmarks = 12;
  selected.same_code = 119;
  EXPECT_EQ(forecast_text(selected),
            "131 benchmarks, 12 to measure: about 45 s needed, the budget is 3 min.");
}

}  // namespace
}  // namespace benchgate::work
