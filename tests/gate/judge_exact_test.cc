#include "benchgate/gate/judge_exact.h"

#include <algorithm>
#include <string>
#include <vector>

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
  const compare::Row row{
      .metric = "rows",
      .base = {base.minimum, base.maximum},
      .head = {head.minimum, head.maximum},
      .base_summary = {.samples = 3,
                       .median = middle(base),
                       .minimum = base.minimum,
                       .maximum = base.maximum},
      .head_summary = {
          .samples = 3, .median = middle(head), .minimum = head.minimum, .maximum = head.maximum}};
  return judge_exact({.row = row, .rule = rule});
}

/// A row of these samples, of which lower is better.
compare::Row row_of(std::string metric, std::vector<double> base, std::vector<double> head) {
  const auto summary = [](const std::vector<double>& values) {
    const auto [low, high] = std::ranges::minmax(values);
    auto sorted = values;
    std::ranges::sort(sorted);
    return compare::Summary{.samples = values.size(),
                            .median = sorted[sorted.size() / 2],
                            .minimum = low,
                            .maximum = high};
  };
  return {.metric = std::move(metric),
          .base = base,
          .head = head,
          .base_summary = summary(base),
          .head_summary = summary(head)};
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

TEST(JudgeExact, DoesNotBlameACountThatVariesInHeadAlone) {
  EXPECT_EQ(judge({10, 10}, {10, 20}, kLower).reason, Reason::ExactVaries);
  EXPECT_EQ(judge({10, 10}, {5, 20}, kLower).reason, Reason::ExactVaries);
  EXPECT_EQ(judge({10, 10}, {5, 10}, kHigher).reason, Reason::ExactVaries);
  EXPECT_EQ(judge({10, 10}, {5, 6}, kLower).verdict, Verdict::Improved);
  EXPECT_EQ(judge({10, 10}, {5, 6}, kHigher).verdict, Verdict::Regressed);
}

TEST(JudgeExact, HoldsACountThatVariesToItsOwnSpread) {
  EXPECT_EQ(judge({10, 12}, {10, 11}, kLower).reason, Reason::VaryingSame);
  EXPECT_EQ(judge({10, 12}, {13, 14}, kLower).reason, Reason::ExactVaries);
  EXPECT_EQ(judge({10, 12}, {15, 16}, kLower).reason, Reason::VaryingMoved);
  EXPECT_EQ(judge({10, 12}, {15, 16}, kHigher).reason, Reason::ExactImproved);
  EXPECT_EQ(judge({10, 12}, {6, 7}, kLower).verdict, Verdict::Improved);
  EXPECT_EQ(judge({10, 12}, {11, 14}, kLower).reason, Reason::ExactVaries);
}

TEST(JudgeExact, AllowsACountThatVariesATolerance) {
  // A longer path in the process: 42848 became 42854 bytes.
  EXPECT_EQ(judge({42'848, 42'852}, {42'854, 42'860}, kLower).reason, Reason::VaryingSame);
  EXPECT_EQ(judge({42'848, 42'852}, {44'990, 44'990}, kLower).reason, Reason::VaryingSame);
  EXPECT_EQ(judge({42'848, 42'852}, {45'000, 45'000}, kLower).reason, Reason::VaryingMoved);
}

TEST(JudgeExact, SeesAShiftByItsRanksWhereRangesTouch) {
  const std::vector<double> fives(10, 5);
  std::vector<double> nearly_all_eights(10, 8);
  nearly_all_eights[3] = 5;
  const auto shifted = row_of("allocs_per_iter", fives, nearly_all_eights);
  EXPECT_EQ(judge_exact({.row = shifted, .rule = kLower}).reason, Reason::VaryingMoved);
  // Fisher: of 10 and 10, nine against none has p = 10 / C(20, 9) = 6e-5.
  EXPECT_EQ(judge_exact({.row = shifted, .rule = kLower, .alpha = 5e-5}).reason,
            Reason::ExactVaries);
}

TEST(JudgeExact, TakesAMeanOverIterationsOfOneProcessForNoExactCount) {
  // 11.47 and 11.53: 172 and 173 allocations in 15 iterations.
  const auto once = row_of("allocs_per_iter", {172.0 / 15}, {173.0 / 15});
  EXPECT_EQ(judge_exact({.row = once, .rule = kLower}).reason, Reason::VaryingSame);
  const std::vector<double> base(4, 172.0 / 15);
  const std::vector<double> head(4, 173.0 / 15);
  const auto often = row_of("allocs_per_iter", base, head);
  EXPECT_EQ(judge_exact({.row = often, .rule = kLower}).reason, Reason::ExactMoved);
  const auto whole = row_of("allocs_per_iter", {11}, {12});
  EXPECT_EQ(judge_exact({.row = whole, .rule = kLower}).reason, Reason::ExactMoved);
}

TEST(JudgeExact, KnowsWhatStoredRunsVariedBetween) {
  const auto row = row_of("allocs_per_iter", {20, 20, 20}, {22, 22, 22});
  const std::vector<double> stored = {20, 22, 21, 22, 20};
  EXPECT_EQ(judge_exact({.row = row, .rule = kLower}).reason, Reason::ExactMoved);
  EXPECT_EQ(judge_exact({.row = row, .rule = kLower, .stored = stored}).reason,
            Reason::VaryingSame);
  const auto far = row_of("allocs_per_iter", {20, 20, 20}, {30, 30, 30});
  EXPECT_EQ(judge_exact({.row = far, .rule = kLower, .stored = stored}).reason,
            Reason::VaryingMoved);
}

TEST(JudgeExact, KnowsOnlyTheNamesOfBaseWhereValuesAreNames) {
  EXPECT_EQ(judge({1, 100}, {50, 50}, kNeither).verdict, Verdict::Regressed);
  EXPECT_EQ(judge({1, 100}, {100, 100}, kNeither).verdict, Verdict::Unchanged);
  EXPECT_EQ(judge({7, 7}, {7, 8}, kNeither).reason, Reason::ExactVaries);
  EXPECT_EQ(judge({7, 7}, {8, 9}, kNeither).verdict, Verdict::Regressed);
}

TEST(JudgeExact, TakesRowsThatVaryForAQuantity) {
  auto rows = kNeither;
  rows.definition.unit = model::Unit::Count;
  EXPECT_EQ(judge({2.4, 2.5}, {2.45, 2.55}, rows).reason, Reason::VaryingSame);
  EXPECT_EQ(judge({2.4, 2.5}, {3.4, 3.5}, rows).verdict, Verdict::Regressed);
  EXPECT_EQ(judge({2.4, 2.5}, {1.4, 1.5}, rows).verdict, Verdict::Regressed);
}

}  // namespace
}  // namespace benchgate::gate
