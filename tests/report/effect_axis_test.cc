#include "benchgate/report/effect_axis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/assessments.h"

namespace benchgate::report {
namespace {

class Axis : public ::testing::Test {
 protected:
  /// The axis of rows with these effects, each with an interval of 2 % to either side.
  EffectAxis axis_of(const std::vector<double>& ratios, bool worsening = false) {
    judgements_.clear();
    rows_.clear();
    for (const double ratio : ratios) {
      judgements_.push_back(example::timing({.benchmark = "b", .ratio = ratio}));
      if (higher_is_better_) {
        judgements_.back().definition.direction = model::Direction::HigherIsBetter;
      }
    }
    for (const auto& judgement : judgements_) {
      rows_.push_back({.judgement = &judgement, .effect = "an effect"});
    }
    std::vector<const Row*> pointers;
    for (const auto& row : rows_) pointers.push_back(&row);
    return {pointers, worsening};
  }

  bool higher_is_better_ = false;
  std::vector<gate::Judgement> judgements_;
  std::vector<Row> rows_;
};

TEST_F(Axis, HasNoChangeInTheMiddleWhenNothingMoved) {
  const auto axis = axis_of({1.0});
  EXPECT_NEAR(axis.at(1.0), 50, 1e-9);
  EXPECT_FALSE(axis.is_clipped(1.06));
  EXPECT_FALSE(axis.is_clipped(1 / 1.06));
}

TEST_F(Axis, PutsTwiceAsSlowAsFarFromTheMiddleAsTwiceAsFast) {
  const auto axis = axis_of({0.5, 2.0});
  EXPECT_NEAR(axis.at(1.5) - axis.at(1.0), axis.at(1.0) - axis.at(1 / 1.5), 1e-9);
}

TEST_F(Axis, GivesEitherSideAThird) {
  const auto axis = axis_of({1.6});
  EXPECT_GT(axis.at(1.0), 30);
  EXPECT_LT(axis.at(1.0), 40);
}

TEST_F(Axis, IsNotSqueezedByOneWildRow) {
  std::vector<double> ratios(99, 1.01);
  ratios.push_back(7);
  const auto axis = axis_of(ratios);
  EXPECT_TRUE(axis.is_clipped(7));
  EXPECT_DOUBLE_EQ(axis.at(7), 100);
  EXPECT_GT(axis.at(1.05) - axis.at(1.0), 20);
}

TEST_F(Axis, TurnsWhatIsBetterHigherWhereWorseIsUp) {
  higher_is_better_ = true;
  const auto axis = axis_of({0.6}, true);
  EXPECT_FALSE(axis.is_clipped(worse_up(rows_.front(), 0.6)));
  EXPECT_DOUBLE_EQ(worse_up(rows_.front(), 0.5), 2);
  EXPECT_GT(axis.at(worse_up(rows_.front(), 0.6)), axis.at(1));
}

TEST_F(Axis, TicksAreRoundApartAndHaveNoChangeAmongThem) {
  for (const double ratio : {0.3, 0.9, 1.0, 1.02, 1.4, 6.0}) {
    const auto ticks = axis_of({ratio}).ticks(19);
    ASSERT_GE(ticks.size(), 2u) << ratio;
    EXPECT_THAT(ticks, ::testing::Contains(::testing::Field(&Tick::text, "0 %")));
    for (std::size_t i = 1; i < ticks.size(); ++i) {
      EXPECT_GE(ticks[i].at - ticks[i - 1].at, 19) << ratio;
    }
  }
  EXPECT_THAT(axis_of({1.0}).ticks(9),
              ::testing::ElementsAre(
                  ::testing::Field(&Tick::text, "−5 %"), ::testing::Field(&Tick::text, "−2 %"),
                  ::testing::Field(&Tick::text, "0 %"), ::testing::Field(&Tick::text, "+2 %"),
                  ::testing::Field(&Tick::text, "+5 %")));
}

}  // namespace
}  // namespace benchgate::report
