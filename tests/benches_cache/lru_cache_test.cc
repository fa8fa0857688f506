#include "cache/lru_cache.h"

#include <atomic>
#include <chrono>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace benches {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

/// Time stands still until a test moves it.
struct FakeClock {
  CacheTime time{seconds(1000)};

  LruCache::Now now() {
    return [this] { return time; };
  }
};

/// One shard, so that recency is exact.
LruOptions exact(std::size_t capacity) {
  return {.capacity = capacity, .shards = 1};
}

bool holds(LruCache& cache, std::string_view key) {
  return cache.get(key) != nullptr;
}

TEST(LruCache, ReturnsWhatWasSet) {
  LruCache cache(exact(2));
  cache.set("user:1", "Ada");
  ASSERT_TRUE(holds(cache, "user:1"));
  EXPECT_EQ(*cache.get("user:1"), "Ada");
  EXPECT_EQ(cache.get("user:2"), nullptr);
  EXPECT_EQ(cache.size(), 1U);
}

TEST(LruCache, KeepsEmptyValuesAndEmptyKeysAndBytesApart) {
  LruCache cache(exact(8));
  cache.set("", "empty key");
  cache.set("empty value", "");
  cache.set(std::string("a\0b", 3), "with a zero byte");
  EXPECT_EQ(*cache.get(""), "empty key");
  EXPECT_EQ(*cache.get("empty value"), "");
  EXPECT_EQ(*cache.get(std::string("a\0b", 3)), "with a zero byte");
  EXPECT_EQ(cache.get("a"), nullptr);
}

TEST(LruCache, ReplacesInPlace) {
  LruCache cache(exact(2));
  cache.set("a", "1");
  cache.set("b", "2");
  cache.set("a", "3");
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_EQ(*cache.get("a"), "3");
  EXPECT_EQ(cache.statistics().evictions, 0U);
}

TEST(LruCache, EvictsTheLeastRecentlySetWhenNothingWasRead) {
  LruCache cache(exact(2));
  cache.set("a", "1");
  cache.set("b", "2");
  cache.set("c", "3");
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_FALSE(holds(cache, "a"));
  EXPECT_TRUE(holds(cache, "b"));
  EXPECT_TRUE(holds(cache, "c"));
  EXPECT_EQ(cache.statistics().evictions, 1U);
}

TEST(LruCache, ReadingMakesRecent) {
  LruCache cache(exact(2));
  cache.set("a", "1");
  cache.set("b", "2");
  EXPECT_TRUE(holds(cache, "a"));
  cache.set("c", "3");
  EXPECT_TRUE(holds(cache, "a"));
  EXPECT_FALSE(holds(cache, "b"));
}

TEST(LruCache, ReplacingMakesRecent) {
  LruCache cache(exact(2));
  cache.set("a", "1");
  cache.set("b", "2");
  cache.set("a", "again");
  cache.set("c", "3");
  EXPECT_TRUE(holds(cache, "a"));
  EXPECT_FALSE(holds(cache, "b"));
}

TEST(LruCache, AMissDoesNotMakeRecent) {
  LruCache cache(exact(2));
  cache.set("a", "1");
  cache.set("b", "2");
  EXPECT_FALSE(holds(cache, "nobody"));
  cache.set("c", "3");
  EXPECT_FALSE(holds(cache, "a"));
}

TEST(LruCache, AValueOutlivesItsEntry) {
  LruCache cache(exact(1));
  cache.set("a", "kept");
  const CachedValue value = cache.get("a");
  cache.set("b", "pushes a out");
  cache.clear();
  EXPECT_EQ(*value, "kept");
  EXPECT_EQ(value.use_count(), 1);
}

TEST(LruCache, ExpiresAtItsTimeAndNotBefore) {
  FakeClock clock;
  LruCache cache(exact(4), clock.now());
  cache.set("a", "1", {.time_to_live = milliseconds(100), .tags = {}});
  clock.time += milliseconds(100) - nanoseconds(1);
  EXPECT_TRUE(holds(cache, "a"));
  clock.time += nanoseconds(1);
  EXPECT_FALSE(holds(cache, "a"));
  EXPECT_EQ(cache.size(), 0U);
  EXPECT_EQ(cache.statistics(),
            (LruStatistics{.hits = 1, .misses = 1, .evictions = 0, .expirations = 1}));
}

TEST(LruCache, ReadingDoesNotProlongLife) {
  FakeClock clock;
  LruCache cache(exact(4), clock.now());
  cache.set("a", "1", {.time_to_live = seconds(10), .tags = {}});
  clock.time += seconds(9);
  EXPECT_TRUE(holds(cache, "a"));
  clock.time += seconds(1);
  EXPECT_FALSE(holds(cache, "a"));
}

TEST(LruCache, SettingAgainStartsAnotherLife) {
  FakeClock clock;
  LruCache cache(exact(4), clock.now());
  cache.set("a", "1", {.time_to_live = seconds(10), .tags = {}});
  clock.time += seconds(9);
  cache.set("a", "2", {.time_to_live = seconds(10), .tags = {}});
  clock.time += seconds(9);
  EXPECT_TRUE(holds(cache, "a"));
  cache.set("a", "3");
  clock.time += seconds(1'000'000);
  EXPECT_TRUE(holds(cache, "a"));
}

TEST(LruCache, AnEndlessTimeToLiveDoesNotOverflow) {
  FakeClock clock;
  LruCache cache(exact(4), clock.now());
  cache.set("a", "1", {.time_to_live = nanoseconds::max(), .tags = {}});
  EXPECT_TRUE(holds(cache, "a"));
}

TEST(LruCache, RemoveExpiredTakesTheDeadOnly) {
  FakeClock clock;
  LruCache cache({.capacity = 100, .shards = 4}, clock.now());
  for (int i = 0; i < 10; ++i) {
    cache.set("short:" + std::to_string(i), "", {.time_to_live = seconds(1), .tags = {}});
    cache.set("long:" + std::to_string(i), "", {.time_to_live = seconds(3), .tags = {}});
    cache.set("ever:" + std::to_string(i), "");
  }
  EXPECT_EQ(cache.remove_expired(), 0U);
  clock.time += seconds(2);
  EXPECT_EQ(cache.remove_expired(), 10U);
  EXPECT_EQ(cache.size(), 20U);
  EXPECT_TRUE(holds(cache, "long:3"));
  EXPECT_FALSE(holds(cache, "short:3"));
  EXPECT_EQ(cache.statistics().expirations, 10U);
}

TEST(LruCache, ErasesOneKey) {
  LruCache cache(exact(4));
  cache.set("a", "1", {.time_to_live = std::nullopt, .tags = {"t"}});
  EXPECT_TRUE(cache.erase("a"));
  EXPECT_FALSE(cache.erase("a"));
  EXPECT_FALSE(cache.erase("b"));
  EXPECT_EQ(cache.invalidate_tag("t"), 0U);
}

TEST(LruCache, InvalidatesByTagAcrossShards) {
  LruCache cache({.capacity = 1000, .shards = 8});
  for (int i = 0; i < 100; ++i) {
    cache.set("key:" + std::to_string(i), "",
              {.time_to_live = std::nullopt, .tags = {"profile:" + std::to_string(i % 10), "all"}});
  }
  EXPECT_EQ(cache.invalidate_tag("profile:3"), 10U);
  EXPECT_EQ(cache.size(), 90U);
  EXPECT_FALSE(holds(cache, "key:13"));
  EXPECT_TRUE(holds(cache, "key:14"));
  EXPECT_EQ(cache.invalidate_tag("profile:3"), 0U);
  EXPECT_EQ(cache.invalidate_tag("profile"), 0U);
  EXPECT_EQ(cache.invalidate_tag(""), 0U);
  EXPECT_EQ(cache.invalidate_tag("all"), 90U);
  EXPECT_EQ(cache.size(), 0U);
}

TEST(LruCache, ReplacingReplacesTheTags) {
  LruCache cache(exact(4));
  cache.set("a", "1", {.time_to_live = std::nullopt, .tags = {"old", "both"}});
  cache.set("a", "2", {.time_to_live = std::nullopt, .tags = {"new", "both"}});
  EXPECT_EQ(cache.invalidate_tag("old"), 0U);
  EXPECT_TRUE(holds(cache, "a"));
  EXPECT_EQ(cache.invalidate_tag("new"), 1U);
  EXPECT_EQ(cache.invalidate_tag("both"), 0U);
}

TEST(LruCache, ATagNamedTwiceCountsOnce) {
  LruCache cache(exact(4));
  cache.set("a", "1", {.time_to_live = std::nullopt, .tags = {"t", "t"}});
  EXPECT_EQ(cache.invalidate_tag("t"), 1U);
  cache.set("a", "1", {.time_to_live = std::nullopt, .tags = {"t", "t"}});
  EXPECT_TRUE(cache.erase("a"));
  EXPECT_EQ(cache.invalidate_tag("t"), 0U);
}

TEST(LruCache, EvictionAndExpiryForgetTheTags) {
  FakeClock clock;
  LruCache cache(exact(1), clock.now());
  cache.set("evicted", "1", {.time_to_live = std::nullopt, .tags = {"t"}});
  cache.set("expiring", "2", {.time_to_live = seconds(1), .tags = {"t"}});
  clock.time += seconds(1);
  EXPECT_FALSE(holds(cache, "expiring"));
  EXPECT_EQ(cache.invalidate_tag("t"), 0U);
}

TEST(LruCache, InvalidatesByPrefix) {
  LruCache cache({.capacity = 1000, .shards = 8});
  for (int i = 0; i < 20; ++i) {
    cache.set("user:" + std::to_string(i), "", {.time_to_live = std::nullopt, .tags = {"t"}});
    cache.set("users:" + std::to_string(i), "");
  }
  EXPECT_EQ(cache.invalidate_prefix("nobody:"), 0U);
  EXPECT_EQ(cache.invalidate_prefix("user:1"), 11U);  // 1 and 10 to 19
  EXPECT_EQ(cache.invalidate_prefix("user:"), 9U);
  EXPECT_EQ(cache.invalidate_tag("t"), 0U);
  EXPECT_TRUE(holds(cache, "users:1"));
  EXPECT_EQ(cache.invalidate_prefix(""), 20U);
}

TEST(LruCache, SharesItsCapacityAmongTheShards) {
  LruCache cache({.capacity = 1000, .shards = 8});
  for (int i = 0; i < 20'000; ++i) cache.set("key:" + std::to_string(i), "");
  EXPECT_EQ(cache.size(), 1000U);
  EXPECT_EQ(cache.statistics().evictions, 19'000U);
}

TEST(LruCache, RefusesNonsense) {
  EXPECT_THROW(LruCache({.capacity = 0, .shards = 1}), std::invalid_argument);
  EXPECT_THROW(LruCache({.capacity = 1, .shards = 0}), std::invalid_argument);
  LruCache cache(exact(1));
  EXPECT_THROW(cache.set("a", "", {.time_to_live = nanoseconds(0), .tags = {}}),
               std::invalid_argument);
  EXPECT_THROW(cache.set("a", "", {.time_to_live = nanoseconds(-1), .tags = {}}),
               std::invalid_argument);
  EXPECT_FALSE(holds(cache, "a"));
}

// A plain model of the same rules, slow and obvious; both must agree after every step.
class ModelCache {
 public:
  explicit ModelCache(std::size_t capacity) : capacity_(capacity) {}

  void set(const std::string& key, const std::string& tag) {
    erase(key);
    if (entries_.size() == capacity_) entries_.pop_back();
    entries_.insert(entries_.begin(), {key, tag});
  }
  bool get(const std::string& key) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].first != key) continue;
      const auto entry = entries_[i];
      entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(i));
      entries_.insert(entries_.begin(), entry);
      return true;
    }
    return false;
  }
  std::size_t erase(const std::string& key) {
    return std::erase_if(entries_, [&](const auto& entry) { return entry.first == key; });
  }
  std::size_t invalidate_tag(const std::string& tag) {
    return std::erase_if(entries_, [&](const auto& entry) { return entry.second == tag; });
  }
  std::size_t invalidate_prefix(const std::string& prefix) {
    return std::erase_if(entries_,
                         [&](const auto& entry) { return entry.first.starts_with(prefix); });
  }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  std::size_t capacity_;
  std::vector<std::pair<std::string, std::string>> entries_;  // most recent first
};

TEST(LruCache, AgreesWithAPlainModelOverRandomSteps) {
  std::mt19937_64 engine(20);
  LruCache cache(exact(16));
  ModelCache model(16);
  for (int step = 0; step < 50'000; ++step) {
    const std::string key = std::to_string(engine() % 40);
    const std::string tag = "t" + std::to_string(engine() % 8);
    switch (engine() % 12) {
      case 0:
        ASSERT_EQ(cache.erase(key), model.erase(key) == 1) << step;
        break;
      case 1:
        if (engine() % 8 == 0) {
          ASSERT_EQ(cache.invalidate_tag(tag), model.invalidate_tag(tag)) << step;
        }
        break;
      case 2:
        if (engine() % 8 == 0) {
          ASSERT_EQ(cache.invalidate_prefix(key), model.invalidate_prefix(key)) << step;
        }
        break;
      case 3:
      case 4:
      case 5:
      case 6:
        cache.set(key, "", {.time_to_live = std::nullopt, .tags = {tag}});
        model.set(key, tag);
        break;
      default:
        ASSERT_EQ(holds(cache, key), model.get(key)) << step;
    }
    ASSERT_EQ(cache.size(), model.size()) << step;
  }
}

TEST(LruCache, SurvivesEveryOperationFromManyThreads) {
  LruCache cache({.capacity = 256, .shards = 4});
  std::atomic<std::uint64_t> reads{0};
  std::atomic<std::uint64_t> wrong{0};
  const auto work = [&](std::uint64_t seed) {
    std::mt19937_64 engine(seed);
    for (int step = 0; step < 20'000; ++step) {
      const std::string key = "key:" + std::to_string(engine() % 512);
      switch (engine() % 16) {
        case 0:
          cache.erase(key);
          break;
        case 1:
          cache.invalidate_tag("t" + std::to_string(engine() % 16));
          break;
        case 2:
          if (step % 16 == 0) cache.invalidate_prefix(key);
          break;
        case 3:
          if (step % 16 == 0) cache.remove_expired();
          break;
        case 4:
        case 5:
        case 6:
        case 7:
          cache.set(key, key,
                    {.time_to_live = std::chrono::microseconds(50 + engine() % 5000),
                     .tags = {"t" + std::to_string(engine() % 16)}});
          break;
        default: {
          const CachedValue value = cache.get(key);
          ++reads;
          if (value && *value != key) ++wrong;
        }
      }
    }
  };
  std::vector<std::thread> threads;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) threads.emplace_back(work, seed);
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0U);
  EXPECT_LE(cache.size(), 256U);
  const LruStatistics seen = cache.statistics();
  EXPECT_EQ(seen.hits + seen.misses, reads);
}

}  // namespace
}  // namespace benches
