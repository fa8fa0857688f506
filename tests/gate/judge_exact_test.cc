#include "benchgate/gate/judge_exact.h"

#include <gtest/gtest.h>

namespace benchgate::gate {
namespace {

struct Range {
  double minimum;
  double maximum;
};

ExactAnswer judge(Range base, Range head, AppliedRule rule) {
  rule.definition.kind = model::MetricKind::Exact;
  const auto middle = [](Range range) { return (range.minimum + range.maximum) / 2; };
  return judge_exact({.base = {base.minimum, base.maximum},
                      .head = {head.minimum, head.maximum},
                      .base_summary = {.samples = 3,
                                       .median = middle(base),
                                       .minimum = base.minimum,
                                       .maximum = base.maximum},
                      .head_summary = {.samples = 3,
                                       .median = middle(head),
                                       .minimum = head.minimum,
                                       .maximum = head.maximum}},
                     rule);
}

AppliedRule rule_of(model::Direction direction) {
  return {.definition = {.direction = direction}};
}

const AppliedRule kLower = rule_of(model::Direction::LowerIsBetter);
const AppliedRule kHigher = rule_of(model::Direction::HigherIsBetter);
const AppliedRule kNeither = rule_of(model::Direction::NeitherIsBetter);

TEST(JudgeExact, FiresOnOneMoreOfZeroVariance) {
  EXPECT_EQ(judge({7, 7}, {8, 8}, kLower).verdict, Verdict::Regressed);
  EXPECT_EQ(judge({0, 0}, {1, 1}, kLower).reason, Reason::ExactMoved);
}

TEST(JudgeExact, KnowsTheDirection) {
  EXPECT_EQ(judge({7, 7}, {6, 6}, kLower).verdict, Verdict::Improved);
  EXPECT_EQ(judge({7, 7}, {6, 6}, kHigher).verdict, Verdict::Regressed);
  EXPECT_EQ(judge({7, 7}, {8, 8}, kHigher).verdict, Verdict::Improved);
}

TEST(JudgeExact, FiresBothWaysWhereNeitherIsBetter) {
  EXPECT_EQ(judge({1000, 1000}, {999, 999}, kNeither).verdict, Verdict::Regressed);
  EXPECT_EQ(judge({1000, 1000}, {1001, 1001}, kNeither).verdict, Verdict::Regressed);
}

TEST(JudgeExact, IsSilentOnTheSame) {
  EXPECT_EQ(judge({7, 7}, {7, 7}, kLower).reason, Reason::ExactSame);
  EXPECT_EQ(judge({0, 0}, {0, 0}, kNeither).verdict, Verdict::Unchanged);
}

TEST(JudgeExact, ToleratesWhatTheRuleTolerates) {
  auto rule = kLower;
  rule.max_regression = 0.10;
  EXPECT_EQ(judge({100, 100}, {110, 110}, rule).verdict, Verdict::Unchanged);
  EXPECT_EQ(judge({100, 100}, {111, 111}, rule).verdict, Verdict::Regressed);
  rule.max_regression = 0;
  rule.absolute_floor = 5;
  EXPECT_EQ(judge({100, 100}, {104, 104}, rule).reason, Reason::BelowFloor);
  EXPECT_EQ(judge({100, 100}, {105, 105}, rule).verdict, Verdict::Regressed);
}

TEST(JudgeExact, FiresOnOneWorseProcessWhereBaseIsConstant) {
  EXPECT_EQ(judge({10, 10}, {10, 20}, kLower).verdict, Verdict::Regressed);
  EXPECT_EQ(judge({10, 10}, {5, 20}, kLower).verdict, Verdict::Regressed);
  EXPECT_EQ(judge({10, 10}, {5, 10}, kHigher).verdict, Verdict::Regressed);
  EXPECT_EQ(judge({10, 10}, {5, 10}, kLower).reason, Reason::ExactVaries);
  EXPECT_EQ(judge({10, 10}, {5, 6}, kLower).verdict, Verdict::Improved);
}

TEST(JudgeExact, ComparesRangesWhereBaseVaries) {
  EXPECT_EQ(judge({10, 12}, {10, 11}, kLower).verdict, Verdict::Unchanged);
  EXPECT_EQ(judge({10, 12}, {13, 14}, kLower).verdict, Verdict::Regressed);
  EXPECT_EQ(judge({10, 12}, {8, 9}, kLower).verdict, Verdict::Improved);
  EXPECT_EQ(judge({10, 12}, {11, 14}, kLower).reason, Reason::ExactVaries);
}

TEST(JudgeExact, KnowsOnlyTheValuesOfBaseWhereNeitherIsBetter) {
  EXPECT_EQ(judge({1, 100}, {50, 50}, kNeither).verdict, Verdict::Regressed);
  EXPECT_EQ(judge({1, 100}, {100, 100}, kNeither).verdict, Verdict::Unchanged);
  EXPECT_EQ(judge({7, 7}, {7, 8}, kNeither).verdict, Verdict::Regressed);
}

}  // namespace
}  // namespace benchgate::gate
