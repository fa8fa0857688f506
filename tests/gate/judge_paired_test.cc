#include "benchgate/gate/judge_paired.h"

#include <optional>

#include <gtest/gtest.h>

#include "benchgate/gate/decide.h"
#include "support/runs.h"

namespace benchgate::gate {
namespace {

using compare::Trial;
using State = compare::Trial::State;

constexpr model::MetricDefinition kTime = {
    model::Unit::Nanoseconds, model::Direction::LowerIsBetter, model::MetricKind::Timing};
constexpr model::MetricDefinition kRate = {
    model::Unit::ItemsPerSecond, model::Direction::HigherIsBetter, model::MetricKind::Timing};

struct Case {
  State increase = State::Cleared;
  State decrease = State::Cleared;
  double ratio = 1.0;
  std::optional<stats::Interval> equivalence = stats::Interval{0.95, 1.06};
  model::MetricDefinition definition = kTime;
};

/// A row of 12 pairs around 100 ns.
compare::Row row_of(const Case& one) {
  compare::Row row{.suite = "s", .benchmark = "b", .metric = "cpu_time"};
  row.rule.definition = one.definition;
  row.base_summary = {.samples = 12, .processes = 12, .median = 100, .minimum = 99, .maximum = 101};
  row.head_summary = row.base_summary;
  row.head_summary.median *= one.ratio;
  row.ratio = stats::Estimate{one.ratio, std::nullopt};
  row.equivalence = one.equivalence;
  row.paired = compare::PairedFinding{.screening_pairs = 12,
                                      .tolerated = 0.005,
                                      .increase = {one.increase, 0.001},
                                      .decrease = {one.decrease, 0.9},
                                      .detectable = 0.04,
                                      .pairs_to_settle = 20};
  return row;
}

PairedAnswer judge(const Case& one, double floor = 0) {
  AppliedRule rule;
  rule.definition = one.definition;
  rule.absolute_floor = floor;
  return judge_paired(row_of(one), rule, 0.02);
}

TEST(JudgePaired, FollowsTheTrials) {
  const auto worse = judge({.increase = State::Shown, .ratio = 1.03});
  EXPECT_EQ(worse.verdict, Verdict::Regressed);
  EXPECT_EQ(worse.reason, Reason::WorseThanLimit);
  EXPECT_EQ(worse.adjusted_p, 0.001);
  EXPECT_FALSE(worse.samples_needed);
  const auto better = judge({.decrease = State::Shown, .ratio = 0.97});
  EXPECT_EQ(better.verdict, Verdict::Improved);
  EXPECT_EQ(better.reason, Reason::BetterThanLimit);
  EXPECT_EQ(better.adjusted_p, 0.9);
}

TEST(JudgePaired, KnowsThatHigherIsBetter) {
  EXPECT_EQ(judge({.increase = State::Shown, .ratio = 1.03, .definition = kRate}).verdict,
            Verdict::Improved);
  EXPECT_EQ(judge({.decrease = State::Shown, .ratio = 0.97, .definition = kRate}).verdict,
            Verdict::Regressed);
}

TEST(JudgePaired, CallsUnchangedOnlyWhatWasShownToBe) {
  const auto of = [](stats::Interval interval) { return judge({.equivalence = interval}); };
  EXPECT_EQ(of({0.99, 1.01}).verdict, Verdict::Unchanged);
  EXPECT_EQ(of({0.99, 1.01}).reason, Reason::WithinLimit);
  EXPECT_EQ(of({0.99, 1.021}).verdict, Verdict::Inconclusive);
  EXPECT_EQ(of({0.979, 1.01}).verdict, Verdict::Inconclusive);
  EXPECT_EQ(judge({.equivalence = std::nullopt}).reason, Reason::TooFewSamples);
}

TEST(JudgePaired, PutsWhatWasShownBeforeHowSmallItIs) {
  // 1 % slower, beyond the tolerated 0.5 % and within the 2 % of "unchanged".
  EXPECT_EQ(
      judge({.increase = State::Shown, .ratio = 1.01, .equivalence = {{1.006, 1.015}}}).reason,
      Reason::WorseThanLimit);
}

// CPU time of what waits says neither that it is unchanged nor that it regressed.
TEST(JudgePaired, DoesNotJudgeByItsCpuTimeWhatWaits) {
  using enum compare::Waiting::Change;
  for (const auto change : {Longer, Shorter, None}) {
    for (const Case& one : {Case{.equivalence = {{0.999, 1.001}}},
                            Case{.increase = State::Shown, .ratio = 1.03}, Case{}}) {
      auto row = row_of(one);
      row.paired->waiting = compare::Waiting{.change = change, .both_wait = change == None};
      const auto answer = judge_paired(row, {}, 0.02);
      EXPECT_EQ(answer.verdict, Verdict::Inconclusive);
      EXPECT_EQ(answer.reason,
                change == Longer ? Reason::WaitsLonger : Reason::WallTimeNotMeasured);
    }
  }
}

TEST(JudgePaired, SaysWhyItIsInconclusive) {
  EXPECT_EQ(judge({}).reason, Reason::NotShown);
  EXPECT_EQ(judge({.increase = State::Futile}).reason, Reason::NotShown);
  EXPECT_EQ(judge({.increase = State::Open}).reason, Reason::BudgetSpent);
  EXPECT_EQ(judge({.decrease = State::Open}).reason, Reason::BudgetSpent);
  const auto open = judge({.increase = State::Open});
  EXPECT_EQ(open.verdict, Verdict::Inconclusive);
  EXPECT_EQ(open.detectable, 0.04);
  EXPECT_EQ(open.samples_needed, 20U);
  // What is open, and close enough to no change all the same.
  EXPECT_EQ(judge({.increase = State::Open, .equivalence = {{0.99, 1.01}}}).reason,
            Reason::WithinLimit);
}

TEST(JudgePaired, IgnoresWhatIsBelowTheAbsoluteFloor) {
  EXPECT_EQ(judge({.increase = State::Shown, .ratio = 1.03}, 3.1).verdict, Verdict::Unchanged);
  EXPECT_EQ(judge({.increase = State::Shown, .ratio = 1.03}, 3.1).reason, Reason::BelowFloor);
  EXPECT_EQ(judge({.increase = State::Shown, .ratio = 1.03}, 2.9).verdict, Verdict::Regressed);
}

TEST(JudgePaired, KnowsValuesWithoutRatio) {
  auto row = row_of({});
  row.ratio.reset();
  row.equivalence.reset();
  EXPECT_EQ(judge_paired(row, {}, 0.02).reason, Reason::NotComparable);
  row.base_summary = {.samples = 12, .median = 0, .minimum = 0, .maximum = 0};
  row.head_summary = row.base_summary;
  EXPECT_EQ(judge_paired(row, {}, 0.02).reason, Reason::ExactSame);
  row.paired->screening_pairs = 0;
  EXPECT_EQ(judge_paired(row, {}, 0.02).reason, Reason::TooFewSamples);
}

/// Of a comparison with this row alone.
Assessment decide_on(compare::Row row, const Policy& policy = {}) {
  row.rule = rule_for(policy, row.timed_name(),
                      {.name = row.metric, .definition = model::default_definition(row.metric)});
  compare::Comparison comparison{.pairing = compare::Pairing::Together,
                                 .rows = {row},
                                 .benchmarks_compared = 1,
                                 .benchmarks_expected = 1};
  const model::Run empty;
  return decide({.comparison = comparison,
                 .base = empty,
                 .head = empty,
                 .policy = policy,
                 .base_identity = {},
                 .head_identity = {}});
}

TEST(Decide, ClosesOnASmallRegressionThatPairsShow) {
  const auto assessment = decide_on(row_of({.increase = State::Shown, .ratio = 1.03}));
  EXPECT_EQ(assessment.outcome, Outcome::Closed);
  const auto& judgement = assessment.judgements.at(0);
  EXPECT_EQ(judgement.verdict, Verdict::Regressed);
  EXPECT_FALSE(judgement.noise_floor);
  EXPECT_EQ(judgement.limit, 0.005);
  EXPECT_EQ(judgement.paired, (PairedMeasurement{.screening_pairs = 12, .unchanged_within = 0.02}));
  EXPECT_EQ(assessment.method.family_size, 1U);
}

TEST(Decide, ObeysTheSeverityOfARuleInPairsToo) {
  Policy policy;
  policy.rules.push_back({.severity = Severity::Warn});
  EXPECT_EQ(decide_on(row_of({.increase = State::Shown, .ratio = 1.03}), policy).outcome,
            Outcome::Passed);
}

TEST(Decide, NeverTrustsARowWithoutPairsAsIfItHadThem) {
  auto row = row_of({.ratio = 1.2});
  row.paired.reset();
  row.p_increase = 1e-9;
  row.p_decrease = 1;
  row.smallest_p = 1e-9;
  const auto assessment = decide_on(row);
  EXPECT_EQ(assessment.judgements.at(0).reason, Reason::WithinNoiseOfRuns);
  EXPECT_EQ(assessment.judgements.at(0).noise_floor, 0.30);
}

TEST(Decide, WidensWhatIsUnchangedToTheLimit) {
  auto row = row_of({.equivalence = {{0.97, 1.03}}});
  EXPECT_EQ(decide_on(row).judgements.at(0).verdict, Verdict::Inconclusive);
  row.paired->tolerated = 0.05;
  const auto wide = decide_on(row);
  EXPECT_EQ(wide.judgements.at(0).verdict, Verdict::Unchanged);
  EXPECT_EQ(wide.judgements.at(0).paired->unchanged_within, 0.05);
}

TEST(Decide, JudgesExactMetricsOfPairsExactly) {
  auto row = row_of({});
  row.metric = "allocs_per_iter";
  row.base_summary = {.samples = 12, .median = 7, .minimum = 7, .maximum = 7};
  row.head_summary = {.samples = 12, .median = 8, .minimum = 8, .maximum = 8};
  const auto assessment = decide_on(row);
  EXPECT_EQ(assessment.judgements.at(0).reason, Reason::ExactMoved);
  EXPECT_EQ(assessment.judgements.at(0).limit, 0);
  EXPECT_EQ(assessment.method.family_size, 0U);
}

}  // namespace
}  // namespace benchgate::gate
