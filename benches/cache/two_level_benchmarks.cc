#include "cache/two_level_benchmarks.h"

#include <chrono>
#include <string>
#include <string_view>
#include <thread>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "cache/two_level_cache.h"

namespace benches {
namespace {

using namespace std::chrono_literals;
using Source = TwoLevelCache::Source;

std::string nothing_to_load(std::string_view) {
  return "this key should have been cached";
}

/// A hit is what was found in `level`.
void count(RedisTally& tally, const TwoLevelCache::Found& found, Source level) {
  ++tally.operations;
  tally.hits += found.source == level ? 1 : 0;
  tally.errors += found.redis_errors > 0 ? 1 : 0;
  tally.bytes += static_cast<std::int64_t>(found.value->size());
}

/// Everything is in the process after one round.
void l1_hit(benchmark::State& state, RedisFixture& fixture, std::size_t value_bytes) {
  RedisClient client = fixture.connect();
  LruCache l1({.capacity = 2 * kRedisKeys});
  TwoLevelCache cache(l1, client, 1h);
  const auto& loaded = fixture.loaded(value_bytes);
  for (const auto& key : loaded.in_turn.keys()) (void)cache.get(key, nothing_to_load);
  KeyWalk keys(loaded.by_popularity);
  LatencyRecorder latency(Stride::kInProcess);
  RedisTally tally(fixture);
  for (auto _ : state) {
    latency.time([&] { count(tally, cache.get(keys.next(), nothing_to_load), Source::L1); });
  }
  tally.report_reads(state, latency);
}

/// The process holds a quarter of the keys and is asked for all in turn: by the time a key
/// comes round it was evicted, and is in Redis.
void l2_hit(benchmark::State& state, RedisFixture& fixture, std::size_t value_bytes) {
  RedisClient client = fixture.connect();
  LruCache l1({.capacity = kRedisKeys / 4});
  TwoLevelCache cache(l1, client, 1h);
  KeyWalk keys(fixture.loaded(value_bytes).in_turn);
  LatencyRecorder latency;
  RedisTally tally(fixture);
  for (auto _ : state) {
    latency.time([&] { count(tally, cache.get(keys.next(), nothing_to_load), Source::L2); });
  }
  tally.report_reads(state, latency);
}

constexpr auto kBriefly = 1ms;

/// Found nowhere, loaded (at no cost) and put into both levels, which forget it long before
/// its turn comes again.
void miss(benchmark::State& state, RedisFixture& fixture, std::size_t value_bytes) {
  RedisClient client = fixture.connect();
  LruCache l1({.capacity = kRedisKeys});
  TwoLevelCache cache(l1, client, kBriefly);
  const std::string& value = fixture.loaded(value_bytes).value;
  const auto load = [&](std::string_view) { return value; };
  std::this_thread::sleep_for(2 * kBriefly);  // until the run before this one is forgotten
  const KeyOrder cold(make_keys(fixture.prefix() + "cold:", kRedisKeys));
  KeyWalk keys(cold);
  LatencyRecorder latency;
  RedisTally tally(fixture);
  for (auto _ : state) {
    latency.time([&] { count(tally, cache.get(keys.next(), load), Source::L2); });
  }
  tally.report_reads(state, latency);
}

using Body = void (*)(benchmark::State&, RedisFixture&, std::size_t);

benchmark::internal::Benchmark* add(RedisFixture& fixture, std::string_view name, Body body,
                                    std::size_t value_bytes) {
  return benchmark::RegisterBenchmark(
      fmt::format("cache/two_level/{}/value:{}", name, value_bytes).c_str(),
      [body, value_bytes, &fixture](benchmark::State& state) {
        try {
          body(state, fixture, value_bytes);
        } catch (const RedisError& error) {
          state.SkipWithError(error.what());
        }
      });
}

}  // namespace

void register_two_level_benchmarks(RedisFixture& fixture) {
  for (const std::size_t bytes : {kSmallValue, kLargeValue}) {
    // Never waits for the server, so its CPU time is what counts.
    add(fixture, "l1_hit", l1_hit, bytes);
    add(fixture, "l2_hit", l2_hit, bytes)->UseRealTime();
    add(fixture, "miss", miss, bytes)->UseRealTime();
  }
}

}  // namespace benches
