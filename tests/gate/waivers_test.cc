#include "benchgate/gate/waivers.h"

#include <gmock/gmock.h>

#include "gate/assessed.h"
#include "support/runs.h"

namespace benchgate::gate {
namespace {

using test_support::assess;
using test_support::benchmark;
using test_support::failed;
using test_support::run;
using test_support::series;
using test_support::steady;

model::Run good() {
  return run({benchmark("a", {series("cpu_time", steady(100))})});
}

/// With a counter of `a` that was NaN.
model::Run with_nan(model::Run run, const char* metric = "hit_rate") {
  run.diagnostics.push_back({.level = model::DiagnosticLevel::Problem,
                             .code = "non-finite",
                             .benchmark = "a",
                             .message = "NaN",
                             .metric = metric});
  return run;
}

/// With a benchmark `title` that has no usable time.
model::Run with_title(model::Run run) {
  run.benchmarks.push_back(benchmark("title", {}));
  run.diagnostics.push_back({.level = model::DiagnosticLevel::Problem,
                             .code = "no-samples",
                             .benchmark = "title",
                             .message = "has no usable cpu_time",
                             .metric = "cpu_time"});
  return run;
}

Policy judging(const char* metric, Severity severity) {
  Policy policy;
  policy.rules.push_back({.metric = metric, .severity = severity});
  return policy;
}

TEST(Waivers, LetAnUnusableValuePassThatNobodyJudges) {
  EXPECT_EQ(assess(good(), with_nan(good())).outcome, Outcome::Passed);
  for (const auto severity : {Severity::Off, Severity::Warn}) {
    EXPECT_EQ(assess(good(), with_nan(good()), judging("hit_rate", severity)).outcome,
              Outcome::Passed);
  }
  EXPECT_EQ(assess(good(), with_nan(good()), judging("hit_rate", Severity::Fail)).outcome,
            Outcome::Closed);
}

TEST(Waivers, DoNotBlameHeadForWhatIsUnusableInBaseToo) {
  const auto policy = judging("hit_rate", Severity::Fail);
  EXPECT_EQ(assess(with_nan(good()), with_nan(good()), policy).outcome, Outcome::Passed);
  EXPECT_EQ(assess(with_nan(good()), good(), policy).outcome, Outcome::Passed);
}

TEST(Waivers, NeverWaiveAValueThatHasABudget) {
  Policy policy;
  policy.budgets.push_back({.metric = "hit_rate", .error = 0.5});
  EXPECT_EQ(assess(with_nan(good()), with_nan(good()), policy).outcome, Outcome::Closed);
  EXPECT_EQ(assess(with_nan(good()), good(), policy).diagnostics.at(0).level,
            model::DiagnosticLevel::Warning);
}

TEST(Waivers, StillShowWhatTheyLetPass) {
  const auto assessment = assess(good(), with_nan(good()));
  ASSERT_EQ(assessment.diagnostics.size(), 1U);
  EXPECT_EQ(assessment.diagnostics[0].level, model::DiagnosticLevel::Warning);
}

TEST(Waivers, ABenchmarkWithoutAUsableValueOnBothSidesIsNoNewsOfHead) {
  EXPECT_EQ(assess(with_title(good()), with_title(good())).outcome, Outcome::Passed);
  EXPECT_EQ(assess(with_title(good()), with_title(good())).judgements.at(0).verdict,
            Verdict::Errored)
      << "shown all the same";
  auto base = good();
  base.benchmarks.push_back(benchmark("title", {series("cpu_time", steady(1))}));
  EXPECT_EQ(assess(base, with_title(good())).outcome, Outcome::Closed);
}

TEST(Waivers, ARuleThatSwitchesABenchmarkOffWaivesThatItIsGoneOrFailed) {
  auto base = good();
  base.benchmarks.push_back(benchmark("title", {series("cpu_time", steady(1))}));
  auto errored = good();
  errored.benchmarks.push_back(failed("title", "broken"));
  Policy policy;
  EXPECT_EQ(assess(base, good(), policy).outcome, Outcome::Closed);
  EXPECT_EQ(assess(base, errored, policy).outcome, Outcome::Closed);
  for (const auto severity : {Severity::Off, Severity::Warn}) {
    policy.rules = {{.benchmark = "title*", .severity = severity}};
    EXPECT_EQ(assess(base, good(), policy).outcome, Outcome::Passed);
    EXPECT_EQ(assess(base, errored, policy).outcome, Outcome::Passed);
    EXPECT_EQ(assess(base, with_title(good()), policy).outcome, Outcome::Passed);
  }
  policy.rules = {{.benchmark = "title*", .metric = "FOM", .severity = Severity::Off}};
  EXPECT_EQ(assess(base, good(), policy).outcome, Outcome::Closed);
}

TEST(Waivers, OnErroredWarnWaivesALostClock) {
  auto base = good();
  base.benchmarks.push_back(benchmark("title", {series("cpu_time", steady(1))}));
  Policy policy;
  policy.on.errored = Severity::Warn;
  EXPECT_EQ(assess(base, with_title(good()), policy).outcome, Outcome::Passed);
}

TEST(Waivers, NeverWaiveWhatConcernsTheWholeRun) {
  auto head = good();
  head.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Problem, .code = "truncated-file", .message = "cut"});
  Policy policy;
  policy.on = {.missing = Severity::Off, .errored = Severity::Off};
  EXPECT_EQ(assess(head, head, policy).outcome, Outcome::Closed);
}

TEST(Waivers, WithoutCpuTimeRealTimeIsJudged) {
  const auto of = [](double time) {
    return run({benchmark("a", {series("real_time", steady(time))})});
  };
  EXPECT_EQ(assess(of(100), of(100)).outcome, Outcome::Passed);
  EXPECT_EQ(assess(of(100), of(300)).outcome, Outcome::Closed);
}

}  // namespace
}  // namespace benchgate::gate
