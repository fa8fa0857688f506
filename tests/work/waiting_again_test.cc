#include "benchgate/work/waiting_again.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::work {
namespace {

using ::testing::HasSubstr;

model::Benchmark benchmark(const std::string& name, double cpu, double wall,
                           model::Pacing pacing = model::Pacing::Duet) {
  model::Benchmark made{.suite = "s", .name = name, .pairs = model::Pairs{.pacing = pacing}};
  made.metrics = {{.metric = "cpu_time"}, {.metric = "real_time"}};
  for (std::uint32_t process = 0; process < 8; ++process) {
    made.metrics[0].samples.push_back(cpu + process);
    made.metrics[1].samples.push_back(wall + process);
    for (auto& series : made.metrics) series.processes.push_back(process);
    made.pairs->pairs.push_back({.process = process});
  }
  return made;
}

const std::vector<measure::SuitePair> kSuites{{.base = {.name = "s"}, .head = {.name = "s"}}};

TEST(WaitingAgain, ChoosesWhatWaitsAndNothingElse) {
  const std::vector<measure::PairedBenchmark> all{{.base_name = "works", .head_name = "works"},
                                                  {.base_name = "old", .head_name = "sleeps"},
                                                  {.base_name = "async", .head_name = "async"},
                                                  {.base_name = "gone", .head_name = "gone"}};
  measure::PairResult result;
  result.base.benchmarks = {benchmark("works", 1e6, 2e6), benchmark("old", 1e6, 2e6),
                            benchmark("async", 1e4, 1e6)};
  result.head.benchmarks = {benchmark("works", 2e6, 3e6), benchmark("sleeps", 1e6, 5e6),
                            benchmark("async", 1e4, 3e6)};
  const auto waiting = waiting_benchmarks(all, kSuites, result);
  ASSERT_EQ(waiting.size(), 2U);
  EXPECT_EQ(waiting[0].head_name, "sleeps");
  EXPECT_EQ(waiting[1].head_name, "async");
  EXPECT_EQ(waiting[0].pacing, model::Pacing::Lockstep);
}

TEST(WaitingAgain, PutsTheNewMeasurementInThePlaceOfTheDuet) {
  measure::PairResult result;
  result.base.benchmarks = {benchmark("a", 1, 2), benchmark("b", 1, 2)};
  result.head.benchmarks = result.base.benchmarks;
  result.head.session = model::Session{.id = "first", .seconds = 10};
  measure::PairResult again;
  auto late = benchmark("b", 1, 2);
  late.failure = model::Failure{.kind = model::Failure::Kind::NotMeasured, .message = "late"};
  again.base.benchmarks = {benchmark("a", 3, 4, model::Pacing::Lockstep), late};
  again.head.benchmarks = again.base.benchmarks;
  again.head.session = model::Session{.id = "second", .seconds = 5};
  take_over(std::move(again), result);
  EXPECT_EQ(result.head.benchmarks[0].pairs->pacing, model::Pacing::Lockstep);
  EXPECT_EQ(result.base.benchmarks[0].metrics[0].samples.front(), 3);
  EXPECT_FALSE(result.head.benchmarks[1].failure) << "there was no time: it stays what it was";
  EXPECT_EQ(result.head.session->id, "first");
  EXPECT_EQ(result.head.session->seconds, 15);
  ASSERT_EQ(result.head.diagnostics.size(), 1U);
  EXPECT_THAT(result.head.diagnostics[0].message, HasSubstr("a."));
}

}  // namespace
}  // namespace benchgate::work
