#include "benchgate/measure/fixed_iterations.h"

#include <string>

#include <gtest/gtest.h>

namespace benchgate::measure {
namespace {

model::Run run(double cpu_ns, const std::string& version = "v1.9.1",
               const std::string& name = "sort", double wall_ns = 0) {
  model::Run run;
  run.suites.push_back({.name = "s"});
  if (!version.empty()) run.suites[0].environment.fields["library_version"] = version;
  run.benchmarks.push_back({.suite = "s", .name = name});
  run.benchmarks[0].metrics = {
      {.metric = "cpu_time", .samples = {cpu_ns}},
      {.metric = "real_time", .samples = {wall_ns > 0 ? wall_ns : 2 * cpu_ns}}};
  return run;
}

std::optional<std::uint64_t> ask(const model::Run& base, const model::Run& head) {
  return fixed_iterations({.base = base, .head = head, .min_time = Seconds{0.06}});
}

TEST(FixedIterations, TakeBothSidesABitLongerThanMinTime) {
  EXPECT_EQ(ask(run(100), run(100)), 840'000u);
  EXPECT_EQ(ask(run(100), run(400)), 420'000u);  // 42 ms and 168 ms
  EXPECT_EQ(ask(run(9e7), run(9e7)), 1u);
  EXPECT_EQ(ask(run(1e-6), run(1e-6)), 1'000'000'000u);
  EXPECT_EQ(ask(run(100, "1.8.3", "q/real_time"), run(100, "1.8.3", "q/real_time")), 420'000u);
}

// 20 us of work and 2 ms of waiting: 4,200 iterations would take 60 ms of CPU time, and 8.4 s.
TEST(FixedIterations, WhatWaitsTakesFiveTimesMinTimeAtMost) {
  const auto waits = run(2e4, "v1.9.1", "async", 2e6);
  EXPECT_EQ(ask(waits, waits), 210u);
  const auto busy = run(100, "v1.9.1", "sort", 500);
  EXPECT_EQ(ask(busy, busy), 840'000u) << "preempted, and not more than that";
}

TEST(FixedIterations, AreOnlyForLibrariesThatTakeThem) {
  for (const char* version : {"v1.8.0", "1.8", "v1.10.0-3-gabc", "v2.0.0"}) {
    EXPECT_TRUE(ask(run(100, version), run(100, version))) << version;
  }
  for (const char* version : {"", "v1.7.1", "v0.0.0", "v1", "1.", "one.eight", "v", "v.9"}) {
    EXPECT_FALSE(ask(run(100, version), run(100))) << version;
    EXPECT_FALSE(ask(run(100), run(100, version))) << version;
  }
}

TEST(FixedIterations, AreNotForBenchmarksThatPrescribeTheirOwn) {
  for (const char* name : {"q/min_time:2.000", "q/iterations:10", "q/manual_time", "q/threads:1",
                           "q/min_time:2.000/real_time"}) {
    EXPECT_FALSE(ask(run(100, "v1.9.1", name), run(100, "v1.9.1", name))) << name;
    EXPECT_FALSE(ask(run(100), run(100, "v1.9.1", name))) << name;
  }
}

TEST(FixedIterations, NeedATimeOfBothSides) {
  EXPECT_FALSE(ask(run(0), run(100)));
  EXPECT_FALSE(ask(run(100), {}));
  auto without = run(100);
  without.benchmarks[0].metrics.clear();
  EXPECT_FALSE(ask(without, run(100)));
  EXPECT_FALSE(fixed_iterations({.base = run(100), .head = run(100)}));
}

}  // namespace
}  // namespace benchgate::measure
