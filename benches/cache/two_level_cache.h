// The in-process LRU over Redis, as a service reads through both: what a process asked for
// lately costs no round trip, what any process asked for lately costs one, the rest is
// loaded and put into both.
//
// A Redis that answers with an error is a miss, not a failure: the caller gets its value
// and learns of it. One thread only, as its RedisClient is.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "cache/lru_cache.h"
#include "support/redis_client.h"

namespace benches {

class TwoLevelCache {
 public:
  enum class Source { L1, L2, Loader };
  struct Found {
    CachedValue value;
    Source source = Source::Loader;
    int redis_errors = 0;
  };
  using Loader = std::function<std::string(std::string_view key)>;

  /// `time_to_live` counts in both levels from the moment each was filled.
  TwoLevelCache(LruCache& l1, RedisClient& l2, std::chrono::milliseconds time_to_live)
      : l1_(&l1), l2_(&l2), time_to_live_(time_to_live) {}

  /// Throws RedisError if the connection breaks, and whatever the loader throws.
  Found get(std::string_view key, const Loader& load);

 private:
  LruCache* l1_;
  RedisClient* l2_;
  std::chrono::milliseconds time_to_live_;
};

}  // namespace benches
