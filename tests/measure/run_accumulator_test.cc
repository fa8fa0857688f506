#include "benchgate/measure/run_accumulator.h"

#include <gmock/gmock.h>

namespace benchgate::measure {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

model::Run process_that_says(model::Environment environment) {
  return {.suites = {{.name = "suite", .environment = std::move(environment)}}};
}

// Processes that measure a benchmark each start different engines.
TEST(RunAccumulator, PutsTogetherWhatProcessesTellOfDifferentEngines) {
  RunAccumulator accumulator;
  accumulator.add_suite("suite", {});
  accumulator.add("suite", 0, process_that_says({{{"sqlite_version", "3.40"}}}));
  accumulator.add("suite", 1, process_that_says({{{"postgres_version", "15"}}}));
  const auto& run = accumulator.run();
  EXPECT_THAT(run.diagnostics, IsEmpty());
  EXPECT_EQ(run.suites[0].environment.find("sqlite_version"), "3.40");
  EXPECT_EQ(run.suites[0].environment.find("postgres_version"), "15");
}

TEST(RunAccumulator, SaysWhereProcessesContradictEachOther) {
  RunAccumulator accumulator;
  accumulator.add_suite("suite", {});
  accumulator.add("suite", 0, process_that_says({{{"sqlite_version", "3.40"}}}));
  accumulator.add("suite", 1, process_that_says({{{"postgres_version", "15"}}}));
  accumulator.add("suite", 2, process_that_says({{{"postgres_version", "16"}}}));
  ASSERT_THAT(accumulator.run().diagnostics, SizeIs(1));
  EXPECT_EQ(accumulator.run().diagnostics[0].level, model::DiagnosticLevel::Problem);
  EXPECT_THAT(accumulator.run().diagnostics[0].message, HasSubstr("postgres_version"));
}

TEST(RunAccumulator, ForgetsOneBenchmark) {
  RunAccumulator accumulator;
  accumulator.add_suite("suite", {});
  model::Run measured{.suites = {{.name = "suite"}}};
  for (const char* name : {"a", "b"}) {
    measured.benchmarks.push_back(
        {.suite = "suite", .name = name, .metrics = {{.metric = "cpu_time", .samples = {1}}}});
  }
  accumulator.add("suite", 0, measured);
  accumulator.forget("suite", "a");
  accumulator.forget("suite", "never measured");
  accumulator.add("suite", 1, measured);
  ASSERT_THAT(accumulator.run().benchmarks, SizeIs(2));
  EXPECT_EQ(accumulator.run().benchmarks[0].metrics[0].processes, std::vector<std::uint32_t>{1});
  EXPECT_EQ(accumulator.run().benchmarks[1].metrics[0].processes,
            (std::vector<std::uint32_t>{0, 1}));
}

}  // namespace
}  // namespace benchgate::measure
