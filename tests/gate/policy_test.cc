#include "benchgate/gate/policy.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/gate/policy_file.h"
#include "gate/named_rules.h"

namespace benchgate::gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Policy policy_of(std::string_view toml) {
  return parse_policy(toml, "benchgate.toml");
}

TEST(RuleFor, WithoutRulesJudgesTheClockOfTheBenchmark) {
  const Policy policy;
  EXPECT_EQ(rule_for(policy, "parse", "cpu_time").severity, Severity::Fail);
  EXPECT_EQ(rule_for(policy, "parse", "real_time").severity, Severity::Off);
  EXPECT_EQ(rule_for(policy, "query/real_time", "real_time").severity, Severity::Fail);
  EXPECT_EQ(rule_for(policy, "query/real_time", "cpu_time").severity, Severity::Off);
  EXPECT_DOUBLE_EQ(rule_for(policy, "parse", "cpu_time").max_regression, 0.05);
  EXPECT_THAT(rule_for(policy, "parse", "cpu_time").matched, IsEmpty());
}

TEST(RuleFor, JudgesACounterWhoseBetterDirectionIsSaid) {
  const auto severity_of = [](const std::string& direction) {
    const auto policy =
        policy_of("[[rule]]\nmetric = \"FOM\"\ndirection = \"" + direction + "\"\n");
    return rule_for(policy, "copy", "FOM").severity;
  };
  EXPECT_EQ(severity_of("higher"), Severity::Fail);
  EXPECT_EQ(severity_of("lower"), Severity::Fail);
  EXPECT_EQ(severity_of("neither"), Severity::Off);
}

TEST(RuleFor, KnowsNoDirectionOfACounterThatNoRuleLimits) {
  using enum model::Direction;
  EXPECT_EQ(rule_for(Policy(), "copy", "GB/s").definition.direction, NeitherIsBetter);
  const auto policy = policy_of(R"(
[[rule]]
metric = "GB/s"
max_regression = "5 %"
[[rule]]
metric = "misses"
max_regression = "5 %"
[[rule]]
metric = "odd"
max_regression = "5 %"
direction = "neither"
)");
  EXPECT_EQ(rule_for(policy, "copy", "GB/s").definition.direction, HigherIsBetter);
  EXPECT_EQ(rule_for(policy, "copy", "misses").definition.direction, LowerIsBetter);
  EXPECT_EQ(rule_for(policy, "copy", "odd").definition.direction, NeitherIsBetter);
}

TEST(RuleFor, WithoutRulesJudgesKnownCountsWithoutTolerance) {
  const Policy policy;
  for (const std::string_view metric : {"allocs_per_iter", "rows", "plan_hash", "bytes"}) {
    const auto rule = rule_for(policy, "query", metric);
    EXPECT_EQ(rule.severity, Severity::Fail) << metric;
    EXPECT_EQ(rule.definition.kind, model::MetricKind::Exact) << metric;
    EXPECT_DOUBLE_EQ(rule.max_regression, 0) << metric;
  }
}

TEST(RuleFor, WithoutRulesJudgesNothingElse) {
  const Policy policy;
  for (const std::string_view metric : {"items_per_second", "p95", "hit_ratio", "anything", ""}) {
    EXPECT_EQ(rule_for(policy, "query", metric).severity, Severity::Off) << metric;
  }
}

TEST(RuleFor, TakesEachFieldFromTheLastRuleThatSetsIt) {
  const auto policy = policy_of(R"(
[[rule]]
benchmark = "db/*"
metric = "clock"
max_regression = "10 %"
absolute_floor = "20 us"
[[rule]]
benchmark = "db/*/join*"
metric = "cpu_time"
max_regression = "20 %"
[[rule]]
benchmark = "*/join_three"
severity = "warn"
)");
  const auto join = rule_for(policy, "db/sqlite/join_three", "cpu_time");
  EXPECT_DOUBLE_EQ(join.max_regression, 0.2);
  EXPECT_DOUBLE_EQ(join.absolute_floor, 20'000);
  EXPECT_EQ(join.severity, Severity::Warn);
  EXPECT_THAT(join.matched, ElementsAre(0, 1, 2));
  const auto select = rule_for(policy, "db/sqlite/select", "cpu_time");
  EXPECT_DOUBLE_EQ(select.max_regression, 0.1);
  EXPECT_EQ(select.severity, Severity::Fail);
  EXPECT_THAT(select.matched, ElementsAre(0));
  EXPECT_THAT(rule_for(policy, "cache/get", "cpu_time").matched, IsEmpty());
}

TEST(RuleFor, ReadsClockAsTheClockThatTheBenchmarkIsJudgedBy) {
  const auto policy = policy_of("[[rule]]\nmetric = \"clock\"\nmax_regression = \"9 %\"\n");
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "cpu_time").max_regression, 0.09);
  EXPECT_DOUBLE_EQ(rule_for(policy, "a/real_time", "real_time").max_regression, 0.09);
  EXPECT_THAT(rule_for(policy, "a", "real_time").matched, IsEmpty());
  EXPECT_THAT(rule_for(policy, "a/real_time", "cpu_time").matched, IsEmpty());
  EXPECT_THAT(rule_for(policy, "a", "clock").matched, IsEmpty());
}

TEST(RuleFor, JudgesAMetricOnceARuleNamesIt) {
  for (const std::string_view field : {"max_regression = \"5 %\"", "absolute_floor = \"1 ms\"",
                                       "kind = \"exact\"", "severity = \"fail\""}) {
    const auto policy = policy_of("[[rule]]\nmetric = \"p9?\"\n" + std::string(field) + "\n");
    EXPECT_EQ(rule_for(policy, "a", "p95").severity, Severity::Fail) << field;
    EXPECT_EQ(rule_for(policy, "a", "p50").severity, Severity::Off) << field;
  }
}

TEST(RuleFor, DoesNotJudgeAMetricForItsDefinitionAlone) {
  const auto policy = policy_of("[[rule]]\nmetric = \"heap\"\nunit = \"B\"\n");
  const auto rule = rule_for(policy, "a", "heap");
  EXPECT_EQ(rule.definition.unit, model::Unit::Bytes);
  EXPECT_EQ(rule.severity, Severity::Off);
}

TEST(RuleFor, ARuleForEverythingDoesNotSwitchOnWhatNobodyNamed) {
  const auto policy =
      policy_of("[[rule]]\nbenchmark = \"db/*\"\nseverity = \"warn\"\nmax_regression = \"9 %\"\n");
  EXPECT_EQ(rule_for(policy, "db/x", "cpu_time").severity, Severity::Warn);
  EXPECT_EQ(rule_for(policy, "db/x", "rows").severity, Severity::Warn);
  EXPECT_EQ(rule_for(policy, "db/x", "items_per_second").severity, Severity::Off);
  EXPECT_EQ(rule_for(policy, "db/x", "p95").severity, Severity::Off);
}

TEST(RuleFor, ARuleForEverythingGivesCountsNoTolerance) {
  const auto policy = policy_of(
      "[[rule]]\nmax_regression = \"9 %\"\nabsolute_floor = 3\n"
      "[[rule]]\nmetric = \"n\"\nkind = \"exact\"\n");
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "cpu_time").max_regression, 0.09);
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "rows").max_regression, 0);
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "rows").absolute_floor, 0);
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "n").max_regression, 0);
}

TEST(RuleFor, ANamedCountMayHaveATolerance) {
  const auto policy = policy_of(
      "[[rule]]\nmetric = \"max_bytes_used\"\nmax_regression = \"1 %\"\n"
      "absolute_floor = \"4 KiB\"\n[[rule]]\nmetric = \"rows\"\nabsolute_floor = 2\n");
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "max_bytes_used").max_regression, 0.01);
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "max_bytes_used").absolute_floor, 4096);
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "rows").absolute_floor, 2);
}

TEST(RuleFor, AFloorHoldsForMetricsOfItsUnitOnly) {
  const auto policy = policy_of(
      "[[rule]]\nmetric = \"*_*\"\nabsolute_floor = \"20 us\"\n"
      "[[rule]]\nmetric = \"*_second\"\nabsolute_floor = \"5 items/s\"\n");
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "cpu_time").absolute_floor, 20'000);
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "items_per_second").absolute_floor, 5);
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "bytes_per_second").absolute_floor, 0);
  EXPECT_DOUBLE_EQ(rule_for(policy, "a", "hit_ratio").absolute_floor, 0);
}

TEST(RuleFor, OffAndOnAgain) {
  const auto policy = policy_of(
      "[[rule]]\nbenchmark = \"flaky/*\"\nseverity = \"off\"\n"
      "[[rule]]\nbenchmark = \"flaky/but_not_this\"\nseverity = \"fail\"\n");
  EXPECT_EQ(rule_for(policy, "flaky/x", "cpu_time").severity, Severity::Off);
  EXPECT_EQ(rule_for(policy, "flaky/x", "rows").severity, Severity::Off);
  EXPECT_EQ(rule_for(policy, "flaky/but_not_this", "cpu_time").severity, Severity::Fail);
}

TEST(BudgetFor, IsTheLastThatMatches) {
  const auto policy = policy_of(R"(
[[budget]]
metric = "p95"
error = "10 ms"
[[budget]]
benchmark = "db/*"
metric = "p95"
error = "20 ms"
[[budget]]
metric = "p99"
error = "90 ms"
)");
  EXPECT_EQ(budget_for(policy, "cache/get", "p95"), &policy.budgets[0]);
  EXPECT_EQ(budget_for(policy, "db/join", "p95"), &policy.budgets[1]);
  EXPECT_EQ(budget_for(policy, "db/join", "p99"), &policy.budgets[2]);
}

TEST(BudgetFor, IsNullWhereNoneMatches) {
  const auto policy =
      policy_of("[[budget]]\nbenchmark = \"db/*\"\nmetric = \"p95\"\nerror = \"1 s\"\n");
  EXPECT_EQ(budget_for(policy, "cache/get", "p95"), nullptr);
  EXPECT_EQ(budget_for(policy, "db/join", "p9"), nullptr);
  EXPECT_EQ(budget_for(policy, "db/join", "p955"), nullptr);
  EXPECT_EQ(budget_for(policy, "db/join", ""), nullptr);
  EXPECT_EQ(budget_for(Policy(), "db/join", "p95"), nullptr);
}

TEST(BudgetFor, TheClockIsThatOfTheBenchmark) {
  const auto policy = policy_of("[[budget]]\nmetric = \"clock\"\nerror = \"1 s\"\n");
  EXPECT_EQ(budget_for(policy, "a", "cpu_time"), &policy.budgets[0]);
  EXPECT_EQ(budget_for(policy, "a", "real_time"), nullptr);
  EXPECT_EQ(budget_for(policy, "a/real_time", "real_time"), &policy.budgets[0]);
}

TEST(JudgedWallMetric, IsTheOneThatARuleNames) {
  const auto with = [](Rule rule) {
    Policy policy;
    policy.rules.push_back(std::move(rule));
    return policy;
  };
  EXPECT_FALSE(judged_wall_metric({}, "x"));
  EXPECT_FALSE(judged_wall_metric(with({.max_regression = 0.1}), "x"));
  EXPECT_FALSE(judged_wall_metric(with({.metric = "clock", .max_regression = 0.1}), "x"));
  EXPECT_FALSE(judged_wall_metric(with({.metric = "p99", .severity = Severity::Off}), "x"));
  EXPECT_FALSE(judged_wall_metric(with({.benchmark = "y", .metric = "p99"}), "x"));
  EXPECT_EQ(judged_wall_metric(with({.metric = "p99", .severity = Severity::Warn}), "x"), "p99");
  EXPECT_EQ(judged_wall_metric(with({.metric = "p9?", .max_regression = 0.1}), "x"), "p90");
  EXPECT_EQ(judged_wall_metric(with({.metric = "p75", .max_regression = 0.1}), "x"), "p75");
  const auto real_time = with({.metric = "real_time", .max_regression = 0.1});
  EXPECT_EQ(judged_wall_metric(real_time, "x"), "real_time");
  EXPECT_FALSE(judged_wall_metric(real_time, "x/real_time")) << "its own clock";
}

TEST(PairedLimit, IsTheRulesElseThatOfDuets) {
  const auto policy = policy_of(R"(
[gate]
max_regression = "7 %"
[duet]
max_regression = "1 %"
[[rule]]
benchmark = "db/*"
metric = "clock"
severity = "warn"
[[rule]]
benchmark = "db/join"
metric = "clock"
max_regression = "4 %"
[[rule]]
benchmark = "db/join"
metric = "rows"
max_regression = "3 %"
)");
  EXPECT_DOUBLE_EQ(rule_for(policy, "other", "cpu_time").paired_limit, 0.01);
  EXPECT_DOUBLE_EQ(rule_for(policy, "db/filter", "cpu_time").paired_limit, 0.01);
  EXPECT_DOUBLE_EQ(rule_for(policy, "db/join", "cpu_time").paired_limit, 0.04);
  EXPECT_DOUBLE_EQ(rule_for(policy, "db/join", "rows").paired_limit, 0.03);
  EXPECT_DOUBLE_EQ(rule_for(policy, "db/filter", "rows").paired_limit, 0);
  EXPECT_DOUBLE_EQ(paired_unchanged_within(policy, 0.01), 0.02);
  EXPECT_DOUBLE_EQ(paired_unchanged_within(policy, 0.04), 0.04);
}

}  // namespace
}  // namespace benchgate::gate
