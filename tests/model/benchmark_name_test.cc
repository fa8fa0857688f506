#include "benchgate/model/benchmark_name.h"

#include <gtest/gtest.h>

namespace benchgate::model {
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

}  // namespace
}  // namespace benchgate::model
