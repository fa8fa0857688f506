#include "benchgate/history/bisection_evidence.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::history {
namespace {

using stats::Alpha;

/// Distinct values around `centre`, `step` apart, on both sides in turn.
std::vector<double> around(double centre, std::size_t pairs, double step = 0.0001) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < pairs; ++i) {
    const double distance = step * static_cast<double>(i / 2 + 1);
    differences.push_back(i % 2 == 0 ? centre + distance : centre - distance);
  }
  return differences;
}

ChangeQuestion question(double alpha = 0.01) {
  return {.tolerated = std::log(1.005), .margin = std::log(1.02), .alpha = Alpha(alpha)};
}

TEST(BisectionEvidence, ShowsAChangeInEitherDirectionWithItsEstimate) {
  BisectionEvidence evidence;
  for (const double centre : {0.05, -0.05}) {
    const auto pairs = around(centre, 16);
    const auto measured = evidence.measure(pairs, question());
    EXPECT_EQ(measured.answer, BisectionAnswer::Differs);
    ASSERT_TRUE(measured.change);
    EXPECT_NEAR(measured.change->point, centre, 1e-4);
    EXPECT_TRUE(evidence.is_settled(pairs, question()));
  }
}

TEST(BisectionEvidence, DoesNotShowWhatIsTolerated) {
  BisectionEvidence evidence;
  const auto pairs = around(0.001, 16);
  EXPECT_EQ(evidence.measure(pairs, question()).answer, BisectionAnswer::DoesNotDiffer);
  EXPECT_TRUE(evidence.is_settled(pairs, question())) << "it will not come";
}

// By hand: 16 pairs around 0.05, 0.006 apart, reach from 0.002 to 0.098: all above the tolerated
// 0.005 but one, so shown; and the interval is some 0.03 wide to each side, more than a quarter.
TEST(BisectionEvidence, GoesOnUntilTheChangeIsKnownWellEnoughToBeHalved) {
  BisectionEvidence evidence;
  const auto pairs = around(0.05, 16, 0.006);
  EXPECT_EQ(evidence.measure(pairs, question(0.05)).answer, BisectionAnswer::Differs);
  EXPECT_FALSE(evidence.is_settled(pairs, question(0.05)));
}

TEST(BisectionEvidence, ComparesWithHalfOfTheWholeChange) {
  BisectionEvidence evidence;
  const auto compare = [&](double centre, double whole) {
    return evidence.compare(around(centre, 16), whole, Alpha(0.01));
  };
  EXPECT_EQ(compare(0.10, 0.10), BisectionAnswer::Bad);
  EXPECT_EQ(compare(0.06, 0.10), BisectionAnswer::Bad);
  EXPECT_EQ(compare(0.04, 0.10), BisectionAnswer::Good);
  EXPECT_EQ(compare(-0.10, 0.10), BisectionAnswer::Good);
  EXPECT_EQ(compare(0.05, 0.10), BisectionAnswer::Undecided);
  EXPECT_EQ(compare(-0.10, -0.10), BisectionAnswer::Bad);
  EXPECT_EQ(compare(0.00, -0.10), BisectionAnswer::Good);
}

TEST(BisectionEvidence, OfNoPairsSaysNothing) {
  BisectionEvidence evidence;
  EXPECT_EQ(evidence.estimate({}), std::nullopt);
  EXPECT_EQ(evidence.measure({}, question()).answer, BisectionAnswer::DoesNotDiffer);
  EXPECT_EQ(evidence.compare({}, 0.1, Alpha(0.01)), BisectionAnswer::Undecided);
}

// ln 2 = 0.6931, by hand.
TEST(BisectionEvidence, GivesRatios) {
  const auto ratio =
      as_ratio({.point = 0.693147180559945, .interval = stats::ConfidenceInterval{{0, 1}, 0.95}});
  EXPECT_DOUBLE_EQ(ratio.point, 2);
  EXPECT_DOUBLE_EQ(ratio.interval->bounds.lower, 1);
  EXPECT_DOUBLE_EQ(ratio.interval->bounds.upper, 2.718281828459045);
}

}  // namespace
}  // namespace benchgate::history
