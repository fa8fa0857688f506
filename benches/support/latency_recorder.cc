#include "support/latency_recorder.h"

#include <utility>

namespace benches {
namespace {

void set_percentiles(const LatencyHistogram& histogram, benchmark::State& state) {
  static constexpr std::pair<const char*, double> kPercentiles[] = {
      {"p50", 0.5}, {"p95", 0.95}, {"p99", 0.99}, {"p999", 0.999}};
  for (const auto& [name, share] : kPercentiles) {
    if (const auto value = histogram.percentile_ns(share)) state.counters[name] = *value;
  }
}

}  // namespace

void LatencyRecorder::publish(benchmark::State& state) const {
  set_percentiles(histogram_, state);
}

void ThreadedLatency::join() {
  const std::lock_guard lock(mutex_);
  ++joined_;
}

void ThreadedLatency::publish(const LatencyRecorder& recorder, benchmark::State& state) {
  const std::lock_guard lock(mutex_);
  merged_.merge(recorder.histogram());
  // No thread gets here before all have joined: the loop begins and ends for all at once.
  if (++arrived_ < joined_) return;
  set_percentiles(merged_, state);
  merged_ = {};
  arrived_ = 0;
  joined_ = 0;
}

}  // namespace benches
