#pragma once

// Times single operations inside a benchmark's loop and publishes the percentiles as
// the counters p50, p95, p99 and p999, in nanoseconds.
//
// Timing an operation costs about 55 ns here. That is nothing beside a query to a
// server and too much beside a cache lookup, so a stride says which operations are
// timed. What is left of the cost is measured in docs/latency-recording.md. Percentiles
// of a sample taken at a fixed stride estimate those of all operations; the mean stays
// Google Benchmark's own.
//
// Google Benchmark adds up the counters of a benchmark's threads, which makes nonsense
// of a percentile. ThreadedLatency merges the threads' histograms instead and lets the
// last thread publish alone.

#include <chrono>
#include <cstdint>
#include <mutex>

#include <benchmark/benchmark.h>

#include "support/latency_histogram.h"

namespace benches {

/// Times one operation in so many: every one from some 10 us on, one in 17 at about a
/// microsecond, one in 127 below. Primes, so that a benchmark that goes round 64 or 1,000
/// inputs has all of them timed in the end, and not always the same few.
enum class Stride : std::uint32_t { kEveryOperation = 1, kInProcess = 17, kNanoseconds = 127 };

class LatencyRecorder {
 public:
  explicit LatencyRecorder(Stride stride = Stride::kEveryOperation)
      : stride_(static_cast<std::uint32_t>(stride)), left_(1) {}

  /// Runs the operation once, timed if its turn has come. An operation that throws is
  /// not recorded.
  template <typename Operation>
  void time(Operation&& operation) {
    const bool sampled = --left_ == 0;
    const auto begin = sampled ? Clock::now() : Clock::time_point{};
    operation();
    if (sampled) record(Clock::now() - begin);
  }

  /// Sets p50, p95, p99, p999 (nanoseconds) on the state; none of them if nothing was
  /// recorded. For a benchmark that runs in one thread.
  void publish(benchmark::State& state) const;

  [[nodiscard]] const LatencyHistogram& histogram() const { return histogram_; }

 private:
  using Clock = std::chrono::steady_clock;

  void record(Clock::duration elapsed) {
    histogram_.add(static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(elapsed).count()));
    left_ = stride_;
  }

  std::uint32_t stride_;
  std::uint32_t left_;
  LatencyHistogram histogram_;
};

/// Shared by the threads of one benchmark. Every thread must call join() once per run,
/// before its loop, and publish() after it, also when it failed. How many threads there are
/// is counted, not taken from State::threads(): while Google Benchmark measures memory it
/// runs one thread, whatever that says.
class ThreadedLatency {
 public:
  void join();
  /// Merges one thread's latencies; the last thread's state gets the percentiles of all.
  void publish(const LatencyRecorder& recorder, benchmark::State& state);

 private:
  std::mutex mutex_;
  int joined_ = 0;
  int arrived_ = 0;
  LatencyHistogram merged_;
};

}  // namespace benches
