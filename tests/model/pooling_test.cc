#include "benchgate/model/pooling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using Fields = std::map<std::string, std::string, std::less<>>;

Run file(std::vector<double> samples, Fields fields = {}, std::string name = "BM_x") {
  return {.suites = {{.name = "bench", .environment = {.fields = std::move(fields)}}},
          .benchmarks = {{.suite = "bench",
                          .name = std::move(name),
                          .label = "",
                          .failure = std::nullopt,
                          .metrics = {{.metric = "cpu_time",
                                       .samples = std::move(samples),
                                       .processes = {}}}}},
          .diagnostics = {}};
}

TEST(Pooling, TakesFilesOfOneSuiteAsItsRestarts) {
  const auto run = pooled({file({1, 2}), file({3, 4}), file({5})});
  ASSERT_THAT(run.benchmarks, SizeIs(1));
  const auto& series = run.benchmarks[0].metrics.at(0);
  EXPECT_THAT(series.samples, ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(series.processes, ElementsAre(0U, 0U, 1U, 1U, 2U));
  ASSERT_THAT(run.diagnostics, SizeIs(1));
  EXPECT_EQ(run.diagnostics[0].level, DiagnosticLevel::Note);
  EXPECT_EQ(run.diagnostics[0].code, "pooled-files");
}

TEST(Pooling, KeepsProcessesOfFilesApart) {
  auto first = file({1, 2});
  first.benchmarks[0].metrics[0].processes = {0, 1};
  auto second = file({3, 4});
  second.benchmarks[0].metrics[0].processes = {0, 1};
  const auto run = pooled({std::move(first), std::move(second)});
  EXPECT_THAT(run.benchmarks.at(0).metrics.at(0).processes, ElementsAre(0U, 1U, 2U, 3U));
}

TEST(Pooling, LeavesOneFileAndFilesWithoutCommonBenchmarksAlone) {
  EXPECT_EQ(pooled({file({1})}), file({1}));
  const auto run = pooled({file({1}), file({2}, {{"mode", "fast"}}, "BM_y")});
  EXPECT_THAT(run.benchmarks, SizeIs(2));
  EXPECT_EQ(run.benchmarks[1].suite, "bench");
}

TEST(Pooling, KeepsOtherParametersApart) {
  const auto run =
      pooled({file({1}, {{"mode", "a"}, {"date", "1"}}), file({2}, {{"mode", "b"}, {"date", "2"}}),
              file({3}, {{"mode", "a"}, {"date", "3"}})});
  ASSERT_THAT(run.benchmarks, SizeIs(2));
  EXPECT_EQ(run.benchmarks[0].suite, "bench+mode-a");
  EXPECT_THAT(run.benchmarks[0].metrics.at(0).samples, ElementsAre(1, 3));
  EXPECT_EQ(run.benchmarks[1].suite, "bench+mode-b");
  EXPECT_NE(run.find_suite("bench+mode-b"), nullptr);
}

TEST(Pooling, KeepsAParameterThatOnlyOneHasApart) {
  const auto run = pooled({file({1}), file({2}, {{"mode", "b"}})});
  ASSERT_THAT(run.benchmarks, SizeIs(2));
  EXPECT_EQ(run.benchmarks[0].suite, "bench+mode-none");
}

TEST(Pooling, KeepsOtherProgramsOfTheSameNameApart) {
  const auto run =
      pooled({file({1}, {{"executable", "./a/bench"}}), file({2}, {{"executable", "./b/bench"}})});
  ASSERT_THAT(run.benchmarks, SizeIs(2));
  EXPECT_EQ(run.benchmarks[1].suite, "bench+executable-.-b-bench");
}

TEST(Pooling, ReportsOtherMachinesAndCommits) {
  const auto machines = pooled({file({1}, {{"num_cpus", "2"}}), file({2}, {{"num_cpus", "4"}})});
  EXPECT_EQ(machines.diagnostics.at(0).code, "mixed-environments");
  EXPECT_EQ(machines.diagnostics[0].level, DiagnosticLevel::Problem);
  const auto commits = pooled({file({1}, {{"commit", "a"}}), file({2}, {{"commit", "b"}})});
  EXPECT_EQ(commits.diagnostics.at(0).code, "mixed-commits");
  EXPECT_EQ(commits.diagnostics[0].level, DiagnosticLevel::Problem);
}

TEST(Pooling, KeepsAFailureOfAnyFile) {
  auto failed = file({});
  failed.benchmarks[0].metrics.clear();
  failed.benchmarks[0].failure = Failure{.kind = Failure::Kind::Errored, .message = "no"};
  const auto run = pooled({file({1}), std::move(failed)});
  ASSERT_THAT(run.benchmarks, SizeIs(1));
  EXPECT_TRUE(run.benchmarks[0].failure);
}

TEST(Pooling, PoolsNoPairs) {
  auto paired = file({1});
  paired.benchmarks[0].pairs.emplace();
  const auto run = pooled({paired, paired});
  EXPECT_THAT(run.benchmarks, SizeIs(2));
  EXPECT_EQ(run.diagnostics.at(0).code, "duplicate-benchmark");
}

}  // namespace
}  // namespace benchgate::model
