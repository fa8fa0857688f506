#include "cache/two_level_cache.h"

#include <memory>

namespace benches {

TwoLevelCache::Found TwoLevelCache::get(std::string_view key, const Loader& load) {
  Found found;
  found.value = l1_->get(key);
  if (found.value) {
    found.source = Source::L1;
    return found;
  }
  const RedisReply reply = l2_->get(key);
  if (reply.is_error()) ++found.redis_errors;
  if (!reply.is_error() && !reply.is_nil()) {
    found.source = Source::L2;
    found.value = std::make_shared<const std::string>(reply.text());
  } else {
    found.value = std::make_shared<const std::string>(load(key));
    if (l2_->set(key, *found.value, time_to_live_).is_error()) ++found.redis_errors;
  }
  l1_->set(key, found.value, {.time_to_live = time_to_live_, .tags = {}});
  return found;
}

}  // namespace benches
