#include "benchgate/gate/judge_budgets.h"

#include <gtest/gtest.h>

#include "benchgate/gate/policy_request.h"
#include "benchgate/model/core_time.h"
#include "support/runs.h"

namespace benchgate::gate {
namespace {

using test_support::benchmark;
using test_support::run;
using test_support::series;

Policy with(Budget budget) {
  Policy policy;
  policy.budgets.push_back(std::move(budget));
  return policy;
}

BudgetAnswer answered(const Policy& policy, const model::Run& base, const model::Run& head) {
  return judge_budgets(policy, compare::compare_apart(request_under(policy, base, head)), head);
}

std::vector<BudgetJudgement> judged(const Policy& policy, const model::Run& base,
                                    const model::Run& head) {
  const auto answer = answered(policy, base, head);
  EXPECT_TRUE(answer.diagnostics.empty());
  return answer.judgements;
}

BudgetState state_of(double value, const Budget& budget) {
  const auto judgements =
      judged(with(budget), {}, run({benchmark("a", {series(budget.metric, {value})})}));
  return judgements.at(0).state;
}

TEST(JudgeBudgets, StepsThroughItsLevels) {
  const Budget budget{.metric = "p95", .target = 5e6, .warning = 8e6, .error = 10e6};
  EXPECT_EQ(state_of(4e6, budget), BudgetState::Met);
  EXPECT_EQ(state_of(5e6, budget), BudgetState::Met);  // at the limit is within it
  EXPECT_EQ(state_of(6e6, budget), BudgetState::AboveTarget);
  EXPECT_EQ(state_of(9e6, budget), BudgetState::Warning);
  EXPECT_EQ(state_of(10e6, budget), BudgetState::Warning);
  EXPECT_EQ(state_of(10.1e6, budget), BudgetState::Exceeded);
}

TEST(JudgeBudgets, TurnsAroundWhereHigherIsBetter) {
  const Budget budget{.metric = "hit_ratio", .target = 0.95, .error = 0.80};
  EXPECT_EQ(state_of(0.97, budget), BudgetState::Met);
  EXPECT_EQ(state_of(0.90, budget), BudgetState::AboveTarget);
  EXPECT_EQ(state_of(0.70, budget), BudgetState::Exceeded);
}

TEST(JudgeBudgets, SaysThatItDidNotCheckWhatRunsTheSameCode) {
  model::Benchmark same{.suite = "s", .name = "same"};
  same.failure = model::Failure{.kind = model::Failure::Kind::SameCode, .message = "not measured"};
  const auto policy = with({.benchmark = "sa*", .metric = "p95", .error = 10});
  const auto answer = answered(policy, run({same}), run({same}));
  EXPECT_TRUE(answer.judgements.empty());
  ASSERT_EQ(answer.diagnostics.size(), 1);
  EXPECT_EQ(answer.diagnostics[0].code, "budget-same-code");
  EXPECT_EQ(answer.diagnostics[0].level, model::DiagnosticLevel::Note);
  EXPECT_EQ(answer.diagnostics[0].message,
            "The budgets of 1 benchmark were not checked: it runs the same code as in base, so it "
            "was not measured (--all measures everything).");
  EXPECT_TRUE(
      answered(with({.benchmark = "other", .metric = "p95", .error = 10}), run({same}), run({same}))
          .diagnostics.empty());
}

TEST(JudgeBudgets, ClosesTheGateOnErrorOnly) {
  const auto judge = [](double value) {
    return judged(with({.metric = "p95", .warning = 5, .error = 10}), {},
                  run({benchmark("a", {series("p95", {value})})}))
        .at(0)
        .closes_gate;
  };
  EXPECT_FALSE(judge(7));
  EXPECT_TRUE(judge(11));
}

TEST(JudgeBudgets, ShowsBaseBesideHead) {
  const auto judgements = judged(with({.metric = "p95", .error = 10}),
                                 run({benchmark("a", {series("p95", {3, 4, 5})})}),
                                 run({benchmark("a", {series("p95", {6, 7, 8})})}));
  ASSERT_EQ(judgements.size(), 1U);
  EXPECT_EQ(judgements[0].base, 4);
  EXPECT_EQ(judgements[0].value, 7);
}

TEST(JudgeBudgets, ShowsBaseUnderItsFormerName) {
  auto policy = with({.metric = "p95", .error = 10});
  policy.renames = {{.from = "was", .to = "is"}};
  const auto head = run({benchmark("is", {series("p95", {6})})});
  const auto judgements = judged(policy, run({benchmark("was", {series("p95", {3})})}), head);
  EXPECT_EQ(judgements.at(0).base, 3);
  policy.renames.clear();
  EXPECT_FALSE(judged(policy, run({benchmark("was", {series("p95", {3})})}), head).at(0).base);
}

TEST(JudgeBudgets, ShowsBaseOfTheSameSuite) {
  auto one = benchmark("a", {series("p95", {1})});
  auto two = benchmark("a", {series("p95", {2})});
  two.suite = "other";
  const auto judgements =
      judged(with({.metric = "p95", .error = 10}), run({one, two}), run({one, two}));
  for (const auto& judgement : judgements) EXPECT_EQ(judgement.base, judgement.value);
}

TEST(JudgeBudgets, JudgesNoFailedBenchmarkAndNoOther) {
  auto failed = benchmark("a", {series("p95", {0})});
  failed.failure = model::Failure{};
  EXPECT_TRUE(judged(with({.metric = "p95", .error = 10}), {}, run({failed})).empty());
  EXPECT_TRUE(judged(with({.benchmark = "b", .metric = "p95", .error = 10}), {},
                     run({benchmark("a", {series("p95", {1})})}))
                  .empty());
  EXPECT_TRUE(judged({}, {}, run({benchmark("a", {series("p95", {1})})})).empty());
}

TEST(JudgeBudgets, BelievesTheWallOfASharedCoreOnlyWhereItIsMet) {
  const auto judge = [](double value, model::Pacing pacing, const std::string& metric) {
    auto one = benchmark("a", {series(metric, {value})});
    one.pairs = model::Pairs{.pacing = pacing, .pairs = {{}}};
    return answered(with({.metric = metric, .target = 5, .error = 10}), {}, run({one}));
  };
  using enum model::Pacing;
  EXPECT_EQ(judge(4, Duet, "p95").judgements.at(0).state, BudgetState::Met);
  for (const double value : {6.0, 11.0}) {
    const auto answer = judge(value, Duet, "p95");
    EXPECT_TRUE(answer.judgements.empty()) << value;
    ASSERT_EQ(answer.diagnostics.size(), 1U) << value;
    EXPECT_EQ(answer.diagnostics[0].code, "budget-on-shared-core");
    EXPECT_EQ(answer.diagnostics[0].benchmark, "a");
  }
  EXPECT_EQ(judge(11, Lockstep, "p95").judgements.at(0).state, BudgetState::Exceeded);
  EXPECT_EQ(judge(11, InTurn, "real_time").judgements.at(0).state, BudgetState::Exceeded);
  EXPECT_EQ(judge(11, Duet, "cpu_time").judgements.at(0).state, BudgetState::Exceeded);
}

TEST(JudgeBudgets, BelievesTheWallOfABusyMachineOnlyWhereItIsMet) {
  const auto judge = [](double value, double kept_waiting_seconds, const std::string& metric) {
    auto head = run({benchmark("a", {series(metric, {value})})});
    head.suites.resize(1);
    head.suites.front().name = head.benchmarks.front().suite;
    model::set_core_time(head.suites.front().environment,
                         {.ran_seconds = 10, .kept_waiting_seconds = kept_waiting_seconds});
    return answered(with({.metric = metric, .target = 5, .error = 10}), {}, head);
  };
  EXPECT_EQ(judge(11, 2, "p95").judgements.at(0).state, BudgetState::Exceeded);
  EXPECT_EQ(judge(4, 30, "p95").judgements.at(0).state, BudgetState::Met);
  EXPECT_EQ(judge(11, 30, "cpu_time").judgements.at(0).state, BudgetState::Exceeded);
  const auto answer = judge(11, 30, "p95");
  EXPECT_TRUE(answer.judgements.empty());
  ASSERT_EQ(answer.diagnostics.size(), 1U);
  EXPECT_EQ(answer.diagnostics[0].code, "budget-on-busy-machine");
  EXPECT_EQ(answer.diagnostics[0].level, model::DiagnosticLevel::Warning);
  EXPECT_NE(answer.diagnostics[0].message.find("75 % of the time"), std::string::npos);
}

TEST(JudgeBudgets, PutsTheWorstFirst) {
  const auto judgements = judged(
      with({.metric = "p95", .warning = 5, .error = 10}), {},
      run({benchmark("met", {series("p95", {1})}), benchmark("most", {series("p95", {30})}),
           benchmark("warned", {series("p95", {6})}), benchmark("more", {series("p95", {20})})}));
  ASSERT_EQ(judgements.size(), 4U);
  EXPECT_EQ(judgements[0].benchmark, "most");
  EXPECT_EQ(judgements[1].benchmark, "more");
  EXPECT_EQ(judgements[2].benchmark, "warned");
  EXPECT_EQ(judgements[3].benchmark, "met");
}

}  // namespace
}  // namespace benchgate::gate
