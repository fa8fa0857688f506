// What the in-process cache benchmarks share: a cache, the keys to ask it for, and the
// bookkeeping of their counters. Built by the first thread that needs it and kept for the
// process, because Google Benchmark calls a benchmark's function several times.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include <benchmark/benchmark.h>

#include "cache/lru_cache.h"
#include "cache/workload.h"
#include "support/latency_recorder.h"

namespace benches {

/// Keys that the cache holds where it is meant to hold them all. It has room for twice as
/// many, since its shards do not fill evenly.
inline constexpr std::size_t kResidentKeys = 4096;

struct LruPlan {
  KeyPopularity popularity = kUniformKeys;
  bool in_turn = false;  ///< every key in turn, instead of by popularity
  std::size_t keys = kResidentKeys;
  std::size_t capacity = 2 * kResidentKeys;
  std::size_t prefilled = kResidentKeys;  ///< so many of the keys are in the cache
  std::size_t value_bytes = kSmallValue;
};

class LruFixture {
 public:
  explicit LruFixture(LruPlan plan) : plan_(plan) {}

  /// To be called by every thread before its loop.
  void prepare();

  [[nodiscard]] const LruPlan& plan() const { return plan_; }
  [[nodiscard]] LruCache& cache() { return *cache_; }
  [[nodiscard]] const std::string& value() const { return value_; }
  /// This thread's requests, beginning where the last run of the benchmark stopped: were
  /// they to begin anew, a short run would find the keys of the run before in the cache. The
  /// threads are evenly spaced, so that they do not ask for one key at one moment.
  [[nodiscard]] KeyWalk walk(const benchmark::State& state) const;
  [[nodiscard]] KeyWalk walk(int threads, int thread) const;

  /// What one thread did, `per_iteration` operations at a time: `touched` operations handed a
  /// value out (shared, so nothing is copied) or in.
  struct Done {
    std::int64_t per_iteration = 1;
    std::int64_t touched = 0;
  };
  /// Items, bytes and percentiles; every thread once, after its loop.
  void report(benchmark::State& state, const LatencyRecorder& latency, Done done);

 private:
  void build();

  LruPlan plan_;
  std::once_flag built_;
  std::unique_ptr<LruCache> cache_;
  std::unique_ptr<KeyOrder> order_;
  std::string value_;
  std::atomic<std::size_t> walked_{0};
  ThreadedLatency latency_;
};

/// Sets `hit_ratio`, hits over gets, as the mean over the threads.
void report_hit_ratio(benchmark::State& state, std::int64_t hits, std::int64_t gets);

}  // namespace benches
