#include "cache/lru_fixture.h"

#include <gtest/gtest.h>

namespace benches {
namespace {

/// Were a key there already, a set would replace it: two allocations less, and no eviction.
TEST(LruFixture, EverySetInTurnEvictsFromTheFirstOneOn) {
  constexpr std::size_t kCapacity = 512;
  LruFixture fixture(
      {.in_turn = true, .keys = 10 * kCapacity, .capacity = kCapacity, .prefilled = 2 * kCapacity});
  fixture.prepare();
  auto& cache = fixture.cache();
  const auto before = cache.statistics().evictions;
  auto keys = fixture.walk(1, 0);
  constexpr std::uint64_t kSets = 3 * 10 * kCapacity;  // three times all keys
  for (std::uint64_t i = 0; i < kSets; ++i) {
    cache.set(keys.next(), fixture.value());
    ASSERT_EQ(cache.statistics().evictions, before + i + 1);
  }
}

}  // namespace
}  // namespace benches
