#include "benchgate/gate/undecided.h"

#include <gmock/gmock.h>

#include "benchgate/model/core_time.h"
#include "gate/assessed.h"
#include "support/runs.h"

namespace benchgate::gate {
namespace {

using test_support::assess;
using test_support::benchmark;
using test_support::run;
using test_support::series;
using test_support::steady;
using ::testing::HasSubstr;

/// `count` benchmarks with `samples` samples each, all `factor` times as slow as with 1.
model::Run slower(std::size_t count, std::size_t samples, double factor) {
  std::vector<model::Benchmark> benchmarks;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<double> values;
    for (std::size_t k = 0; k < samples; ++k) {
      values.push_back(100 * factor * (1 + 0.001 * static_cast<double>(k)));
    }
    benchmarks.push_back(benchmark("b" + std::to_string(i), {series("cpu_time", values)}));
  }
  return run(std::move(benchmarks));
}

std::string few_samples(const Assessment& assessment) {
  const auto found =
      std::ranges::find(assessment.diagnostics, "few-samples", &model::Diagnostic::code);
  return found == assessment.diagnostics.end() ? std::string() : found->message;
}

TEST(FewSamples, AreDecidedByTheNoiseFloor) {
  // The floor is 30 %, and 69 % is twice that on the log scale.
  const auto reason = [](double factor) {
    return assess(slower(1, 1, 1), slower(1, 1, factor)).judgements.at(0).reason;
  };
  EXPECT_EQ(reason(6.0), Reason::FarBeyondNoise);
  EXPECT_EQ(reason(1.70), Reason::FarBeyondNoise);
  EXPECT_EQ(reason(1.68), Reason::BeyondNoiseUntested);
  EXPECT_EQ(reason(1.31), Reason::BeyondNoiseUntested);
  EXPECT_EQ(reason(1.29), Reason::TooFewSamples);
  EXPECT_EQ(reason(0.5), Reason::FarBetterThanNoise);
  EXPECT_EQ(reason(0.7), Reason::TooFewSamples);
}

TEST(FewSamples, CloseTheGateOnlyFarBeyondTheFloor) {
  const auto outcome = [](std::size_t rows, std::size_t samples, double factor) {
    return assess(slower(rows, samples, 1), slower(rows, samples, factor)).outcome;
  };
  EXPECT_EQ(outcome(1, 1, 6), Outcome::Closed);
  EXPECT_EQ(outcome(3, 5, 10), Outcome::Closed);
  EXPECT_EQ(outcome(2000, 10, 3), Outcome::Closed);
  EXPECT_EQ(outcome(300, 8, 3), Outcome::Closed);
  EXPECT_EQ(outcome(1, 1, 1.5), Outcome::Inconclusive);
  EXPECT_EQ(outcome(1, 1, 1.1), Outcome::Passed);
  EXPECT_EQ(outcome(1, 1, 0.2), Outcome::Passed);
}

TEST(FewSamples, NeedAllOfHeadBeyondAllOfBase) {
  const auto of = [](std::vector<double> values) {
    return run({benchmark("a", {series("cpu_time", std::move(values))})});
  };
  const auto assessment = assess(of({100, 101, 102}), of({300, 301, 99}));
  EXPECT_EQ(assessment.judgements.at(0).reason, Reason::BeyondNoiseUntested);
  EXPECT_EQ(assessment.exit_code(), ExitCode::Inconclusive);
}

TEST(FewSamples, UseALearntFloorAsItIs) {
  const auto quiet = [](const compare::Row&) {
    return std::optional(compare::RunSpread{.log_sd = 0.02, .runs = 20});
  };
  // 7.45 % (see decide_test.cc)
  EXPECT_EQ(assess(slower(1, 1, 1), slower(1, 1, 1.10), {}, quiet).outcome, Outcome::Closed);
  EXPECT_EQ(assess(slower(1, 1, 1), slower(1, 1, 1.06), {}, quiet).outcome, Outcome::Passed);
}

TEST(FewSamples, SayWhichRowsAndHowManyItTakes) {
  const auto base = slower(3, 5, 1);
  auto head = base;
  for (double& value : head.benchmarks[1].metrics[0].samples) value *= 1.2;
  const auto message = few_samples(assess(base, head));
  // 1 / C(2 n, n) < 0.01 / 3 asks for n = 6: C(10, 5) = 252, C(12, 6) = 924.
  EXPECT_THAT(message, HasSubstr("1 of 3 timings has too few samples")) << "two are unchanged";
  EXPECT_THAT(message, HasSubstr("at least 6 samples a side: b1 cpu_time"));
  EXPECT_EQ(few_samples(assess(slower(3, 12, 1), slower(3, 12, 1))), "");
}

TEST(FewSamples, AreNamedBesideRowsThatHaveEnough) {
  const auto of = [](std::size_t samples) {
    auto made = slower(2, 12, 1);
    made.benchmarks[1].metrics[0].samples.resize(samples);
    made.benchmarks[1].metrics[0].processes.resize(samples);
    return made;
  };
  const auto assessment = assess(of(2), of(2));
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
  EXPECT_THAT(few_samples(assessment), HasSubstr("1 of 2 timings has too few samples"));
}

TEST(FewSamples, OfAValueThatRoseFromZeroAreUndecided) {
  Policy policy;
  policy.rules.push_back({.metric = "error_rate", .severity = Severity::Fail});
  const auto of = [](double value) {
    return run({benchmark("a", {series("error_rate", {value, value})})});
  };
  EXPECT_EQ(assess(of(0), of(0.5), policy).exit_code(), ExitCode::Inconclusive);
  EXPECT_EQ(assess(of(0.5), of(0), policy).outcome, Outcome::Inconclusive)
      << "no row could have closed the gate";
  EXPECT_EQ(assess(of(0), of(0), policy).outcome, Outcome::Passed);
}

Judgement undecided(Reason reason, double ratio) {
  Judgement judgement{
      .suite = "s", .benchmark = "b", .metric = "cpu_time", .reason = reason, .limit = 0.05};
  judgement.definition = model::default_definition("cpu_time");
  judgement.ratio = stats::Estimate{.point = ratio, .interval = std::nullopt};
  return judgement;
}

TEST(MovedFar, MeasuredApartIsBeyondLimitAndNoiseFloor) {
  const auto moved = [](Reason reason, double ratio) {
    auto judgement = undecided(reason, ratio);
    judgement.noise_floor = 0.3;
    return moved_far(judgement);
  };
  EXPECT_TRUE(moved(Reason::NotShown, 1.31));
  EXPECT_FALSE(moved(Reason::NotShown, 1.29));
  EXPECT_FALSE(moved(Reason::NotShown, 0.5)) << "better";
  EXPECT_TRUE(moved(Reason::OtherMachine, 1.31));
  EXPECT_FALSE(moved(Reason::Unconfirmed, 1.31)) << "a second measurement is asked for";
  EXPECT_FALSE(moved(Reason::NotConfirmed, 1.31)) << "a second measurement denied it";
  EXPECT_TRUE(moved(Reason::BeyondNoiseUntested, 1.31));
  EXPECT_TRUE(moved(Reason::WallTimeAlone, 1.0));
}

TEST(MovedFar, InPairsLiesBeyondItsLimitOrIsAnOpenSuspicion) {
  for (const auto pacing : {model::Pacing::Duet, model::Pacing::Lockstep, model::Pacing::InTurn}) {
    const auto moved = [&](Reason reason, stats::Interval bounds, std::size_t pairs = 8) {
      auto judgement = undecided(reason, (bounds.lower + bounds.upper) / 2);
      judgement.ratio->interval = {.bounds = bounds, .achieved_level = 0.95};
      judgement.paired = PairedMeasurement{.pacing = pacing, .screening_pairs = pairs};
      return moved_far(judgement);
    };
    EXPECT_TRUE(moved(Reason::NotShown, {1.06, 1.2}));
    EXPECT_FALSE(moved(Reason::NotShown, {1.04, 1.2}));
    EXPECT_TRUE(moved(Reason::BudgetSpent, {0.99, 1.2}));
    EXPECT_FALSE(moved(Reason::BudgetSpent, {0.8, 1.1})) << "better";
    EXPECT_FALSE(moved(Reason::BudgetSpent, {0.99, 1.2}, 5)) << "no suspicion before a first look";
    EXPECT_TRUE(moved(Reason::WaitsLonger, {0.99, 1.01}));
    EXPECT_FALSE(moved(Reason::WallTimeNotMeasured, {0.99, 1.01}));
  }
}

TEST(MovedFar, KnowsThatHigherIsBetter) {
  auto judgement = undecided(Reason::NotShown, 0.9);
  judgement.definition = model::default_definition("items_per_second");
  judgement.ratio->interval = {.bounds = {0.85, 0.94}, .achieved_level = 0.95};
  judgement.paired = PairedMeasurement{.screening_pairs = 8};
  EXPECT_TRUE(moved_far(judgement)) << "1 / 0.94 is 6.4 % worse";
  judgement.ratio->interval->bounds = {0.85, 0.96};
  EXPECT_FALSE(moved_far(judgement));
  judgement.verdict = Verdict::Regressed;
  judgement.ratio->interval->bounds = {0.5, 0.6};
  EXPECT_FALSE(moved_far(judgement)) << "decided";
}

TEST(CouldNotClose, IsNoPassUnlessThePolicySaysSo) {
  const auto base = run({benchmark("a", {series("cpu_time", steady(100))})}, "one");
  const auto head = run({benchmark("a", {series("cpu_time", steady(100))})}, "two");
  EXPECT_TRUE(could_not_close(assess(base, head)));
  EXPECT_EQ(assess(base, head).exit_code(), ExitCode::Inconclusive);
  Policy policy;
  policy.on.undecided = Severity::Warn;
  EXPECT_EQ(assess(base, head, policy).outcome, Outcome::Passed);
}

TEST(CouldNotClose, IsNotSaidWhereAnythingCould) {
  const auto of = [](const char* machine) {
    return run({benchmark("a", {series("cpu_time", steady(100)), series("rows", {7})})}, machine);
  };
  EXPECT_EQ(assess(of("one"), of("two")).outcome, Outcome::Passed) << "rows are exact";
  const auto timing = [](const char* machine) {
    return run({benchmark("a", {series("cpu_time", steady(100))})}, machine);
  };
  Policy budget;
  budget.budgets.push_back({.metric = "clock", .error = 1e9});
  EXPECT_EQ(assess(timing("one"), timing("two"), budget).outcome, Outcome::Passed);
  Policy report_only;
  report_only.rules.push_back({.severity = Severity::Warn});
  EXPECT_EQ(assess(timing("one"), timing("two"), report_only).outcome, Outcome::Passed);
}

model::Run clocks(double real_time, double cpu_time, std::size_t others = 0,
                  double others_real_time = 100) {
  std::vector<model::Benchmark> benchmarks = {benchmark(
      "a", {series("real_time", steady(real_time)), series("cpu_time", steady(cpu_time))})};
  for (std::size_t i = 0; i < others; ++i) {
    benchmarks.push_back(
        benchmark("other" + std::to_string(i),
                  {series("real_time", steady(others_real_time)), series("cpu_time", steady(99))}));
  }
  return run(std::move(benchmarks));
}

TEST(TwoClocks, WhatWaitsIsJudgedByRealTime) {
  const auto assessment = assess(clocks(2e8, 2e4), clocks(6e8, 2e4));
  EXPECT_EQ(assessment.outcome, Outcome::Closed);
  EXPECT_EQ(assessment.judgements.at(0).metric, "real_time");
  EXPECT_EQ(assessment.judgements.at(0).verdict, Verdict::Regressed);
  EXPECT_EQ(assessment.diagnostics.at(0).code, "waits");
}

TEST(TwoClocks, WorkThatMovedToOtherThreadsIsJudgedByRealTime) {
  const auto assessment = assess(clocks(100, 99), clocks(300, 2));
  EXPECT_EQ(assessment.judgements.at(0).metric, "real_time");
  EXPECT_EQ(assessment.outcome, Outcome::Closed);
  EXPECT_EQ(assessment.diagnostics.at(0).code, "waits-on-one-side");
}

TEST(TwoClocks, WallTimeThatRoseAloneDoesNotPass) {
  const auto assessment = assess(clocks(100, 99, 6), clocks(300, 99, 6));
  EXPECT_EQ(assessment.exit_code(), ExitCode::Inconclusive);
  EXPECT_EQ(assessment.judgements.at(0).metric, "real_time");
  EXPECT_EQ(assessment.judgements.at(0).reason, Reason::WallTimeAlone);
  EXPECT_EQ(assessment.method.family_size, 7U) << "no test more";
  EXPECT_EQ(assess(clocks(100, 99), clocks(300, 99)).exit_code(), ExitCode::Inconclusive);
  EXPECT_EQ(assess(clocks(100, 99), clocks(127, 99)).outcome, Outcome::Passed)
      << "within what separate runs differ by";
  EXPECT_EQ(assess(clocks(300, 99), clocks(100, 99)).outcome, Outcome::Passed);
}

TEST(TwoClocks, ABusyMachineIsNotBlamedOnHead) {
  const auto assessment = assess(clocks(100, 99, 6), clocks(300, 99, 6, 250));
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
  EXPECT_EQ(assessment.diagnostics.at(0).code, "busy-machine");
}

/// Of a suite that others kept waiting for a core for `waited` of 10 s.
model::Run beside_others(model::Run run, double waited) {
  run.suites.resize(1);
  run.suites.front().name = run.benchmarks.front().suite;
  model::set_core_time(run.suites.front().environment,
                       {.ran_seconds = 10, .kept_waiting_seconds = waited});
  return run;
}

model::Run reached_by(double real_time) {
  return run({benchmark("a/real_time", {series("real_time", steady(real_time))}),
              benchmark("b", {series("cpu_time", steady(100))})});
}

TEST(BusyMachine, WallTimeThatBecameWorseOnOneIsNobodysFault) {
  const auto quiet = beside_others(reached_by(100), 0);
  const auto assessment = assess(quiet, beside_others(reached_by(300), 10));
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
  const auto& row = assessment.judgements.at(0);
  EXPECT_EQ(row.benchmark, "a/real_time");
  EXPECT_EQ(row.verdict, Verdict::Inconclusive);
  EXPECT_EQ(row.reason, Reason::BusyMachine);
  EXPECT_TRUE(moved_far(row)) << "it is not folded away";
  const auto& said = assessment.diagnostics;
  const auto warning = std::ranges::find(said, "worse-on-busy-machine", &model::Diagnostic::code);
  ASSERT_NE(warning, said.end());
  EXPECT_EQ(warning->level, model::DiagnosticLevel::Warning);
  EXPECT_NE(warning->message.find("50 % of the time"), std::string::npos) << warning->message;
  EXPECT_NE(warning->message.find("1 of its times is worse is not known. The first is "
                                  "real_time of a/real_time"),
            std::string::npos)
      << warning->message;
}

/// Of a suite that ran while other programs used `share` of two cores.
model::Run with_share_of_others(model::Run run, double share) {
  run.suites.resize(1);
  run.suites.front().name = run.benchmarks.front().suite;
  model::set_core_time(
      run.suites.front().environment,
      {.ran_seconds = 10,
       .kept_waiting_seconds = 0,
       .machine = model::MachineTime{.others_seconds = share * 20, .all_seconds = 20}});
  return run;
}

model::Run computed(double cpu_time) {
  return run({benchmark("a", {series("cpu_time", steady(cpu_time))})});
}

TEST(BusyMachine, CpuTimeBesideOthersCanDouble) {
  const auto quiet = with_share_of_others(computed(100), 0.01);
  const auto assessment = assess(quiet, with_share_of_others(computed(187), 0.6));
  EXPECT_EQ(assessment.judgements.at(0).reason, Reason::BusyMachine);
  const auto& said = assessment.diagnostics;
  const auto warning = std::ranges::find(said, "worse-on-busy-machine", &model::Diagnostic::code);
  ASSERT_NE(warning, said.end());
  EXPECT_NE(warning->message.find("other programs used 60 % of its processor time while suite"),
            std::string::npos)
      << warning->message;
  EXPECT_EQ(assess(with_share_of_others(computed(187), 0.6), quiet).judgements.at(0).reason,
            Reason::BusyMachine)
      << "a busy base looks slower";
}

TEST(BusyMachine, MoreThanTwiceTheCpuTimeIsNotTheOthersFault) {
  const auto quiet = with_share_of_others(computed(100), 0.01);
  EXPECT_EQ(assess(quiet, with_share_of_others(computed(210), 0.6)).outcome, Outcome::Closed);
  EXPECT_EQ(assess(quiet, with_share_of_others(computed(187), 0.3)).outcome, Outcome::Closed)
      << "a server beside its client";
}

TEST(BusyMachine, WhereItDidNotKeepHeadWaitingItExplainsNothing) {
  const auto slower = reached_by(300);
  EXPECT_EQ(assess(beside_others(reached_by(100), 10), beside_others(slower, 1)).outcome,
            Outcome::Closed)
      << "a busy base hides, and does not make, a regression";
  EXPECT_EQ(assess(reached_by(100), slower).outcome, Outcome::Closed) << "nobody counted";
  EXPECT_EQ(assess(reached_by(100), beside_others(reached_by(100), 10)).outcome, Outcome::Passed);
}

TEST(BusyMachine, CpuTimeIsJudgedAsEver) {
  EXPECT_EQ(assess(clocks(100, 99), beside_others(clocks(300, 297), 10)).outcome, Outcome::Closed);
}

TEST(BusyMachine, WallTimeThatRoseAloneIsExplained) {
  const auto assessment = assess(clocks(100, 99), beside_others(clocks(300, 99), 10));
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
  EXPECT_EQ(assessment.judgements.at(0).reason, Reason::BusyMachine);
}

TEST(BusyMachine, MakesNoImprovementEither) {
  const auto assessment = assess(beside_others(reached_by(300), 10), reached_by(100));
  EXPECT_EQ(assessment.count(Verdict::Improved), 0U);
  EXPECT_EQ(assessment.outcome, Outcome::Passed);
}

TEST(BusyMachine, WallTimesAloneDecideNothing) {
  const auto of = [](double real_time) {
    return run({benchmark("a/real_time", {series("real_time", steady(real_time))})});
  };
  EXPECT_EQ(assess(of(100), beside_others(of(300), 10)).exit_code(), ExitCode::Inconclusive);
}

TEST(TwoClocks, CpuTimeThatMovedAloneIsSaid) {
  const auto assessment = assess(clocks(100, 99), clocks(101, 40));
  ASSERT_FALSE(assessment.diagnostics.empty());
  EXPECT_EQ(assessment.diagnostics.at(0).code, "cpu-time-moved-alone");
}

TEST(TwoClocks, ARuleForTheClockMeansTheOneThatCounts) {
  Policy policy;
  policy.rules.push_back({.metric = "clock", .severity = Severity::Warn});
  EXPECT_EQ(assess(clocks(2e8, 2e4), clocks(6e8, 2e4), policy).outcome, Outcome::Passed);
  policy.rules[0] = {.metric = "cpu_time", .severity = Severity::Off};
  EXPECT_EQ(assess(clocks(2e8, 2e4), clocks(6e8, 2e4), policy).outcome, Outcome::Closed);
}

}  // namespace
}  // namespace benchgate::gate
