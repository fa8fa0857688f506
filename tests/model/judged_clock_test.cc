#include "benchgate/model/judged_clock.h"

#include <string>

#include <gtest/gtest.h>

#include "support/runs.h"

namespace benchgate::model {
namespace {

using test_support::benchmark;
using test_support::judged_by;
using test_support::series;

Benchmark timed(double real_time, double cpu_time, const std::string& name = "a") {
  return benchmark(name, {series("real_time", {real_time}), series("cpu_time", {cpu_time})});
}

Benchmark in_pairs(Benchmark benchmark, Pacing pacing) {
  benchmark.pairs = Pairs{.pacing = pacing, .pairs = {}};
  return benchmark;
}

const JudgedClock kDefault{"cpu_time", ClockSource::Default};
const JudgedClock kWaits{"real_time", ClockSource::Waits};

TEST(JudgedClock, IsCpuTimeUnlessSomethingSpeaksAgainstIt) {
  EXPECT_EQ(judged_clock(timed(100, 99)), kDefault);
  EXPECT_EQ(judged_clock(timed(100, 1600)), kDefault) << "16 threads";
  EXPECT_EQ(judged_clock(benchmark("a", {series("cpu_time", {99})})), kDefault);
  EXPECT_EQ(judged_clock(benchmark("a", {})), kDefault);
}

TEST(JudgedClock, IsWhatTheReaderSaysAndNoName) {
  const auto stated = judged_by("real_time", timed(100, 99));
  EXPECT_EQ(judged_clock(stated), (JudgedClock{"real_time", ClockSource::Name}));
  EXPECT_EQ(judged_clock(timed(100, 99), stated), (JudgedClock{"real_time", ClockSource::Name}));
  EXPECT_EQ(judged_clock(timed(100, 99, "a/real_time")), kDefault);
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
  EXPECT_EQ(judged_clock("", {.cpu_time = 99, .real_time = 100}), kCpuTime);
  EXPECT_EQ(judged_clock("", {.cpu_time = 2e4, .real_time = 2e8}), kRealTime);
  EXPECT_EQ(judged_clock("", {.real_time = 100}), kRealTime);
  EXPECT_EQ(judged_clock("", {.cpu_time = 99}), kCpuTime);
  EXPECT_EQ(judged_clock("", {}), kCpuTime);
  EXPECT_EQ(judged_clock("", {.cpu_time = 0, .real_time = 100}), kCpuTime) << "no value";
  EXPECT_EQ(judged_clock("real_time", {.cpu_time = 99, .real_time = 100}), kRealTime);
}

TEST(JudgedClock, IsRealTimeWhereNoSideHasCpuTime) {
  const auto without = benchmark("a", {series("real_time", {100})});
  EXPECT_EQ(judged_clock(without), (JudgedClock{"real_time", ClockSource::NoCpuTime}));
  EXPECT_EQ(judged_clock(timed(100, 99), without), kDefault) << "head lost the clock of base";
  EXPECT_EQ(judged_clock(without, timed(100, 99)), kDefault);
}

TEST(JudgedClock, IsWhatThereIsWhereThereIsNeitherClock) {
  const auto rate = [](std::vector<double> samples) {
    return benchmark("a", {series("rows", {3}), series("odd", {1}),
                           series("items_per_second", std::move(samples))});
  };
  const JudgedClock by_rate{"items_per_second", ClockSource::NoCpuTime};
  EXPECT_EQ(judged_clock(rate({5})), by_rate);
  EXPECT_EQ(judged_clock(rate({5}), timed(100, 99)), kDefault) << "head has no such metric";
  EXPECT_EQ(judged_clock(rate({})), kDefault) << "no value";
  EXPECT_EQ(judged_clock(benchmark("a", {series("rows", {3}), series("odd", {1})})), kDefault);
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
            (JudgedClock{"real_time", ClockSource::MovedInPairs}));
  EXPECT_EQ(judged_clock(paired(300, 99), base),
            (JudgedClock{"real_time", ClockSource::MovedInPairs}));
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
