#include "cache/lru_cache.h"

#include <cassert>
#include <stdexcept>
#include <utility>

namespace benches {
namespace {

HashedKey hashed(std::string_view key) {
  return {.text = key, .hash = std::hash<std::string_view>{}(key)};
}

std::optional<CacheTime> expiry(std::optional<std::chrono::nanoseconds> time_to_live,
                                const LruCache::Now& now) {
  if (!time_to_live) return std::nullopt;
  if (*time_to_live <= std::chrono::nanoseconds::zero()) {
    throw std::invalid_argument("a time to live must be positive");
  }
  const CacheTime start = now();
  if (*time_to_live >= CacheTime::max() - start) return std::nullopt;
  return start + *time_to_live;
}

}  // namespace

LruCache::LruCache(LruOptions options, Now now) : now_(std::move(now)) {
  if (options.capacity == 0) throw std::invalid_argument("a cache needs a capacity");
  if (options.shards == 0) throw std::invalid_argument("a cache needs a shard");
  const std::size_t per_shard = (options.capacity + options.shards - 1) / options.shards;
  for (std::size_t i = 0; i < options.shards; ++i) {
    shards_.push_back(std::make_unique<LockedShard>(per_shard));
  }
}

LruCache::LockedShard& LruCache::shard_of(HashedKey key) {
  // The high bits: the shard's own index uses the low ones.
  return *shards_[(key.hash >> 32U) % shards_.size()];
}

CachedValue LruCache::get(std::string_view key) {
  const HashedKey sought = hashed(key);
  const CacheTime now = now_();
  LockedShard& shard = shard_of(sought);
  const std::lock_guard lock(shard.mutex);
  return shard.entries.get(sought, now);
}

void LruCache::set(std::string_view key, std::string value, SetOptions options) {
  set(key, std::make_shared<const std::string>(std::move(value)), std::move(options));
}

void LruCache::set(std::string_view key, CachedValue value, SetOptions options) {
  assert(value);
  const HashedKey stored = hashed(key);
  // Everything that allocates for the entry itself happens outside the lock.
  LruShard::Entry entry{.key = std::string(key),
                        .hash = stored.hash,
                        .value = std::move(value),
                        .expires_at = expiry(options.time_to_live, now_),
                        .tags = std::move(options.tags)};
  LockedShard& shard = shard_of(stored);
  const std::lock_guard lock(shard.mutex);
  shard.entries.set(std::move(entry));
}

bool LruCache::erase(std::string_view key) {
  const HashedKey sought = hashed(key);
  LockedShard& shard = shard_of(sought);
  const std::lock_guard lock(shard.mutex);
  return shard.entries.erase(sought);
}

std::size_t LruCache::invalidate_tag(std::string_view tag) {
  const std::string sought(tag);
  std::size_t removed = 0;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->mutex);
    removed += shard->entries.invalidate_tag(sought);
  }
  return removed;
}

std::size_t LruCache::invalidate_prefix(std::string_view prefix) {
  std::size_t removed = 0;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->mutex);
    removed += shard->entries.invalidate_prefix(prefix);
  }
  return removed;
}

std::size_t LruCache::remove_expired() {
  const CacheTime now = now_();
  std::size_t removed = 0;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->mutex);
    removed += shard->entries.remove_expired(now);
  }
  return removed;
}

void LruCache::clear() {
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->mutex);
    shard->entries.clear();
  }
}

std::size_t LruCache::size() const {
  std::size_t total = 0;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->mutex);
    total += shard->entries.size();
  }
  return total;
}

LruStatistics LruCache::statistics() const {
  LruStatistics total;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->mutex);
    const LruStatistics& one = shard->entries.statistics();
    total.hits += one.hits;
    total.misses += one.misses;
    total.evictions += one.evictions;
    total.expirations += one.expirations;
  }
  return total;
}

}  // namespace benches
