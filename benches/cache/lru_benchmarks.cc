#include "cache/lru_benchmarks.h"

#include <chrono>
#include <memory>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "cache/lru_fixture.h"

namespace benches {
namespace {

using std::chrono::nanoseconds;

void get_hit(benchmark::State& state, LruFixture& fixture) {
  fixture.prepare();
  LruCache& cache = fixture.cache();
  KeyWalk keys = fixture.walk(state);
  LatencyRecorder latency(Stride::kInProcess);
  std::int64_t hits = 0;
  for (auto _ : state) {
    latency.time([&] { hits += cache.get(keys.next()) ? 1 : 0; });
  }
  fixture.report(state, latency, {.touched = hits});
  report_hit_ratio(state, hits, state.iterations());
}

void get_miss(benchmark::State& state, LruFixture& fixture) {
  fixture.prepare();
  LruCache& cache = fixture.cache();
  // None of the fixture's keys is in its cache.
  KeyWalk keys = fixture.walk(state);
  LatencyRecorder latency(Stride::kInProcess);
  std::int64_t hits = 0;
  for (auto _ : state) {
    latency.time([&] { hits += cache.get(keys.next()) ? 1 : 0; });
  }
  fixture.report(state, latency, {.touched = hits});
  report_hit_ratio(state, hits, state.iterations());
}

/// Real traffic over ten times as many keys as fit: a hit, or a set that evicts.
void get_or_set(benchmark::State& state, LruFixture& fixture) {
  fixture.prepare();
  LruCache& cache = fixture.cache();
  KeyWalk keys = fixture.walk(state);
  LatencyRecorder latency(Stride::kInProcess);
  std::int64_t hits = 0;
  for (auto _ : state) {
    latency.time([&] {
      const std::string& key = keys.next();
      if (cache.get(key)) {
        ++hits;
      } else {
        cache.set(key, fixture.value());
      }
    });
  }
  fixture.report(state, latency, {.touched = state.iterations()});
  report_hit_ratio(state, hits, state.iterations());
}

/// Sets a key that the cache has long forgotten, into a full cache: always an eviction.
void set_evict(benchmark::State& state, LruFixture& fixture) {
  fixture.prepare();
  LruCache& cache = fixture.cache();
  KeyWalk keys = fixture.walk(state);
  LatencyRecorder latency(Stride::kInProcess);
  for (auto _ : state) {
    latency.time([&] { cache.set(keys.next(), fixture.value()); });
  }
  fixture.report(state, latency, {.touched = state.iterations()});
}

/// A set that lives for a nanosecond and the get that finds it dead and removes it.
void set_expire_get(benchmark::State& state, LruFixture& fixture) {
  fixture.prepare();
  LruCache& cache = fixture.cache();
  KeyWalk keys = fixture.walk(state);
  LatencyRecorder latency(Stride::kInProcess);
  std::int64_t hits = 0;
  for (auto _ : state) {
    latency.time([&] {
      const std::string& key = keys.next();
      cache.set(key, fixture.value(), {.time_to_live = nanoseconds(1), .tags = {}});
      hits += cache.get(key) ? 1 : 0;
    });
  }
  fixture.report(state, latency, {.touched = state.iterations()});
  report_hit_ratio(state, hits, state.iterations());
}

constexpr int kBatch = 100;  // entries that one invalidation removes

/// One of `kBatch` keys that belong to this thread, outside the fixture's keys.
std::string batch_key(const benchmark::State& state, int i) {
  return fmt::format("session:{}:{:04}", state.thread_index(), i);
}

/// Adds the batch, untimed; then removes it with `remove`, which says how many it found.
template <typename Remove>
void invalidate(benchmark::State& state, LruFixture& fixture, const SetOptions& options,
                Remove remove) {
  LatencyRecorder latency;
  for (auto _ : state) {
    state.PauseTiming();
    for (int i = 0; i < kBatch; ++i) {
      fixture.cache().set(batch_key(state, i), fixture.value(), options);
    }
    state.ResumeTiming();
    std::size_t removed = 0;
    latency.time([&] { removed = remove(); });
    if (removed != kBatch) state.SkipWithError("removed another number of entries than it added");
  }
  fixture.report(state, latency, {.per_iteration = kBatch, .touched = state.iterations() * kBatch});
}

void invalidate_tag(benchmark::State& state, LruFixture& fixture) {
  fixture.prepare();
  const std::string tag = fmt::format("thread:{}", state.thread_index());
  invalidate(state, fixture, {.time_to_live = std::nullopt, .tags = {tag, "every"}},
             [&] { return fixture.cache().invalidate_tag(tag); });
}

void invalidate_prefix(benchmark::State& state, LruFixture& fixture) {
  fixture.prepare();
  const std::string prefix = fmt::format("session:{}:", state.thread_index());
  invalidate(state, fixture, {}, [&] { return fixture.cache().invalidate_prefix(prefix); });
}

void remove_expired(benchmark::State& state, LruFixture& fixture) {
  fixture.prepare();
  invalidate(state, fixture, {.time_to_live = nanoseconds(1), .tags = {}},
             [&] { return fixture.cache().remove_expired(); });
}

using Body = void (*)(benchmark::State&, LruFixture&);

benchmark::internal::Benchmark* add(const std::string& name, Body body, LruPlan plan) {
  const auto fixture = std::make_shared<LruFixture>(plan);
  return benchmark::RegisterBenchmark(
      ("cache/lru/" + name).c_str(),
      [body, fixture](benchmark::State& state) { body(state, *fixture); });
}

void register_reads() {
  for (const auto popularity : {kUniformKeys, kZipfKeys}) {
    add(fmt::format("get_miss/keys:{}", popularity.name), get_miss,
        {.popularity = popularity, .prefilled = 0})
        ->Threads(1)
        ->Threads(4);
    for (const std::size_t bytes : {kSmallValue, kLargeValue}) {
      add(fmt::format("get_hit/keys:{}/value:{}", popularity.name, bytes), get_hit,
          {.popularity = popularity, .value_bytes = bytes})
          ->Threads(1)
          ->Threads(4);
      add(fmt::format("get_or_set/keys:{}/value:{}", popularity.name, bytes), get_or_set,
          {.popularity = popularity,
           .keys = 10 * kResidentKeys,
           .capacity = kResidentKeys,
           .value_bytes = bytes})
          ->Threads(1)
          ->Threads(4);
    }
  }
}

void register_removals() {
  for (const std::size_t bytes : {kSmallValue, kLargeValue}) {
    add(fmt::format("set_evict/value:{}", bytes), set_evict,
        {.in_turn = true,
         .keys = 10 * kResidentKeys,
         .capacity = kResidentKeys,
         .prefilled = 2 * kResidentKeys,  // every shard full, and of keys that come late
         .value_bytes = bytes})
        ->Threads(1)
        ->Threads(4);
  }
  // In turn, so that no two threads have the same key at the same moment.
  add("set_expire_get/value:100", set_expire_get, {.in_turn = true, .prefilled = 0})
      ->Threads(1)
      ->Threads(4);
  add("invalidate_tag/keys:100", invalidate_tag, {})->Threads(1)->Threads(4);
  add("invalidate_prefix/keys:100", invalidate_prefix, {})->Threads(1)->Threads(4);
  // It sweeps for all threads at once, so there is one.
  add("remove_expired/keys:100", remove_expired, {})->Threads(1);
}

}  // namespace

void register_lru_benchmarks() {
  register_reads();
  register_removals();
}

}  // namespace benches
