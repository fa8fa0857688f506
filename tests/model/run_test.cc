#include "benchgate/model/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Benchmark benchmark(std::string suite, std::string name) {
  return {.suite = std::move(suite),
          .name = std::move(name),
          .label = "",
          .failure = std::nullopt,
          .metrics = {{.metric = "cpu_time", .samples = {1, 2}, .processes = {}}}};
}

Run run_of(std::vector<Benchmark> benchmarks, std::vector<Suite> suites = {}) {
  return {.suites = std::move(suites), .benchmarks = std::move(benchmarks), .diagnostics = {}};
}

TEST(Benchmark, FindsAMetric) {
  const auto tested = benchmark("db", "join");
  ASSERT_NE(tested.find("cpu_time"), nullptr);
  EXPECT_THAT(tested.find("cpu_time")->samples, ElementsAre(1, 2));
  EXPECT_EQ(tested.find("real_time"), nullptr);
  EXPECT_EQ(tested.find(""), nullptr);
}

TEST(Run, FindsASuite) {
  const auto run = run_of({}, {{.name = "db", .environment = {}}});
  EXPECT_EQ(run.find_suite("db"), &run.suites[0]);
  EXPECT_EQ(run.find_suite("cache"), nullptr);
}

TEST(Append, KeepsTheOrder) {
  auto run = run_of({benchmark("db", "a"), benchmark("db", "b")});
  append(run, run_of({benchmark("db", "c"), benchmark("cache", "a")}));
  EXPECT_EQ(run, run_of({benchmark("db", "a"), benchmark("db", "b"), benchmark("db", "c"),
                         benchmark("cache", "a")}));
}

TEST(Append, KeepsTheDiagnosticsOfBoth) {
  const Diagnostic first{
      .level = DiagnosticLevel::Note, .code = "x", .benchmark = "", .message = ""};
  const Diagnostic second{
      .level = DiagnosticLevel::Warning, .code = "y", .benchmark = "", .message = ""};
  model::Run run;
  run.diagnostics = {first};
  model::Run more;
  more.diagnostics = {second};
  append(run, more);
  EXPECT_THAT(run.diagnostics, ElementsAre(first, second));
}

TEST(Append, TakesASuiteOnce) {
  auto run = run_of({}, {{.name = "db", .environment = {{{"kernel", "6.1"}}}}});
  append(run, run_of({}, {{.name = "db", .environment = {{{"kernel", "6.1"}}}},
                          {.name = "cache", .environment = {}}}));
  ASSERT_EQ(run.suites.size(), 2U);
  EXPECT_EQ(run.suites[0].name, "db");
  EXPECT_EQ(run.suites[1].name, "cache");
}

TEST(Append, KeepsABenchmarkOfBothTwiceUnderAProblem) {
  auto run = run_of({benchmark("db", "a")});
  append(run, run_of({benchmark("db", "a"), benchmark("db", "b")}));
  EXPECT_EQ(run.benchmarks.size(), 3U);
  ASSERT_EQ(run.diagnostics.size(), 1U);
  EXPECT_EQ(run.diagnostics[0].level, DiagnosticLevel::Problem);
  EXPECT_EQ(run.diagnostics[0].code, "duplicate-benchmark");
  EXPECT_EQ(run.diagnostics[0].benchmark, "a");
}

TEST(Append, AllowsTheSameNameInAnotherSuite) {
  auto run = run_of({benchmark("db", "a")});
  append(run, run_of({benchmark("cache", "a")}));
  EXPECT_THAT(run.diagnostics, IsEmpty());
}

TEST(Append, ToNothingIsTheOther) {
  const auto more = run_of({benchmark("db", "a")}, {{.name = "db", .environment = {}}});
  model::Run run;
  append(run, more);
  EXPECT_EQ(run, more);
  append(run, model::Run());
  EXPECT_EQ(run, more);
}

TEST(Append, RefusesToTakeShardsForAWhole) {
  model::Run run;
  append(run, {.shard = Shard{.index = 1, .count = 2, .terms = {}}});
  EXPECT_TRUE(run.shard);
  append(run, {.shard = Shard{.index = 2, .count = 2, .terms = {}}});
  EXPECT_FALSE(run.shard);
  ASSERT_EQ(run.diagnostics.size(), 1U);
  EXPECT_EQ(run.diagnostics[0].code, "mixed-shards");
  EXPECT_EQ(run.diagnostics[0].level, DiagnosticLevel::Problem);
}

}  // namespace
}  // namespace benchgate::model
