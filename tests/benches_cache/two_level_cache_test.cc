#include "cache/two_level_cache.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "benches_cache/environment_variable.h"
#include "support/redis_server.h"

namespace benches {
namespace {

using namespace std::chrono_literals;
using Source = TwoLevelCache::Source;
using Words = std::vector<std::string_view>;

class TwoLevelCacheTest : public testing::Test {
 protected:
  TwoLevelCacheTest()
      : ours_("BENCHGATE_REDIS", std::nullopt),
        redis_(server_.endpoint()),
        l1_({.capacity = 2, .shards = 1}, [this] { return time_; }),
        cache_(l1_, redis_, 60s) {}

  TwoLevelCache::Found get(std::string_view key) {
    return cache_.get(key, [this](std::string_view missing) {
      ++loads_;
      return "loaded " + std::string(missing);
    });
  }

  EnvironmentVariable ours_;
  RedisServer server_;
  RedisClient redis_;
  CacheTime time_{1000s};
  LruCache l1_;
  TwoLevelCache cache_;
  int loads_ = 0;
};

TEST_F(TwoLevelCacheTest, LoadsOnceAndFillsBothLevels) {
  const auto first = get("a");
  EXPECT_EQ(first.source, Source::Loader);
  EXPECT_EQ(*first.value, "loaded a");
  EXPECT_EQ(first.redis_errors, 0);
  const auto second = get("a");
  EXPECT_EQ(second.source, Source::L1);
  EXPECT_EQ(*second.value, "loaded a");
  EXPECT_EQ(redis_.get("a").text(), "loaded a");
  EXPECT_EQ(loads_, 1);
}

TEST_F(TwoLevelCacheTest, FindsInRedisWhatTheProcessForgot) {
  (void)get("a");
  l1_.clear();
  EXPECT_EQ(get("a").source, Source::L2);
  EXPECT_EQ(get("a").source, Source::L1);
  EXPECT_EQ(loads_, 1);
}

TEST_F(TwoLevelCacheTest, EvictionFromTheProcessLeavesRedis) {
  for (const auto key : {"a", "b", "c"}) (void)get(key);
  EXPECT_EQ(get("a").source, Source::L2);
  EXPECT_EQ(loads_, 3);
}

TEST_F(TwoLevelCacheTest, ExpiresInBoth) {
  (void)get("a");
  const long long left = redis_.command(Words{"PTTL", "a"}).integer();
  EXPECT_GT(left, 50'000);
  EXPECT_LE(left, 60'000);
  time_ += 60s;
  EXPECT_EQ(get("a").source, Source::L2);
  time_ += 60s;
  (void)redis_.command(Words{"DEL", "a"});
  EXPECT_EQ(get("a").source, Source::Loader);
}

TEST_F(TwoLevelCacheTest, AnEmptyValueIsAValue) {
  (void)redis_.set("empty", "", 60s);
  const auto found = get("empty");
  EXPECT_EQ(found.source, Source::L2);
  EXPECT_EQ(*found.value, "");
  EXPECT_EQ(loads_, 0);
}

TEST_F(TwoLevelCacheTest, AnErrorOfRedisIsAMissThatIsCounted) {
  (void)redis_.command(Words{"LPUSH", "a", "not a string"});
  const auto found = get("a");
  EXPECT_EQ(found.source, Source::Loader);
  EXPECT_EQ(*found.value, "loaded a");
  EXPECT_EQ(found.redis_errors, 1);
}

TEST_F(TwoLevelCacheTest, ALoaderThatThrowsLeavesNothing) {
  EXPECT_THROW(
      (void)cache_.get("a", [](std::string_view) -> std::string { throw std::runtime_error("x"); }),
      std::runtime_error);
  EXPECT_EQ(l1_.get("a"), nullptr);
  EXPECT_TRUE(redis_.get("a").is_nil());
}

}  // namespace
}  // namespace benches
