// One shard of the in-process cache: an LRU list, a hash index into it, expiry times and
// an index of tags. The data structure alone: it takes the time as an argument and is not
// thread-safe. Locking, sharding and the clock are lru_cache.h.
//
// Invalidation by tag follows an index, in time proportional to what it removes.
// Invalidation by prefix walks the whole shard: an ordered index would make it faster and
// every set slower, and sets are what a service does all day.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace benches {

using CacheTime = std::chrono::steady_clock::time_point;

/// What a reader gets: it shares the value with the cache, so that nothing is copied under
/// the lock and an entry evicted meanwhile stays readable.
using CachedValue = std::shared_ptr<const std::string>;

/// A key with its hash, computed once and used to choose the shard and to find the entry.
struct HashedKey {
  std::string_view text;
  std::size_t hash = 0;

  friend bool operator==(const HashedKey& a, const HashedKey& b) { return a.text == b.text; }
};

/// What happened so far. `misses` includes the gets that found an expired entry.
struct LruStatistics {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::uint64_t evictions = 0;    ///< pushed out by capacity
  std::uint64_t expirations = 0;  ///< removed because their time was over

  bool operator==(const LruStatistics&) const = default;
};

class LruShard {
 public:
  struct Entry {
    std::string key;
    std::size_t hash = 0;
    CachedValue value;
    std::optional<CacheTime> expires_at;  ///< dead from this moment on; none: never
    std::vector<std::string> tags;
  };

  /// `capacity` is in entries, at least 1.
  explicit LruShard(std::size_t capacity) : capacity_(capacity) {}
  LruShard(const LruShard&) = delete;
  LruShard& operator=(const LruShard&) = delete;

  /// The value, now the most recently used; nullptr if absent or expired.
  [[nodiscard]] CachedValue get(HashedKey key, CacheTime now);
  /// Adds or replaces; the least recently used entry goes if the shard is full.
  void set(Entry entry);
  bool erase(HashedKey key);
  /// These return how many entries they removed.
  std::size_t invalidate_tag(const std::string& tag);
  std::size_t invalidate_prefix(std::string_view prefix);
  std::size_t remove_expired(CacheTime now);
  void clear();

  /// Includes entries that expired and that nobody has asked for since.
  [[nodiscard]] std::size_t size() const { return order_.size(); }
  [[nodiscard]] const LruStatistics& statistics() const { return statistics_; }

 private:
  using Order = std::list<Entry>;
  struct StoredHash {
    std::size_t operator()(const HashedKey& key) const { return key.hash; }
  };

  void remove(Order::iterator entry);
  void index_tags(const Entry& entry);
  void unindex_tags(const Entry& entry);

  std::size_t capacity_;
  Order order_;  // most recently used first; keys and tags below are views into it
  std::unordered_map<HashedKey, Order::iterator, StoredHash> index_;
  std::unordered_map<std::string, std::unordered_set<const Entry*>> tagged_;
  LruStatistics statistics_;
};

}  // namespace benches
