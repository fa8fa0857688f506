#include "cache/lru_shard.h"

#include <iterator>
#include <utility>

namespace benches {
namespace {

bool expired(const LruShard::Entry& entry, CacheTime now) {
  return entry.expires_at && now >= *entry.expires_at;
}

}  // namespace

CachedValue LruShard::get(HashedKey key, CacheTime now) {
  const auto found = index_.find(key);
  if (found == index_.end()) {
    ++statistics_.misses;
    return nullptr;
  }
  const Order::iterator entry = found->second;
  if (expired(*entry, now)) {
    ++statistics_.misses;
    ++statistics_.expirations;
    remove(entry);
    return nullptr;
  }
  ++statistics_.hits;
  order_.splice(order_.begin(), order_, entry);
  return entry->value;
}

void LruShard::set(Entry entry) {
  const auto found = index_.find(HashedKey{.text = entry.key, .hash = entry.hash});
  if (found != index_.end()) {
    // The key's storage stays where the index looks at it.
    const Order::iterator stored = found->second;
    unindex_tags(*stored);
    stored->value = std::move(entry.value);
    stored->expires_at = entry.expires_at;
    stored->tags = std::move(entry.tags);
    order_.splice(order_.begin(), order_, stored);
  } else {
    if (order_.size() == capacity_) {
      ++statistics_.evictions;
      remove(std::prev(order_.end()));
    }
    order_.push_front(std::move(entry));
    const Entry& stored = order_.front();
    index_.emplace(HashedKey{.text = stored.key, .hash = stored.hash}, order_.begin());
  }
  index_tags(order_.front());
}

bool LruShard::erase(HashedKey key) {
  const auto found = index_.find(key);
  if (found == index_.end()) return false;
  remove(found->second);
  return true;
}

std::size_t LruShard::invalidate_tag(const std::string& tag) {
  const auto found = tagged_.find(tag);
  if (found == tagged_.end()) return 0;
  // Taken out first: remove() edits the sets of every tag that an entry has.
  const auto entries = std::move(found->second);
  tagged_.erase(found);
  for (const Entry* entry : entries) {
    remove(index_.find(HashedKey{.text = entry->key, .hash = entry->hash})->second);
  }
  return entries.size();
}

std::size_t LruShard::invalidate_prefix(std::string_view prefix) {
  std::size_t removed = 0;
  for (auto entry = order_.begin(); entry != order_.end();) {
    const auto next = std::next(entry);
    if (entry->key.starts_with(prefix)) {
      remove(entry);
      ++removed;
    }
    entry = next;
  }
  return removed;
}

std::size_t LruShard::remove_expired(CacheTime now) {
  std::size_t removed = 0;
  for (auto entry = order_.begin(); entry != order_.end();) {
    const auto next = std::next(entry);
    if (expired(*entry, now)) {
      remove(entry);
      ++removed;
    }
    entry = next;
  }
  statistics_.expirations += removed;
  return removed;
}

void LruShard::clear() {
  tagged_.clear();
  index_.clear();
  order_.clear();
}

void LruShard::remove(Order::iterator entry) {
  unindex_tags(*entry);
  index_.erase(HashedKey{.text = entry->key, .hash = entry->hash});
  order_.erase(entry);
}

void LruShard::index_tags(const Entry& entry) {
  for (const auto& tag : entry.tags) tagged_[tag].insert(&entry);
}

void LruShard::unindex_tags(const Entry& entry) {
  for (const auto& tag : entry.tags) {
    const auto found = tagged_.find(tag);
    if (found == tagged_.end()) continue;  // being invalidated, or named twice
    found->second.erase(&entry);
    if (found->second.empty()) tagged_.erase(found);
  }
}

}  // namespace benches
