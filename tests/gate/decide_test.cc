#include "benchgate/gate/decide.h"

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
using ::testing::IsEmpty;
using ::testing::SizeIs;

model::Run timed(double centre, std::string machine_class = "test-2cpu") {
  return run({benchmark("a", {series("cpu_time", steady(centre))})}, std::move(machine_class));
}

const Judgement& only(const Assessment& assessment) {
  return assessment.judgements.at(0);
}

TEST(Decide, PassesTheSame) {
  const auto assessment = assess(timed(100), timed(100));
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
  EXPECT_EQ(assessment.exit_code(), ExitCode::Passed);
  EXPECT_EQ(only(assessment).verdict, Verdict::Unchanged);
  EXPECT_EQ(only(assessment).reason, Reason::WithinLimit);
  EXPECT_EQ(assessment.coverage, (Coverage{1, 1}));
}

TEST(Decide, ClosesOnWhatRisesAboveTheNoiseOfSeparateRuns) {
  const auto assessment = assess(timed(100), timed(140));
  EXPECT_EQ(assessment.outcome, Outcome::Closed);
  EXPECT_EQ(assessment.exit_code(), ExitCode::GateClosed);
  EXPECT_EQ(only(assessment).verdict, Verdict::Regressed);
  EXPECT_TRUE(only(assessment).closes_gate);
  EXPECT_NEAR(*only(assessment).worsening(), 0.40, 0.01);
}

TEST(Decide, CallsWhatLiesBetweenInconclusive) {
  const auto assessment = assess(timed(100), timed(120));
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
  EXPECT_EQ(only(assessment).verdict, Verdict::Inconclusive);
  EXPECT_EQ(only(assessment).reason, Reason::WithinNoiseOfRuns);
}

TEST(Decide, LearnsTheNoiseOfSeparateRuns) {
  // One test in the family: t(0.99; 19) = 2.5395; exp(2.5395 * 0.02 * sqrt 2) - 1 = 7.45 %.
  const auto quiet = [](const compare::Row&) {
    return std::optional(compare::RunSpread{.log_sd = 0.02, .runs = 20});
  };
  const auto assessment = assess(timed(100), timed(120), {}, quiet);
  EXPECT_EQ(only(assessment).verdict, Verdict::Regressed);
  EXPECT_NEAR(*only(assessment).noise_floor, 0.0745, 0.0005);
  const auto loud = [](const compare::Row&) {
    return std::optional(compare::RunSpread{.log_sd = 0.2, .runs = 20});
  };
  EXPECT_EQ(only(assess(timed(100), timed(140), {}, loud)).reason, Reason::WithinNoiseOfRuns);
}

TEST(Decide, ShowsAMoveToOrFromZeroByItsRanks) {
  Policy policy;
  policy.rules.push_back({.metric = "error_rate", .severity = Severity::Fail});
  policy.rules.push_back({.metric = "hit_ratio", .severity = Severity::Fail});
  const auto of = [](const char* metric, double value) {
    return run({benchmark("a", {series(metric, std::vector<double>(12, value))})});
  };
  const auto errors = assess(of("error_rate", 0), of("error_rate", 0.5), policy);
  EXPECT_EQ(only(errors).verdict, Verdict::Regressed);
  EXPECT_EQ(errors.outcome, Outcome::Closed);
  EXPECT_EQ(only(assess(of("hit_ratio", 0.9), of("hit_ratio", 0), policy)).verdict,
            Verdict::Regressed);
  EXPECT_EQ(only(assess(of("error_rate", 0.5), of("error_rate", 0), policy)).verdict,
            Verdict::Improved);
  EXPECT_EQ(only(assess(of("error_rate", 0), of("error_rate", 0), policy)).reason,
            Reason::ExactSame);
}

TEST(Decide, ClosesWhereAMetricWithABudgetVanishes) {
  Policy policy;
  policy.budgets.push_back({.benchmark = "*", .metric = "p95", .error = 1e9});
  const auto with =
      run({benchmark("a", {series("cpu_time", steady(1)), series("p95", steady(2))})});
  const auto without = run({benchmark("a", {series("cpu_time", steady(1))})});
  EXPECT_EQ(assess(with, with, policy).outcome, Outcome::Passed);
  const auto assessment = assess(with, without, policy);
  EXPECT_EQ(assessment.outcome, Outcome::Closed);
  EXPECT_EQ(only(assessment).reason, Reason::MetricGone);
  EXPECT_EQ(only(assessment).metric, "p95");
}

TEST(Decide, OfNewBenchmarksAlonePassesOnlyBesideSuitesThatAreTheSame) {
  const auto head = timed(100);
  const model::Run nothing;
  Policy policy;
  const auto decide_beside = [&](const model::Run& base, std::size_t identical) {
    auto comparison = compare::compare_apart(request_under(policy, base, head));
    comparison.pairing = compare::Pairing::Together;
    return decide({.comparison = comparison,
                   .base = base,
                   .head = head,
                   .policy = policy,
                   .base_identity = {},
                   .head_identity = {},
                   .run_noise = {},
                   .identical_suites = identical});
  };
  EXPECT_EQ(decide_beside(nothing, 0).outcome, Outcome::Closed);
  EXPECT_EQ(decide_beside(nothing, 1).outcome, Outcome::Passed);
  EXPECT_EQ(decide_beside(nothing, 1).coverage, (Coverage{0, 1, 1}));
  // Gone, and not looked at by policy: then nothing was compared after all.
  policy.on.missing = Severity::Off;
  const auto gone = run({benchmark("b", {series("cpu_time", steady(1))})});
  EXPECT_EQ(decide_beside(gone, 1).outcome, Outcome::Closed);
}

TEST(Decide, DoesNotReadTheWallClockOfASharedCore) {
  Policy policy;
  policy.rules.push_back({.metric = "p99", .severity = Severity::Fail});
  const auto of = [](double p99, model::Pacing pacing) {
    auto one = benchmark("a", {series("cpu_time", steady(100)), series("p99", steady(p99))});
    one.pairs = model::Pairs{.pacing = pacing, .pairs = {{}}};
    return run({one});
  };
  const auto verdict = [&](const Assessment& assessment) -> const Judgement& {
    const auto found = std::ranges::find(assessment.judgements, "p99", &Judgement::metric);
    EXPECT_NE(found, assessment.judgements.end());
    return *found;
  };
  using enum model::Pacing;
  // Apart as well: one half of a duet is no better a witness beside another run.
  const auto shared = assess(of(100, Duet), of(300, Duet), policy);
  EXPECT_EQ(verdict(shared).reason, Reason::SharedCore);
  EXPECT_EQ(verdict(shared).verdict, Verdict::Inconclusive);
  EXPECT_FALSE(verdict(shared).ratio);
  EXPECT_EQ(shared.method.family_size, 1U);
  EXPECT_EQ(verdict(assess(of(100, Lockstep), of(300, Duet), policy)).reason, Reason::SharedCore);
  EXPECT_EQ(verdict(assess(of(100, Lockstep), of(300, InTurn), policy)).verdict,
            Verdict::Regressed);
}

TEST(Decide, NeverClosesOnTimingsOfAnotherMachineClass) {
  const auto assessment = assess(timed(100, "one"), timed(300, "two"));
  EXPECT_EQ(assessment.outcome, Outcome::Inconclusive) << "nothing could have closed the gate";
  EXPECT_EQ(only(assessment).reason, Reason::OtherMachine);
  EXPECT_FALSE(only(assessment).closes_gate);
}

TEST(Decide, NamesImprovements) {
  const auto assessment = assess(timed(140), timed(100));
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
  EXPECT_EQ(only(assessment).verdict, Verdict::Improved);
}

TEST(Decide, KnowsThatHigherIsBetter) {
  Policy policy;
  policy.rules.push_back({.metric = "items_per_second", .severity = Severity::Fail});
  const auto of = [](double rate) {
    return run({benchmark("a", {series("items_per_second", steady(rate))})});
  };
  const auto slower = assess(of(140), of(100), policy);
  EXPECT_EQ(only(slower).verdict, Verdict::Regressed);
  EXPECT_NEAR(*only(slower).worsening(), 0.40, 0.01);
  EXPECT_EQ(only(assess(of(100), of(140), policy)).verdict, Verdict::Improved);
}

TEST(Decide, SaysThatTooFewSamplesCouldNotHaveShownAnything) {
  const auto of = [](double centre) {
    return run({benchmark("a", {series("cpu_time", {centre, centre * 1.01, centre * 1.02})})});
  };
  const auto assessment = assess(of(100), of(110));
  EXPECT_EQ(only(assessment).reason, Reason::TooFewSamples);
  EXPECT_GE(only(assessment).samples_needed.value_or(0), 5U);  // 1 / C(10, 5) < 0.01
}

TEST(Decide, ControlsTheFamilyAndNotTheBenchmark) {
  // p of complete separation of 5 and 5 is 1/252 = 0.004: enough for one test at 1 %, and for
  // twenty not.
  const auto of = [](std::size_t count, double factor) {
    std::vector<model::Benchmark> benchmarks;
    for (std::size_t i = 0; i < count; ++i) {
      const double scale = i == 0 ? factor : 1;
      benchmarks.push_back(benchmark(
          "b" + std::to_string(i),
          {series("cpu_time", {100 * scale, 101 * scale, 99 * scale, 102 * scale, 98 * scale})}));
    }
    return run(std::move(benchmarks));
  };
  EXPECT_EQ(assess(of(1, 1), of(1, 1.5)).outcome, Outcome::Closed);
  EXPECT_EQ(assess(of(20, 1), of(20, 1.5)).outcome, Outcome::Inconclusive);
}

TEST(Decide, ClosesOnExactMetricsStrictlyWhateverTheMachine) {
  const auto of = [](double rows, const char* machine) {
    return run({benchmark("a", {series("rows", {rows, rows})})}, machine);
  };
  const auto assessment = assess(of(100, "one"), of(101, "two"));
  EXPECT_EQ(only(assessment).verdict, Verdict::Regressed);
  EXPECT_EQ(assessment.outcome, Outcome::Closed);
}

TEST(Decide, ClosesOnErroredAndMissing) {
  const auto base = run({benchmark("a", {series("cpu_time", steady(1))}),
                         benchmark("b", {series("cpu_time", steady(1))})});
  const auto errored = assess(
      base, run({benchmark("a", {series("cpu_time", steady(1))}), failed("b", "no such table")}));
  EXPECT_EQ(errored.outcome, Outcome::Closed);
  EXPECT_EQ(only(errored).verdict, Verdict::Errored);
  EXPECT_EQ(only(errored).message, "no such table");
  EXPECT_EQ(errored.coverage, (Coverage{1, 2}));
  const auto missing = assess(base, run({benchmark("a", {series("cpu_time", steady(1))})}));
  EXPECT_EQ(missing.outcome, Outcome::Closed);
  EXPECT_EQ(only(missing).verdict, Verdict::Missing);
}

TEST(Decide, DoesNotKeepTheMendingOfABrokenBaseOut) {
  const auto good = benchmark("a", {series("cpu_time", steady(1))});
  const auto assessment = assess(run({good, failed("b", "x")}),
                                 run({good, benchmark("b", {series("cpu_time", steady(1))})}));
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
  EXPECT_EQ(only(assessment).reason, Reason::FailedInBase);
}

TEST(Decide, ClosesOnWhatFailedOnBothSides) {
  const auto good = benchmark("a", {series("cpu_time", steady(1))});
  EXPECT_EQ(assess(run({good, failed("b", "x")}), run({good, failed("b", "x")})).outcome,
            Outcome::Closed);
}

TEST(Decide, IsClosedWhenNothingWasCompared) {
  EXPECT_EQ(assess({}, {}).outcome, Outcome::Closed);
  EXPECT_EQ(assess(run({}), timed(1)).outcome, Outcome::Closed);
  Policy blind;
  blind.rules.push_back({.severity = Severity::Off});
  EXPECT_EQ(assess(timed(1), timed(1), blind).outcome, Outcome::Closed);
}

TEST(Decide, IsClosedOnAProblemOfTheData) {
  auto head = timed(100);
  head.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Problem, .code = "truncated-file", .message = "cut"});
  EXPECT_EQ(assess(timed(100), head).outcome, Outcome::Closed);
}

TEST(Decide, ObeysThePolicyOnFindings) {
  Policy policy;
  policy.on = {.missing = Severity::Warn, .added = Severity::Fail};
  const auto one = run({benchmark("a", {series("cpu_time", steady(1))})});
  const auto two = run({benchmark("a", {series("cpu_time", steady(1))}),
                        benchmark("b", {series("cpu_time", steady(2))})});
  EXPECT_EQ(assess(two, one, policy).outcome, Outcome::Passed);
  EXPECT_EQ(assess(one, two, policy).outcome, Outcome::Closed);
  EXPECT_EQ(assess(one, two).outcome, Outcome::Passed);
}

TEST(Decide, ExitsWithFiveWhereInconclusiveMustNotPass) {
  Policy policy;
  policy.on.inconclusive = Severity::Fail;
  const auto assessment = assess(timed(100), timed(120), policy);
  EXPECT_EQ(assessment.outcome, Outcome::Inconclusive);
  EXPECT_EQ(assessment.exit_code(), ExitCode::Inconclusive);
  EXPECT_EQ(assess(timed(100), timed(140), policy).exit_code(), ExitCode::GateClosed);
}

TEST(Decide, WarnsWithoutClosing) {
  Policy policy;
  policy.rules.push_back({.severity = Severity::Warn});
  const auto assessment = assess(timed(100), timed(200), policy);
  EXPECT_EQ(only(assessment).verdict, Verdict::Regressed);
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
}

TEST(Decide, SeesWhenEverythingMovedTogether) {
  const auto of = [](double scale) {
    std::vector<model::Benchmark> benchmarks;
    for (int i = 0; i < 10; ++i) {
      benchmarks.push_back(
          benchmark("b" + std::to_string(i), {series("cpu_time", steady((100 + 10 * i) * scale))}));
    }
    return run(std::move(benchmarks));
  };
  const auto moved = assess(of(1), of(1.1));
  ASSERT_TRUE(moved.method.common_shift.has_value());
  EXPECT_NEAR(*moved.method.common_shift, 1.1, 1e-3);
  EXPECT_FALSE(assess(of(1), of(1)).method.common_shift.has_value());
}

// One function that all benchmarks run is no other build: each row says what it did.
TEST(Decide, CallsNoCommonShiftTheBuildWhereBothWereMeasuredTogether) {
  const auto of = [](double scale) {
    std::vector<model::Benchmark> benchmarks;
    for (int i = 0; i < 10; ++i) {
      benchmarks.push_back(
          benchmark("b" + std::to_string(i), {series("cpu_time", steady(100 * scale))}));
    }
    return run(std::move(benchmarks));
  };
  const auto together = assess(of(1), of(1.5), {}, {}, compare::Pairing::Together);
  EXPECT_FALSE(together.method.common_shift);
}

TEST(Decide, CallsWhatTheTimeDidNotReachInconclusive) {
  auto late = failed("late", "not measured");
  late.failure->kind = model::Failure::Kind::NotMeasured;
  const auto base = run({benchmark("a", {series("cpu_time", steady(100))}), late});
  Policy policy;
  const auto shown = assess(base, base, policy);
  EXPECT_EQ(shown.count(Verdict::Errored), 0U);
  EXPECT_EQ(shown.outcome, Outcome::Passed);
  const auto& row = shown.judgements.front();
  EXPECT_EQ(row.benchmark, "late");
  EXPECT_EQ(row.verdict, Verdict::Inconclusive);
  EXPECT_EQ(row.reason, Reason::NotMeasured);
  policy.on.not_measured = Severity::Fail;
  EXPECT_EQ(assess(base, base, policy).exit_code(), ExitCode::Inconclusive);
}

TEST(Decide, PassesWhereAllRunsTheSameCode) {
  auto same = failed("same", "not measured");
  same.failure->kind = model::Failure::Kind::SameCode;
  Policy policy;
  policy.budgets = {{.benchmark = "same", .metric = "cpu_time", .error = 1}};
  const auto assessment = assess(run({same}), run({same}), policy);
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
  EXPECT_EQ(assessment.coverage, (Coverage{.same_code = {{same.suite, "same"}}}));
  ASSERT_THAT(assessment.diagnostics, SizeIs(1)) << "a budget for it is no mistake";
  EXPECT_EQ(assessment.diagnostics[0].code, "budget-same-code");
  EXPECT_THAT(assessment.judgements, IsEmpty());
}

TEST(Decide, CallsTheSameCodeOfAnotherBaseNotMeasured) {
  auto same = failed("same", "not measured");
  same.failure->kind = model::Failure::Kind::SameCode;
  const auto base = run({benchmark("same", {series("cpu_time", steady(100))})});
  const auto assessment = assess(base, run({same}), {});
  ASSERT_THAT(assessment.judgements, SizeIs(1));
  EXPECT_EQ(assessment.judgements[0].reason, Reason::NotMeasured);
}

TEST(Decide, PutsTheWorstFirst) {
  const auto base = run({benchmark("mild", {series("cpu_time", steady(100))}),
                         benchmark("same", {series("cpu_time", steady(100))}),
                         benchmark("bad", {series("cpu_time", steady(100))}),
                         benchmark("gone", {series("cpu_time", steady(100))})});
  const auto head = run({benchmark("mild", {series("cpu_time", steady(150))}),
                         benchmark("same", {series("cpu_time", steady(100))}),
                         benchmark("bad", {series("cpu_time", steady(300))})});
  const auto assessment = assess(base, head);
  std::vector<std::string> order;
  for (const auto& judgement : assessment.judgements) order.push_back(judgement.benchmark);
  EXPECT_THAT(order, testing::ElementsAre("gone", "bad", "mild", "same"));
}

TEST(Decide, ShowsWhatNewBenchmarksMeasured) {
  const auto assessment = assess(run({}), timed(100), {}, {}, compare::Pairing::Alone);
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
  EXPECT_EQ(only(assessment).verdict, Verdict::New);
  ASSERT_TRUE(only(assessment).head.has_value());
  EXPECT_NEAR(only(assessment).head->median, 100, 0.1);
}

TEST(Decide, HoldsNothingAgainstARunAloneForBeingNew) {
  Policy policy;
  policy.on.added = Severity::Fail;
  EXPECT_EQ(assess(run({}), timed(100), policy, {}, compare::Pairing::Alone).outcome,
            Outcome::Passed);
  auto skipped = failed("b", "not on this machine");
  skipped.failure->kind = model::Failure::Kind::Skipped;
  const auto head = run({benchmark("a", {series("cpu_time", steady(1))}), skipped});
  EXPECT_EQ(assess(run({}), head, {}, {}, compare::Pairing::Alone).outcome, Outcome::Passed);
  EXPECT_EQ(assess(run({}), run({failed("b", "broken")}), {}, {}, compare::Pairing::Alone).outcome,
            Outcome::Closed);
}

TEST(Decide, SaysWhichBudgetAppliedToNothing) {
  Policy policy;
  policy.budgets.push_back({.benchmark = "typo/*", .metric = "p95", .error = 1});
  const auto assessment = assess(timed(1), timed(1), policy);
  ASSERT_EQ(assessment.diagnostics.size(), 1U);
  EXPECT_EQ(assessment.diagnostics[0].code, "unused-budget");
  EXPECT_EQ(assessment.outcome, Outcome::Closed);
}

TEST(Decide, DoesNotMissABudgetWhereOnlySomeBenchmarksWereAskedFor) {
  Policy policy;
  policy.budgets.push_back({.benchmark = "other/*", .metric = "p95", .error = 1});
  const auto both = timed(1);
  const auto comparison = compare::compare_apart(request_under(policy, both, both));
  const auto codes = [&](bool is_filtered, std::size_t identical) {
    return decide({.comparison = comparison,
                   .base = both,
                   .head = both,
                   .policy = policy,
                   .base_identity = {},
                   .head_identity = {},
                   .run_noise = {},
                   .identical_suites = identical,
                   .is_filtered = is_filtered})
        .diagnostics.size();
  };
  EXPECT_EQ(codes(false, 0), 1U);
  EXPECT_EQ(codes(true, 0), 0U);
  EXPECT_EQ(codes(false, 1), 0U);
}

TEST(Decide, SharesOneAlphaBetweenRanksAndTrials) {
  const auto p_beside = [](std::size_t suspects) {
    const auto base = timed(100);
    const auto head = timed(140);
    const Policy policy;
    auto comparison = compare::compare_apart(request_under(policy, base, head));
    comparison.pairing = compare::Pairing::Together;
    comparison.suspects_worse = suspects;
    return *decide({.comparison = comparison,
                    .base = base,
                    .head = head,
                    .policy = policy,
                    .base_identity = {},
                    .head_identity = {},
                    .run_noise = {}})
                .judgements.at(0)
                .adjusted_p;
  };
  EXPECT_DOUBLE_EQ(p_beside(2), 3 * p_beside(0));
}

TEST(Decide, IsDeterministic) {
  EXPECT_EQ(assess(timed(1), timed(2)), assess(timed(1), timed(2)));
}

}  // namespace
}  // namespace benchgate::gate
