#include "benchgate/model/metric.h"

#include <array>
#include <string_view>

#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

constexpr auto kLower = Direction::LowerIsBetter;
constexpr auto kHigher = Direction::HigherIsBetter;
constexpr auto kNeither = Direction::NeitherIsBetter;
constexpr auto kTiming = MetricKind::Timing;
constexpr auto kExact = MetricKind::Exact;

TEST(DefaultDefinition, KnowsGoogleBenchmarksOwnMetrics) {
  const MetricDefinition time{Unit::Nanoseconds, kLower, kTiming};
  EXPECT_EQ(default_definition("cpu_time"), time);
  EXPECT_EQ(default_definition("real_time"), time);
  EXPECT_EQ(default_definition("items_per_second"),
            (MetricDefinition{Unit::ItemsPerSecond, kHigher, kTiming}));
  EXPECT_EQ(default_definition("bytes_per_second"),
            (MetricDefinition{Unit::BytesPerSecond, kHigher, kTiming}));
  EXPECT_EQ(default_definition("allocs_per_iter"), (MetricDefinition{Unit::Count, kLower, kExact}));
  EXPECT_EQ(default_definition("max_bytes_used"), (MetricDefinition{Unit::Bytes, kLower, kExact}));
}

TEST(DefaultDefinition, KnowsTheCountersOfTheSuites) {
  EXPECT_EQ(default_definition("rows"), (MetricDefinition{Unit::Count, kNeither, kExact}));
  EXPECT_EQ(default_definition("plan_hash"), (MetricDefinition{Unit::None, kNeither, kExact}));
  EXPECT_EQ(default_definition("hit_ratio"), (MetricDefinition{Unit::Fraction, kHigher, kTiming}));
  EXPECT_EQ(default_definition("error_rate"), (MetricDefinition{Unit::Fraction, kLower, kTiming}));
}

TEST(DefaultDefinition, KnowsPercentiles) {
  const MetricDefinition time{Unit::Nanoseconds, kLower, kTiming};
  for (const std::string_view name : {"p5", "p50", "p95", "p99", "p999", "p9999", "p99999"}) {
    EXPECT_EQ(default_definition(name), time) << name;
  }
}

TEST(DefaultDefinition, TakesAnyOtherNameForAPlainNumber) {
  for (const std::string_view name : {"", "p", "P95", "p95x", "xp95", "p-5", "p999999", "cpu_time ",
                                      "CPU_TIME", "time", "row", "clock"}) {
    EXPECT_EQ(default_definition(name), (MetricDefinition{Unit::None, kNeither, kTiming})) << name;
  }
}

TEST(DirectionOfUnit, IsHigherForWhatHappensPerTime) {
  for (const std::string_view unit :
       {"ops/s",     "ops/sec", "ops/ms", "ops/us",  "ops/min",  "req/min", "requests/second",
        "MB/s",      "GB/s",    "GiB/s",  "items/s", "iter/sec", "KB/sec",  "op/ns",
        "rows/hour", "B/cycle", "fps",    "FPS",     "IOPS",     "qps",     "Hz",
        "MHz",       "GFLOPS",  "kops",   "krps",    "Mpps",     "Gbps",    "ops per second",
        "ops / ms",  "GB / s",  "TFLOPS"}) {
    EXPECT_EQ(direction_of_unit(unit), kHigher) << unit;
  }
}

TEST(DirectionOfUnit, IsLowerForTimesAndForCostsPerThing) {
  for (const std::string_view unit : {"ns",
                                      "us",
                                      "\u00b5s",
                                      "ms",
                                      "s",
                                      "sec",
                                      "min",
                                      "ns/iter",
                                      "ns/op",
                                      "ms/req",
                                      "s/op",
                                      "errors/s",
                                      "cache_misses/op",
                                      "page faults per second",
                                      "cycles/op",
                                      "cycles/byte",
                                      "B/op",
                                      "bytes/op",
                                      "allocs/op",
                                      "KB/request"}) {
    EXPECT_EQ(direction_of_unit(unit), kLower) << unit;
  }
}

TEST(DirectionOfUnit, IsNeitherWhereNobodyKnows) {
  for (const std::string_view unit :
       {"", "%", "/", "/x", "points", "B", "MB", "count", "x/y", "hits/op", "score", "throughputs",
        "failed req/s", "dropped packets/s", "dropped frames / s", "lost msg/s", "props", "x per y",
        "per second"}) {
    EXPECT_EQ(direction_of_unit(unit), kNeither) << unit;
  }
}

TEST(DirectionWhereLimited, IsTheUnitsOrLower) {
  EXPECT_EQ(direction_where_limited("GB/s"), kHigher);
  EXPECT_EQ(direction_where_limited("cache_misses"), kLower);
}

TEST(Clock, IsOneOfTwo) {
  EXPECT_TRUE(is_clock("cpu_time"));
  EXPECT_TRUE(is_clock("real_time"));
  for (const std::string_view name : {"", "time", "server_cpu_time", "manual_time", "clock"}) {
    EXPECT_FALSE(is_clock(name)) << name;
  }
}

TEST(WallTime, IsRealTimeAndPercentilesOfLatency) {
  for (const std::string_view name : {"real_time", "p50", "p99", "p999", "p9999"}) {
    EXPECT_TRUE(is_wall_time(name)) << name;
  }
  for (const std::string_view name : {"", "cpu_time", "server_cpu_time", "items_per_second",
                                      "bytes_per_second", "rows", "p", "p99_us", "pages"}) {
    EXPECT_FALSE(is_wall_time(name)) << name;
  }
}

TEST(Names, AreStable) {
  EXPECT_EQ(direction_name(kLower), "lower");
  EXPECT_EQ(direction_name(kHigher), "higher");
  EXPECT_EQ(direction_name(kNeither), "neither");
  EXPECT_EQ(kind_name(kTiming), "timing");
  EXPECT_EQ(kind_name(kExact), "exact");
}

}  // namespace
}  // namespace benchgate::model
