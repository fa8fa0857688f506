#include "benchgate/measure/count_allocations.h"

#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "support/waiting.h"

namespace benchgate::measure {
namespace {

using test_support::given_time;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Seconds kLongEnough{300};

SuiteToRun suite_of(const char* program) {
  return {.name = "suite", .command = {program}, .row_time_limit = Seconds{120}};
}

model::Run run_with(const std::vector<std::string>& names) {
  model::Run run{.suites = {{.name = "suite", .environment = {}}}};
  for (const auto& name : names) {
    run.benchmarks.push_back(
        {.suite = "suite",
         .name = name,
         .metrics = {{.metric = "cpu_time", .samples = {1, 2}, .processes = {0, 1}},
                     {.metric = "rows", .samples = {7, 7}, .processes = {0, 1}}}});
  }
  return run;
}

std::vector<std::string> metrics_of(const model::Benchmark& benchmark) {
  std::vector<std::string> names;
  for (const auto& series : benchmark.metrics) names.push_back(series.metric);
  return names;
}

/// What allocation_bench's benchmarks allocate, by their names.
class CountAllocations : public ::testing::Test {
 protected:
  void SetUp() override {
#ifndef BENCHGATE_COUNTS_ALLOCATIONS
    GTEST_SKIP() << "a sanitizer has the allocator to itself";
#endif
  }
};

TEST_F(CountAllocations, AddsWhatAnIterationAllocates) {
  auto run = run_with({"none", "three"});
  const std::vector<SuiteToRun> suites = {suite_of(ALLOCATION_BENCH)};
  count_allocations(suites, kLongEnough, run);
  ASSERT_THAT(metrics_of(run.benchmarks[1]),
              ElementsAre("cpu_time", "allocs_per_iter", "max_bytes_used", "rows"));
  const auto* allocations = run.benchmarks[1].find("allocs_per_iter");
  // Twice in each of two processes, and each count is a sample.
  EXPECT_THAT(allocations->samples, ElementsAre(3, 3, 3, 3));
  EXPECT_THAT(allocations->processes, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(run.benchmarks[0].find("allocs_per_iter")->samples, ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(run.diagnostics, IsEmpty());
}

TEST_F(CountAllocations, CountsBothSidesUnderTheirOwnNames) {
  PairResult result{.base = run_with({"none"}), .head = run_with({"three"})};
  const std::vector<SuitePair> suites = {
      {.base = suite_of(ALLOCATION_BENCH), .head = suite_of(ALLOCATION_BENCH)}};
  const std::vector<PairedBenchmark> benchmarks = {
      {.suite = 0, .base_name = "none", .head_name = "three"}};
  count_allocations(suites, benchmarks, kLongEnough, result);
  EXPECT_THAT(result.base.benchmarks[0].find("allocs_per_iter")->samples, ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(result.head.benchmarks[0].find("allocs_per_iter")->samples, ElementsAre(3, 3, 3, 3));
}

TEST_F(CountAllocations, AsksNoExecutableThatCannotTell) {
  auto run = run_with({"agent/spin/10"});
  const std::vector<SuiteToRun> suites = {suite_of(PLAIN_BENCH)};
  count_allocations(suites, kLongEnough, run);
  EXPECT_THAT(run.benchmarks[0].metrics, SizeIs(2));
  EXPECT_THAT(run.diagnostics, IsEmpty());
}

TEST_F(CountAllocations, SaysWhatThereWasNoTimeFor) {
  auto run = run_with({"none", "three"});
  const std::vector<SuiteToRun> suites = {suite_of(ALLOCATION_BENCH)};
  count_allocations(suites, Seconds{0}, run);
  EXPECT_THAT(run.benchmarks[1].metrics, SizeIs(2));
  ASSERT_THAT(run.diagnostics, SizeIs(1));
  EXPECT_THAT(run.diagnostics[0].message, HasSubstr("2 of the benchmarks"));
}

TEST_F(CountAllocations, EndsWhatIsBeingCountedWhenTheTimeIsOver) {
  const std::vector<std::string> names = {"three", "hang", "none"};
  auto suite = suite_of(ALLOCATION_BENCH);
  suite.row_time_limit.reset();
  const auto is_counted = [](const model::Run& run, std::size_t row) {
    return run.benchmarks[row].find("allocs_per_iter") != nullptr;
  };
  model::Run run;
  ASSERT_TRUE(given_time(Seconds{1}, [&](Seconds limit) {
    run = run_with(names);
    count_allocations(std::vector{suite}, limit, run);
    return is_counted(run, 0);
  }));
  EXPECT_FALSE(is_counted(run, 2));
  ASSERT_THAT(run.diagnostics, SizeIs(1));
  EXPECT_THAT(run.diagnostics[0].message, HasSubstr("2 of the benchmarks"));

  std::vector<PairedBenchmark> benchmarks;
  for (const auto& name : names) benchmarks.push_back({.base_name = name, .head_name = name});
  PairResult result;
  ASSERT_TRUE(given_time(Seconds{1}, [&](Seconds limit) {
    result = {.base = run_with(names), .head = run_with(names)};
    count_allocations(std::vector{SuitePair{.base = suite, .head = suite}}, benchmarks, limit,
                      result);
    return is_counted(result.head, 0);
  }));
  EXPECT_FALSE(is_counted(result.head, 2));
  ASSERT_THAT(result.head.diagnostics, SizeIs(1));
  EXPECT_THAT(result.head.diagnostics[0].message, HasSubstr("2 of the benchmarks"));
}

TEST_F(CountAllocations, LeavesWhatFailedAlone) {
  auto run = run_with({"three"});
  run.benchmarks[0].failure = model::Failure{.message = "it crashed"};
  const std::vector<SuiteToRun> suites = {suite_of(ALLOCATION_BENCH)};
  count_allocations(suites, kLongEnough, run);
  EXPECT_THAT(run.benchmarks[0].metrics, SizeIs(2));
}

TEST_F(CountAllocations, KeepsAllCountsOfWhatVaries) {
  PairResult result{.base = run_with({"three"}),
                    .head = run_with({"another number in every call"})};
  const std::vector<SuitePair> suites = {
      {.base = suite_of(ALLOCATION_BENCH), .head = suite_of(ALLOCATION_BENCH)}};
  const std::vector<PairedBenchmark> benchmarks = {
      {.suite = 0, .base_name = "three", .head_name = "another number in every call"}};
  count_allocations(suites, benchmarks, kLongEnough, result);
  const auto* head = result.head.benchmarks[0].find("allocs_per_iter");
  ASSERT_NE(head, nullptr);
  EXPECT_THAT(head->samples, SizeIs(4));
  EXPECT_GT(std::set<double>(head->samples.begin(), head->samples.end()).size(), 1U);
  EXPECT_THAT(result.head.diagnostics, IsEmpty());
}

// allocation_bench's "the path of the temporary folder" keeps that text.
TEST_F(CountAllocations, SeesWhatDependsOnThePathOfTheTemporaryFolder) {
  auto run = run_with({"the path of the temporary folder"});
  count_allocations(std::vector{suite_of(ALLOCATION_BENCH)}, kLongEnough, run);
  const auto& bytes = run.benchmarks[0].find("max_bytes_used")->samples;
  ASSERT_THAT(bytes, SizeIs(4));
  EXPECT_EQ(bytes[0], bytes[1]);
  EXPECT_EQ(bytes[2], bytes[3]);
  EXPECT_GT(bytes[2], bytes[0]);
}

}  // namespace
}  // namespace benchgate::measure
