#include "benchgate/report/sketch.h"

#include <string>

#include <gtest/gtest.h>

#include "benchgate/report/unicode.h"
#include "report/assessments.h"

namespace benchgate::report {
namespace {

/// What the sketch of the only row of a table looks like.
std::string alone(const gate::Judgement& judgement) {
  const Row row{.judgement = &judgement, .effect = "some"};
  EXPECT_TRUE(has_sketch(row));
  auto text = sketch(row, EffectAxis({&row}, true));
  EXPECT_EQ(display_width(text), kSketchColumns);
  return text;
}

// The lines were drawn by hand from the axis' definition: it spans the interval and the limit, 6 %
// at least to either side, and 6 % of that as a margin.

TEST(Sketch, ShowsEffectIntervalAndLimit) {
  EXPECT_EQ(alone(example::timing({.ratio = 1.10})), "·······│····┃··━━●━━·");
  EXPECT_EQ(alone(example::timing({.ratio = 1})), "·······━━━●━━━···┃···");
}

TEST(Sketch, HasWorseOnTheRightWhicheverWayIsBetter) {
  EXPECT_EQ(alone(example::timing({.ratio = 0.90})), "·━━●━━·······│····┃··");
  auto rate = example::timing({.ratio = 0.90});
  rate.definition.direction = model::Direction::HigherIsBetter;
  EXPECT_EQ(alone(rate), "·······│····┃··━━●━━·");
}

TEST(Sketch, ShowsWhatAnIntervalReachesAcross) {
  const auto text = alone(example::timing({.ratio = 1.03, .half_width = 0.06}));
  EXPECT_NE(text.find("┿"), std::string::npos) << text;
  EXPECT_NE(text.find("╋"), std::string::npos) << text;
  EXPECT_EQ(text.find("│"), std::string::npos) << text;
  EXPECT_EQ(text.find("┃"), std::string::npos) << text;
}

TEST(Sketch, CutsOffWhatLiesBeyondTheAxis) {
  const auto wild = alone(example::timing({.ratio = 20, .half_width = 1}));
  EXPECT_TRUE(wild.ends_with("▸")) << wild;
  EXPECT_EQ(wild.find("◂"), std::string::npos) << wild;
  const auto tame = alone(example::timing({.ratio = 0.05, .half_width = 0.01}));
  EXPECT_TRUE(tame.starts_with("◂")) << tame;
  EXPECT_EQ(tame.find("▸"), std::string::npos) << tame;
}

TEST(Sketch, IsForEffectsWithAnIntervalAndAWorseSide) {
  auto judgement = example::timing({.ratio = 1.10});
  const auto has = [&judgement] {
    return has_sketch(Row{.judgement = &judgement, .effect = "some"});
  };
  EXPECT_TRUE(has());
  judgement.definition.direction = model::Direction::NeitherIsBetter;
  EXPECT_FALSE(has());
  judgement = example::timing({.ratio = 1.10});
  judgement.ratio->interval.reset();
  EXPECT_FALSE(has());
  judgement.ratio.reset();
  EXPECT_FALSE(has());
}

}  // namespace
}  // namespace benchgate::report
