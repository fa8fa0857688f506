// The in-process cache that the suite measures: what a service puts in front of its
// database or its Redis. Bounded by entries, least recently used first out, entries with
// an optional time to live and tags, safe to use from many threads.
//
// Sharded by key hash, one mutex a shard: a get moves its entry to the front of the list,
// so it is a write, and one mutex for all would serialise every reader. The price is that
// recency is exact within a shard and approximate over the cache.
//
// It does not refresh, does not count bytes and has no thread of its own: expired entries
// go when somebody asks for them, when they reach the end of the list, or in
// remove_expired().
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cache/lru_shard.h"

namespace benches {

struct LruOptions {
  std::size_t capacity = 10'000;  ///< entries; rounded up to a multiple of `shards`
  std::size_t shards = 8;
};

struct SetOptions {
  std::optional<std::chrono::nanoseconds> time_to_live;  ///< positive; none: never expires
  std::vector<std::string> tags;
};

class LruCache {
 public:
  using Now = std::function<CacheTime()>;

  /// Throws std::invalid_argument for a capacity or a number of shards of 0.
  explicit LruCache(LruOptions options, Now now = std::chrono::steady_clock::now);

  /// The value, or nullptr if there is none or it has expired.
  [[nodiscard]] CachedValue get(std::string_view key);
  /// Adds or replaces value, time to live and tags. Throws std::invalid_argument for a time
  /// to live that is not positive.
  void set(std::string_view key, std::string value, SetOptions options = {});
  /// The same for a value that is shared already; it may not be null.
  void set(std::string_view key, CachedValue value, SetOptions options = {});
  /// True if there was something to remove, expired or not.
  bool erase(std::string_view key);
  /// Removes everything that has the tag; how many entries that was. Shard by shard: a set
  /// at the same time may survive.
  std::size_t invalidate_tag(std::string_view tag);
  std::size_t invalidate_prefix(std::string_view prefix);
  std::size_t remove_expired();
  void clear();

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] LruStatistics statistics() const;

 private:
  // Each on cache lines of its own: threads that use different shards do not share any.
  struct alignas(64) LockedShard {
    explicit LockedShard(std::size_t capacity) : entries(capacity) {}
    mutable std::mutex mutex;
    LruShard entries;
  };

  LockedShard& shard_of(HashedKey key);

  std::vector<std::unique_ptr<LockedShard>> shards_;
  Now now_;
};

}  // namespace benches
