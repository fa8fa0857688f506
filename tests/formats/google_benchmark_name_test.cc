#include "benchgate/formats/google_benchmark_name.h"

#include <gtest/gtest.h>

namespace benchgate::formats {
namespace {

TEST(TimedBy, ReadsTheTimeTypeAndThreadsThatGoogleBenchmarkPutLast) {
  struct Case {
    std::string_view name;
    TimedBy timed_by;
  };
  // As benchmark_name.cc of 1.7.1 and 1.8.3 joins them.
  for (const auto& [name, expected] : {
           Case{"x", {}},
           {"x/8/1024", {}},
           {"x/process_time", {}},
           {"x/iterations:5/repeats:3", {}},
           {"x/min_time:0.100/min_warmup_time:0.050", {}},
           {"x/threads:1", {}},
           {"x/real_time", {.the_wall = true}},
           {"x/manual_time", {.the_wall = true}},
           {"x/process_time/real_time", {.the_wall = true}},
           {"x/iterations:5/repeats:3/manual_time", {.the_wall = true}},
           {"x/real_time/threads:4", {.the_wall = true, .threads = 4}},
           {"x/process_time/threads:16", {.threads = 16}},
           // Another benchmark of the same name.
           {"x/real_time #2", {.the_wall = true}},
           {"x/threads:4 #3", {.threads = 4}},
           {"x/real_time #two", {}},
           // What somebody called a part of it.
           {"feed/real_time/insert", {}},
           {"feed/manual_time/8/threads:2", {.threads = 2}},
           {"feed/real_time/8/real_time", {.the_wall = true}},
           {"pool/threads:8/x", {}},
           {"real_time", {}},
           {"x_real_time", {}},
           {"x/real_time:3", {}},
           {"x/real_time_feed", {}},
           {"x/Real_Time", {}},
           {"x/threads:", {}},
           {"x/threads:two", {}},
           {"x/threads:0", {}},
           {"x/threads:-4", {}},
           {"x/threads:99999999999", {}},
           {"", {}},
       }) {
    EXPECT_EQ(timed_by(name), expected) << name;
  }
}

// Names as Google Benchmark 1.7.1 prints them.
TEST(ClockOf, IsRealTimeWhereTheNameSaysSo) {
  for (const std::string_view name :
       {"db/join/real_time", "db/join/rows:10/real_time", "db/join/real_time/threads:4",
        "db/join/process_time/real_time", "db/join/manual_time", "db/join/manual_time/threads:2",
        "real_times/real_time", "x/iterations:5/real_time"}) {
    EXPECT_EQ(clock_of(name), "real_time") << name;
  }
}

TEST(ClockOf, IsCpuTimeOtherwise) {
  for (const std::string_view name :
       {"", "BM_x", "db/join/rows:10", "db/join/process_time", "db/join/threads:4", "real_time",
        "feed/real_time_feed/rows:10", "feed/real_times", "x/manual_timer", "x_real_time",
        "x/Real_Time", "x/real_time:3", "feed/real_time/insert", "feed/manual_time/8"}) {
    EXPECT_EQ(clock_of(name), "cpu_time") << name;
  }
}

TEST(StatedClock, IsNothingWhereTheNameSaysNothing) {
  EXPECT_EQ(stated_clock("x/manual_time/threads:2"), "real_time");
  EXPECT_EQ(stated_clock("x/process_time"), "");
}

}  // namespace
}  // namespace benchgate::formats
