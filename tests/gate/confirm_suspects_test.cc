#include "benchgate/gate/confirm_suspects.h"

#include <gmock/gmock.h>

#include "benchgate/gate/policy_request.h"
#include "benchgate/model/core_time.h"
#include "support/runs.h"

namespace benchgate::gate {
namespace {

using test_support::benchmark;
using test_support::run;
using test_support::series;
using test_support::steady;

compare::Comparison compared(const model::Run& base, const model::Run& head, const Policy& policy) {
  return compare::compare_apart(request_under(policy, base, head));
}

Assessment once(const model::Run& base, const model::Run& head, const Policy& policy = {}) {
  const auto comparison = compared(base, head, policy);
  return decide({.comparison = comparison,
                 .base = base,
                 .head = head,
                 .policy = policy,
                 .base_identity = {},
                 .head_identity = {},
                 .run_noise = {}});
}

Assessment twice(const model::Run& base, const model::Run& head, const model::Run& again,
                 const Policy& policy = {}) {
  const auto comparison = compared(base, head, policy);
  const auto second = compared(base, again, policy);
  return decide({.comparison = comparison,
                 .base = base,
                 .head = head,
                 .policy = policy,
                 .base_identity = {},
                 .head_identity = {},
                 .run_noise = {},
                 .again = SecondMeasurement{second, again}});
}

model::Run timed(double centre) {
  return run({benchmark("a", {series("cpu_time", steady(centre))})});
}

model::Run counted(std::vector<double> values) {
  return run({benchmark("a", {series("allocs_per_iter", std::move(values))})});
}

const Judgement& only(const Assessment& assessment) {
  return assessment.judgements.at(0);
}

TEST(ConfirmSuspects, DoesNotBlameWhatOneRunAloneShows) {
  const auto assessment = once(timed(100), timed(200));
  EXPECT_EQ(only(assessment).reason, Reason::Unconfirmed);
  EXPECT_EQ(only(assessment).verdict, Verdict::Inconclusive);
  EXPECT_EQ(assessment.method.confirmation, (Confirmation{.suspects = 1}));
}

TEST(ConfirmSuspects, DoesNotPassItEither) {
  const auto assessment = once(timed(100), timed(200));
  EXPECT_TRUE(only(assessment).closes_gate);
  EXPECT_EQ(assessment.outcome, Outcome::Inconclusive);
  EXPECT_EQ(assessment.exit_code(), ExitCode::Inconclusive);
}

TEST(ConfirmSuspects, BlamesWhatTwoRunsShow) {
  const auto assessment = twice(timed(100), timed(200), timed(190));
  EXPECT_EQ(only(assessment).verdict, Verdict::Regressed);
  EXPECT_EQ(assessment.exit_code(), ExitCode::GateClosed);
  ASSERT_TRUE(only(assessment).again);
  EXPECT_NEAR(only(assessment).again->point, 1.9, 1e-9);
  EXPECT_EQ(assessment.method.confirmation,
            (Confirmation{.suspects = 1, .measured = 1, .confirmed = 1}));
}

TEST(ConfirmSuspects, LetsGoOfWhatTheSecondRunDoesNotShow) {
  const auto assessment = twice(timed(100), timed(200), timed(101));
  EXPECT_EQ(only(assessment).reason, Reason::NotConfirmed);
  EXPECT_EQ(assessment.exit_code(), ExitCode::Passed);
  EXPECT_EQ(assessment.method.confirmation, (Confirmation{.suspects = 1, .measured = 1}));
}

TEST(ConfirmSuspects, WantsTheSecondBeyondTheFloorAsWell) {
  // The floor is 30 %: shown to be 20 % slower, and no more than separate runs differ.
  EXPECT_EQ(only(twice(timed(100), timed(200), timed(120))).reason, Reason::NotConfirmed);
}

TEST(ConfirmSuspects, WantsARowOfTheSecond) {
  const auto other = run({benchmark("b", {series("cpu_time", steady(200))})});
  EXPECT_EQ(only(twice(timed(100), timed(200), other)).reason, Reason::Unconfirmed);
}

TEST(ConfirmSuspects, ASecondRunOnABusyMachineTellsNothing) {
  const auto by_wall = [](double centre) {
    return run({benchmark("a/real_time", {series("real_time", steady(centre))})});
  };
  auto again = by_wall(200);
  again.suites.resize(1);
  again.suites.front().name = again.benchmarks.front().suite;
  model::set_core_time(again.suites.front().environment,
                       {.ran_seconds = 10, .kept_waiting_seconds = 10});
  const auto assessment = twice(by_wall(100), by_wall(200), again);
  EXPECT_EQ(only(assessment).reason, Reason::Unconfirmed);
  EXPECT_EQ(assessment.exit_code(), ExitCode::Inconclusive);
}

TEST(ConfirmSuspects, ClosesOnAnExactCountAtOnce) {
  EXPECT_EQ(once(counted({5, 5, 5, 5}), counted({6, 6, 6, 6})).exit_code(), ExitCode::GateClosed);
  EXPECT_EQ(twice(counted({5, 5, 5, 5}), counted({6, 6, 6, 6}), counted({6, 6, 6, 6})).exit_code(),
            ExitCode::GateClosed);
}

TEST(ConfirmSuspects, SeesInTheSecondThatACountIsNotExact) {
  const auto assessment =
      twice(counted({280, 280, 280}), counted({281, 281, 281}), counted({280, 279, 280}));
  EXPECT_EQ(only(assessment).reason, Reason::VaryingSame);
  EXPECT_EQ(assessment.exit_code(), ExitCode::Passed);
}

TEST(ConfirmSuspects, LeavesToOthersWhatThePolicyOnlyWarnsOf) {
  Policy policy;
  policy.rules.push_back({.severity = Severity::Warn});
  const auto assessment = once(timed(100), timed(200), policy);
  EXPECT_EQ(only(assessment).verdict, Verdict::Regressed);
  EXPECT_EQ(assessment.exit_code(), ExitCode::Passed);
}

Policy budget_of(std::string metric, double error) {
  Policy policy;
  policy.budgets.push_back({.benchmark = "*", .metric = std::move(metric), .error = error});
  return policy;
}

TEST(ConfirmBudgets, WantATimeTwice) {
  const auto policy = budget_of("cpu_time", 150);
  const auto measured_once = once(timed(200), timed(200), policy);
  EXPECT_TRUE(measured_once.budgets.at(0).is_unconfirmed);
  EXPECT_EQ(measured_once.exit_code(), ExitCode::Inconclusive);
  EXPECT_EQ(twice(timed(200), timed(200), timed(199), policy).exit_code(), ExitCode::GateClosed);
  const auto refuted = twice(timed(200), timed(200), timed(140), policy);
  EXPECT_EQ(refuted.exit_code(), ExitCode::Passed);
  EXPECT_EQ(refuted.budgets.at(0).state, BudgetState::Warning);
  EXPECT_EQ(refuted.budgets.at(0).again, 140);
}

TEST(ConfirmBudgets, HoldAnythingElseAtOnce) {
  const auto rate = run({benchmark(
      "a", {series("cpu_time", steady(100)), series("error_rate", std::vector<double>(12, 0.5))})});
  EXPECT_EQ(once(rate, rate, budget_of("error_rate", 0)).exit_code(), ExitCode::GateClosed);
}

}  // namespace
}  // namespace benchgate::gate
