#include "benchgate/gate/unused_policy.h"

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
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

model::Run measured() {
  return run({benchmark("db/a", {series("cpu_time", steady(100)), series("real_time", steady(100)),
                                 series("FOM", steady(20))}),
              test_support::judged_by(
                  "real_time", benchmark("db/b/real_time", {series("cpu_time", steady(1)),
                                                            series("real_time", steady(100))}))});
}

std::vector<std::string> codes(const model::Diagnostics& diagnostics) {
  std::vector<std::string> all;
  for (const auto& diagnostic : diagnostics) all.push_back(diagnostic.code);
  return all;
}

model::Diagnostics unused(const Rule& rule) {
  Policy policy;
  policy.rules.push_back(rule);
  return unused_entries(policy, measured(), measured());
}

TEST(UnusedRule, IsOneThatConcernsNoMetricOfNoBenchmark) {
  EXPECT_THAT(codes(unused({.metric = "FMO"})), ElementsAre("unused-rule"));
  EXPECT_THAT(codes(unused({.benchmark = "bd/*"})), ElementsAre("unused-rule"));
  EXPECT_THAT(codes(unused({.benchmark = "db/b*", .metric = "FOM"})), ElementsAre("unused-rule"));
  EXPECT_THAT(unused({.metric = "FOM"}), IsEmpty());
  EXPECT_THAT(unused({.metric = "clock"}), IsEmpty());
  EXPECT_THAT(unused({.benchmark = "db/b*", .metric = "real_time"}), IsEmpty());
  EXPECT_THAT(unused({}), IsEmpty());
  EXPECT_THAT(unused({.metric = "FMO", .optional = true}), IsEmpty());
}

TEST(UnusedRule, NamesItsLineAndWhatWasMeant) {
  const auto found = unused({.metric = "FMO", .position = {.line = 7, .column = 1}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].message,
            "The rule on line 7 of the policy (benchmark \"*\", metric \"FMO\") matches nothing "
            "that was measured. Did you mean \"FOM\"? Correct it, remove it, or mark it optional = "
            "true.");
  EXPECT_THAT(unused({.benchmark = "bd/*"})[0].message, HasSubstr("No benchmark has that name."));
}

TEST(UnusedRule, MayConcernABenchmarkThatFailedOrAValueThatWasUnusable) {
  Policy policy;
  policy.rules.push_back({.benchmark = "db/c", .metric = "p99"});
  auto head = measured();
  head.benchmarks.push_back(failed("db/c", "no server"));
  EXPECT_THAT(unused_entries(policy, measured(), head), IsEmpty());
  head = measured();
  head.diagnostics.push_back({.level = model::DiagnosticLevel::Problem,
                              .code = "non-finite",
                              .benchmark = "db/c",
                              .message = "NaN",
                              .metric = "p99"});
  EXPECT_THAT(unused_entries(policy, measured(), head), IsEmpty());
}

TEST(UnusedRule, MayConcernBaseAlone) {
  Policy policy;
  policy.rules.push_back({.metric = "FOM"});
  const auto head = run({benchmark("db/a", {series("cpu_time", steady(100))})});
  EXPECT_THAT(unused_entries(policy, measured(), head), IsEmpty());
  EXPECT_THAT(codes(unused_entries(policy, head, head)), ElementsAre("unused-rule"));
}

TEST(UnusedBudget, IsAProblem) {
  Policy policy;
  policy.budgets.push_back({.metric = "p95", .error = 1});
  const auto found = unused_entries(policy, measured(), measured());
  ASSERT_THAT(codes(found), ElementsAre("unused-budget"));
  EXPECT_EQ(found[0].level, model::DiagnosticLevel::Problem);
  policy.budgets[0].optional = true;
  EXPECT_THAT(unused_entries(policy, measured(), measured()), IsEmpty());
}

TEST(UnusedRename, IsAProblemUnlessItIsDone) {
  Policy policy;
  const auto levels = [&] {
    std::vector<model::DiagnosticLevel> all;
    for (const auto& one : unused_entries(policy, measured(), measured())) all.push_back(one.level);
    return all;
  };
  policy.renames = {{.from = "db/typo", .to = "db/c"}};
  EXPECT_THAT(levels(), ElementsAre(model::DiagnosticLevel::Problem));
  policy.renames = {{.from = "db/old", .to = "db/a"}};
  EXPECT_THAT(levels(), ElementsAre(model::DiagnosticLevel::Note));
  policy.renames = {{.from = "db/a", .to = "db/new"}};
  EXPECT_THAT(levels(), IsEmpty());
  policy.renames = {{.from = "db/typo", .to = "db/c", .optional = true}};
  EXPECT_THAT(levels(), IsEmpty());
}

TEST(UnusedSuiteFilter, IsOneThatMatchesNoneOfTheSuitesBenchmarks) {
  const auto outcome = [](const SuiteEntry& suite, const std::string& measured_with = "") {
    Policy policy;
    policy.suites.push_back(suite);
    auto runs = measured();
    runs.suites.at(0).environment.fields["filter"] = measured_with;
    const auto assessment = assess(runs, runs, policy);
    const auto all = codes(assessment.diagnostics);
    EXPECT_EQ(assessment.outcome == Outcome::Closed,
              std::ranges::count(all, "unused-suite-filter") > 0);
    return assessment.outcome;
  };
  const SuiteEntry typo{.name = "suite", .command = {"x"}, .filter = "^bd/"};
  EXPECT_EQ(outcome(typo), Outcome::Closed);
  auto inverted = typo;
  inverted.filter = "-^db/";
  EXPECT_EQ(outcome(inverted), Outcome::Closed);
  auto right = typo;
  right.filter = "b/real";
  EXPECT_EQ(outcome(right), Outcome::Passed);
  auto optional = typo;
  optional.optional = true;
  EXPECT_EQ(outcome(optional), Outcome::Passed);
  EXPECT_EQ(outcome(typo, "^db/"), Outcome::Passed) << "others may be there";
  auto other_dialect = typo;
  other_dialect.filter = "(?:";
  EXPECT_EQ(outcome(other_dialect), Outcome::Passed) << "nobody can tell";
  auto another = typo;
  another.name = "another";
  EXPECT_EQ(outcome(another), Outcome::Passed) << "not measured";
}

TEST(UnusedEntries, CloseTheGateWhereAllSuitesWereMeasured) {
  Policy policy;
  policy.rules.push_back({.metric = "FMO", .severity = Severity::Fail});
  EXPECT_EQ(assess(measured(), measured(), policy).outcome, Outcome::Closed);
  policy.suites.push_back({.name = "suite", .command = {"x"}});
  EXPECT_EQ(assess(measured(), measured(), policy).outcome, Outcome::Closed);
  policy.suites.push_back({.name = "another", .command = {"y"}});
  const auto part = assess(measured(), measured(), policy);
  EXPECT_EQ(part.outcome, Outcome::Passed) << "the rule may concern the other suite";
  EXPECT_THAT(codes(part.diagnostics), ElementsAre("unused-in-part"));
}

}  // namespace
}  // namespace benchgate::gate
