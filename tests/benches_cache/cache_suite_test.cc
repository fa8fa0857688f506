// The executable from end to end, with loops as short as they get. What is measured is not
// looked at: that it is there, complete and plausible is.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benches_cache/bench_process.h"
#include "benches_cache/environment_variable.h"
#include "support/redis_client.h"
#include "support/redis_server.h"

namespace benches {
namespace {

using testing::HasSubstr;

BenchResult run(const std::string& arguments, const std::string& settings = "BENCHGATE_REDIS=") {
  return run_bench(BENCHGATE_CACHE_BENCH, arguments, settings);
}

bool waits_for_redis(const std::string& name) {
  return name.starts_with("cache/redis/") || name.starts_with("cache/two_level/l2_hit") ||
         name.starts_with("cache/two_level/miss");
}

TEST(CacheBench, ReportsEveryRowInFull) {
  const BenchResult result = run("");
  ASSERT_EQ(result.exit_code, 0) << result.error;
  std::set<std::string> names;
  for (const auto& row : result.rows()) {
    const auto name = row.at("name").get<std::string>();
    SCOPED_TRACE(name);
    EXPECT_TRUE(names.insert(name).second);
    EXPECT_FALSE(row.contains("error_occurred")) << row.dump();
    EXPECT_GT(row.at("items_per_second"), 0.0);
    EXPECT_LE(row.at("p50"), row.at("p95"));
    EXPECT_LE(row.at("p95"), row.at("p99"));
    EXPECT_LE(row.at("p99"), row.at("p999"));
    EXPECT_EQ(name.ends_with("/real_time"), waits_for_redis(name));
    if (!name.starts_with("cache/lru/")) {
      EXPECT_EQ(row.at("error_rate"), 0.0);
    }
    if (name.find("hit/") != std::string::npos || name.find("get/") != std::string::npos) {
      EXPECT_EQ(row.at("hit_ratio"), name.find("expire") == std::string::npos ? 1.0 : 0.0);
      EXPECT_GT(row.at("bytes_per_second"), 0.0);
    }
    if (name.find("miss") != std::string::npos) {
      EXPECT_EQ(row.at("hit_ratio"), 0.0);
    }
  }
  EXPECT_EQ(names.size(), 59U);
  EXPECT_TRUE(names.contains("cache/lru/get_hit/keys:zipf/value:100/threads:4"));
  EXPECT_TRUE(names.contains("cache/redis/mget/keys:10/value:100/real_time"));
  EXPECT_THAT(result.context().at("redis_version"), testing::Not(""));
  EXPECT_EQ(result.context().at("redis_connection"), "private unix socket");
}

TEST(CacheBench, HitsMoreOftenWhenKeysArePopular) {
  // 4096 of 40960 keys: 0.1 when uniform. For Zipf 0.99 the most popular tenth is asked for
  // in 0.79 of the cases (H(4096) / H(40960)), of which an LRU keeps most.
  const BenchResult result =
      run("--benchmark_filter='lru/get_or_set/.*value:100/threads:1' --benchmark_min_time=0.05");
  ASSERT_EQ(result.rows().size(), 2U);
  EXPECT_NEAR(result.rows().at(0).at("hit_ratio").get<double>(), 0.10, 0.03);
  EXPECT_NEAR(result.rows().at(1).at("hit_ratio").get<double>(), 0.70, 0.05);
}

TEST(CacheBench, NeedsNoRedisForWhatIsInTheProcess) {
  const BenchResult result =
      run("--benchmark_filter=cache/lru/get_miss", "PATH=/nonexistent BENCHGATE_REDIS=");
  EXPECT_EQ(result.exit_code, 0) << result.error;
  EXPECT_EQ(result.rows().size(), 4U);
  EXPECT_FALSE(result.context().contains("redis_version"));
}

TEST(CacheBench, ListsItsRowsWithoutRedis) {
  const BenchResult result = run("--benchmark_list_tests", "PATH=/nonexistent BENCHGATE_REDIS=");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, HasSubstr("cache/two_level/miss/value:10000/real_time\n"));
}

TEST(CacheBench, EndsWithFourAndNoRowsWhereRedisIsMissing) {
  for (const std::string settings :
       {"PATH=/nonexistent BENCHGATE_REDIS=", "BENCHGATE_REDIS=/nonexistent/redis.sock",
        "BENCHGATE_REDIS=nonsense", "BENCHGATE_REDIS= BENCHGATE_REDIS_BIN=/nonexistent",
        "BENCHGATE_REDIS= BENCHGATE_REDIS_BIN=/bin/false"}) {
    SCOPED_TRACE(settings);
    const BenchResult result = run("", settings);
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_THAT(result.error, testing::StartsWith("cache_bench: error: "));
    EXPECT_EQ(std::count(result.error.begin(), result.error.end(), '\n'), 1);
    EXPECT_TRUE(result.document.is_null());
    EXPECT_EQ(result.output, "");
  }
}

TEST(CacheBench, LeavesABorrowedServerAsItWas) {
  const EnvironmentVariable ours("BENCHGATE_REDIS", std::nullopt);
  const RedisServer server;
  RedisClient client(server.endpoint());
  (void)client.set("theirs", "1", std::chrono::hours(1));
  const BenchResult result =
      run("--benchmark_filter=redis", "BENCHGATE_REDIS=" + to_string(server.endpoint()));
  EXPECT_EQ(result.exit_code, 0) << result.error;
  EXPECT_EQ(result.context().at("redis_connection"), "unix socket");
  EXPECT_THAT(client.info("db0"), testing::StartsWith("keys=1,expires=1,"));
  EXPECT_EQ(client.info("db1"), "");
  EXPECT_EQ(client.get("theirs").text(), "1");
}

TEST(CacheBench, MarksRowsAsFailedWhenRedisDies) {
  // A Redis that ends itself after two seconds, in the middle of a long row.
  const test_support::TemporaryFolder folder;
  const auto script = folder.path() / "short-lived-redis";
  std::ofstream(script) << "#!/bin/sh\nexec timeout -s KILL 2 '" << redis_program() << "' \"$@\"\n";
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  const BenchResult result = run("--benchmark_filter=redis/get_hit --benchmark_min_time=5",
                                 "BENCHGATE_REDIS= BENCHGATE_REDIS_BIN=" + script.string());
  int failed = 0;
  for (const auto& row : result.rows()) {
    if (!row.at("name").get<std::string>().starts_with("cache/redis/")) continue;
    EXPECT_TRUE(row.value("error_occurred", false)) << row.dump();
    EXPECT_THAT(row.at("error_message"), HasSubstr("Redis at"));
    ++failed;
  }
  EXPECT_EQ(failed, 2);
}

}  // namespace
}  // namespace benches
