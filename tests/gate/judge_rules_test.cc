#include "benchgate/gate/judge_rules.h"

#include <gmock/gmock.h>

#include "benchgate/gate/policy_request.h"
#include "support/runs.h"

namespace benchgate::gate {
namespace {

using test_support::benchmark;
using test_support::run;
using test_support::series;
using testing::IsEmpty;

/// A kind for these tests: a value below the setting breaks the rule.
const RuleKind kAtLeast{.key = setting_key("at_least", NumberBetween{0, 1000}, "The least value"),
                        .check = nullptr,
                        .judge = [](const RuleSubject& subject) -> std::optional<std::string> {
                          if (subject.value >= subject.setting) return std::nullopt;
                          return fmt::format("{} is {} and was {}", subject.metric, subject.value,
                                             subject.base.value_or(0));
                        }};

Rule at_least(double value) {
  Rule rule{.metric = "p95"};
  rule.settings["at_least"] = value;
  return rule;
}

model::Diagnostics judged(const Policy& policy, const model::Run& base, const model::Run& head) {
  return judge_rules(policy, compare::compare_apart(request_under(policy, base, head)), head,
                     {&kAtLeast, 1});
}

const auto kBase = run({benchmark("a", {series("p95", {4, 5, 6})})});
const auto kHead = run({benchmark("a", {series("p95", {7, 8, 9})})});

TEST(JudgeRules, SaysWhichMetricBreaksARule) {
  const auto found = judged({.rules = {at_least(10)}}, kBase, kHead);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].level, model::DiagnosticLevel::Problem);
  EXPECT_EQ(found[0].code, "rule-at-least");
  EXPECT_EQ(found[0].benchmark, "a");
  EXPECT_EQ(found[0].metric, "p95");
  EXPECT_EQ(found[0].message, "p95 is 8 and was 5");
  EXPECT_THAT(judged({.rules = {at_least(8)}}, kBase, kHead), IsEmpty());
}

TEST(JudgeRules, LetsTheLastRuleThatMatchesDecide) {
  EXPECT_THAT(judged({.rules = {at_least(10), at_least(1)}}, kBase, kHead), IsEmpty());
  EXPECT_EQ(judged({.rules = {at_least(1), at_least(10)}}, kBase, kHead).size(), 1U);
}

TEST(JudgeRules, WarnsOrIsSilentWhereTheSeveritySaysSo) {
  auto rule = at_least(10);
  rule.severity = Severity::Warn;
  EXPECT_EQ(judged({.rules = {rule}}, kBase, kHead).at(0).level, model::DiagnosticLevel::Warning);
  rule.severity = Severity::Off;
  EXPECT_THAT(judged({.rules = {rule}}, kBase, kHead), IsEmpty());
}

TEST(JudgeRules, LooksAtBenchmarksThatOnlyHeadHas) {
  EXPECT_EQ(judged({.rules = {at_least(10)}}, {}, kHead).at(0).message, "p95 is 8 and was 0");
}

TEST(JudgeRules, DoesNotBelieveWallTimeOfASharedCore) {
  auto head = kHead;
  head.benchmarks[0].pairs = model::Pairs{.pacing = model::Pacing::Duet};
  const auto found = judged({.rules = {at_least(10)}}, {}, head);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].level, model::DiagnosticLevel::Warning);
}

}  // namespace
}  // namespace benchgate::gate
