#include "benchgate/gate/policy_request.h"

#include <gmock/gmock.h>

#include "support/runs.h"

namespace benchgate::gate {
namespace {

using test_support::benchmark;
using test_support::run;
using test_support::series;
using test_support::steady;
using testing::ElementsAre;

std::vector<std::string_view> metrics_of(const compare::MatchRules& rules) {
  std::vector<std::string_view> metrics;
  for (const auto& one : rules) metrics.push_back(one.metric);
  return metrics;
}

TEST(RequestUnder, AsksForWhatIsJudgedOrHasABudget) {
  Policy policy;
  policy.budgets.push_back({.metric = "p95", .error = 1});
  const auto base = run({benchmark("a", {series("cpu_time", {1}), series("p95", {1})})});
  const auto head = run({benchmark(
      "a", {series("items_per_second", {1}), series("rows", {1}), series("cpu_time", {1})})});
  const auto request = request_under(policy, base, head);
  ASSERT_EQ(request.rules.size(), 1U);
  EXPECT_THAT(metrics_of(request.rules[0]), ElementsAre("rows", "cpu_time", "p95"));
  EXPECT_FALSE(request.rules[0][2].rule.is_judged());
  EXPECT_EQ(request.rules[0][2].rule.budget, 0U);
}

// It waits: CPU time is 1 % of wall-clock time. Its name does not say so, only its data do.
TEST(RequestUnder, ResolvesRulesForTheClockThatTheDataShow) {
  Policy policy;
  policy.rules.push_back({.metric = "clock", .max_regression = 0.10});
  policy.budgets.push_back({.metric = "clock", .error = 500});
  const auto both =
      run({benchmark("a", {series("cpu_time", steady(1)), series("real_time", steady(100))})});
  const auto request = request_under(policy, both, both);
  ASSERT_THAT(metrics_of(request.rules.at(0)), ElementsAre("real_time"));
  const auto& rule = request.rules[0][0].rule;
  EXPECT_THAT(rule.matched, ElementsAre(0U));
  EXPECT_EQ(rule.max_regression, 0.10);
  EXPECT_EQ(rule.paired_limit, 0.10);
  EXPECT_EQ(rule.budget, 0U);
}

TEST(RequestUnder, HasTheRuleOfASecondClockReady) {
  Policy policy;
  policy.rules.push_back({.metric = "clock", .severity = Severity::Warn});
  const auto both =
      run({benchmark("a", {series("cpu_time", steady(99)), series("real_time", steady(100))})});
  const auto request = request_under(policy, both, both);
  ASSERT_THAT(metrics_of(request.rules.at(0)), ElementsAre("cpu_time", "real_time"));
  EXPECT_FALSE(request.rules[0][0].is_second_clock);
  EXPECT_TRUE(request.rules[0][1].is_second_clock);
  EXPECT_EQ(request.rules[0][1].rule.severity, Severity::Warn);
}

TEST(RequestUnder, FollowsRenamesAndJudgesByHeadsName) {
  Policy policy;
  policy.renames = {{.from = "was", .to = "is"}};
  policy.rules.push_back({.benchmark = "is", .max_regression = 0.2});
  const auto base = run({benchmark("was", {series("cpu_time", {1})})});
  const auto head = run({benchmark("is", {series("cpu_time", {1})})});
  const auto comparison = compare::compare_apart(request_under(policy, base, head));
  ASSERT_EQ(comparison.rows.size(), 1U);
  EXPECT_EQ(comparison.rows[0].rule.max_regression, 0.2);
  EXPECT_EQ(comparison.rows[0].match.base, &base.benchmarks[0]);
  EXPECT_EQ(comparison.rows[0].match.head, &head.benchmarks[0]);
}

}  // namespace
}  // namespace benchgate::gate
