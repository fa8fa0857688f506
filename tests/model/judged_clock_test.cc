#include "benchgate/model/judged_clock.h"

#include <string>

#include <gtest/gtest.h>

#include "support/runs.h"

namespace benchgate::model {
namespace {

using test_support::benchmark;
using test_support::series;

Benchmark timed(double real_time, double cpu_time, const std::string& name = "a") {
  return benchmark(name, {series("real_time", {real_time}), series("cpu_time", {cpu_time})});
}

Benchmark in_pairs(Benchmark benchmark, Pacing pacing) {
  benchmark.pairs = Pairs{.pacing = pacing, .pairs = {}};
  return benchmark;
}

constexpr JudgedClock kDefault{kCpuTime, ClockSource::Default};
constexpr JudgedClock kWaits{kRealTime, ClockSource::Waits};

TEST(JudgedClock, IsCpuTimeUnlessSomethingSpeaksAgainstIt) {
  EXPECT_EQ(judged_clock(timed(100, 99)), kDefault);
  EXPECT_EQ(judged_clock(timed(100, 1600)), kDefault) << "16 threads";
  EXPECT_EQ(judged_clock(benchmark("a", {series("cpu_time", {99})})), kDefault);
  EXPECT_EQ(judged_clock(benchmark("a", {})), kDefault);
}

TEST(JudgedClock, IsWhatTheNameSays) {
  for (const char* name : {"a/real_time", "a/manual_time", "a/real_time/threads:8"}) {
    EXPECT_EQ(judged_clock(timed(100, 99, name)), (JudgedClock{kRealTime, ClockSource::Name}))
        << name;
  }
}

TEST(JudgedClock, IsRealTimeOfWhatWaitsOnEitherSide) {
  EXPECT_EQ(judged_clock(timed(2e8, 2e4)), kWaits);
  EXPECT_EQ(judged_clock(timed(100, 9.9)), kWaits);
  EXPECT_EQ(judged_clock(timed(100, 10)), kDefault);
  EXPECT_EQ(judged_clock(timed(100, 99), timed(100, 2)), kWaits) << "work moved to other threads";
  EXPECT_EQ(judged_clock(timed(100, 2), timed(100, 99)), kWaits);
  EXPECT_EQ(judged_clock(timed(100, 14), timed(100, 99)), kDefault) << "a busy machine";
}

TEST(JudgedClock, IsKnownFromMediansAlone) {
  EXPECT_EQ(judged_clock("a", {.cpu_time = 99, .real_time = 100}), kCpuTime);
  EXPECT_EQ(judged_clock("a", {.cpu_time = 2e4, .real_time = 2e8}), kRealTime);
  EXPECT_EQ(judged_clock("a", {.real_time = 100}), kRealTime);
  EXPECT_EQ(judged_clock("a", {.cpu_time = 99}), kCpuTime);
  EXPECT_EQ(judged_clock("a", {}), kCpuTime);
  EXPECT_EQ(judged_clock("a", {.cpu_time = 0, .real_time = 100}), kCpuTime) << "no value";
  EXPECT_EQ(judged_clock("a/real_time", {.cpu_time = 99, .real_time = 100}), kRealTime);
}

TEST(JudgedClock, IsRealTimeWhereNoSideHasCpuTime) {
  const auto without = benchmark("a", {series("real_time", {100})});
  EXPECT_EQ(judged_clock(without), (JudgedClock{kRealTime, ClockSource::NoCpuTime}));
  EXPECT_EQ(judged_clock(timed(100, 99), without), kDefault) << "head lost the clock of base";
  EXPECT_EQ(judged_clock(without, timed(100, 99)), kDefault);
}

TEST(JudgedClock, LeavesTheWallClockOfADuetAlone) {
  const auto base = in_pairs(timed(200, 2), Pacing::Duet);
  EXPECT_EQ(cpu_share(base), std::nullopt);
  EXPECT_EQ(judged_clock(base, base), kDefault);
}

TEST(JudgedClock, IsTheClockThatMovedMoreInLockstep) {
  const auto paired = [](double real_time, double cpu_time) {
    return in_pairs(timed(real_time, cpu_time), Pacing::Lockstep);
  };
  const auto base = paired(100, 99);
  EXPECT_EQ(judged_clock(base, paired(300, 99)),
            (JudgedClock{kRealTime, ClockSource::MovedInPairs}));
  EXPECT_EQ(judged_clock(paired(300, 99), base),
            (JudgedClock{kRealTime, ClockSource::MovedInPairs}));
  EXPECT_EQ(judged_clock(base, paired(105, 99)), kDefault);
  EXPECT_EQ(judged_clock(base, paired(101, 300)), kDefault) << "CPU time moved alone";
  EXPECT_EQ(judged_clock(base, paired(300, 297)), kDefault) << "both moved";
  EXPECT_EQ(judged_clock(timed(100, 99), timed(300, 99)), kDefault)
      << "measured apart: perhaps the machine was busy";
}

TEST(ClockMoves, AreRatiosOfMedians) {
  const auto base =
      benchmark("a", {series("real_time", {10, 90, 20, 30}), series("cpu_time", {10, 10, 900})});
  const auto moves = clock_moves(base, timed(75, 20));
  ASSERT_TRUE(moves);
  EXPECT_DOUBLE_EQ(moves->real_time, 3);
  EXPECT_DOUBLE_EQ(moves->cpu_time, 2);
  EXPECT_DOUBLE_EQ(moves->parting(), 1.5);
  EXPECT_FALSE(clock_moves(base, benchmark("a", {series("real_time", {1})})));
}

}  // namespace
}  // namespace benchgate::model
