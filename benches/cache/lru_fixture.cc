#include "cache/lru_fixture.h"

#include <utility>

namespace benches {
namespace {

// Long enough that the walk's own repetition does not show, short enough for the L2 cache.
constexpr std::size_t kDraws = 65'536;

}  // namespace

void LruFixture::prepare() {
  std::call_once(built_, [this] { build(); });
  latency_.join();
}

void LruFixture::build() {
  std::vector<std::string> keys = make_keys("evidence:", plan_.keys);
  value_ = make_value(plan_.value_bytes);
  cache_ = std::make_unique<LruCache>(LruOptions{.capacity = plan_.capacity});
  for (std::size_t i = 0; i < plan_.prefilled; ++i) cache_->set(keys[i], value_);
  order_ = plan_.in_turn ? std::make_unique<KeyOrder>(std::move(keys))
                         : std::make_unique<KeyOrder>(std::move(keys), plan_.popularity, kDraws);
}

KeyWalk LruFixture::walk(const benchmark::State& state) const {
  return walk(state.threads(), state.thread_index());
}

KeyWalk LruFixture::walk(int threads, int thread) const {
  const std::size_t spacing = order_->length() / static_cast<std::size_t>(threads);
  return KeyWalk(*order_, walked_ + spacing * static_cast<std::size_t>(thread));
}

void LruFixture::report(benchmark::State& state, const LatencyRecorder& latency, Done done) {
  state.SetItemsProcessed(state.iterations() * done.per_iteration);
  if (done.touched > 0) {
    state.SetBytesProcessed(done.touched * static_cast<std::int64_t>(plan_.value_bytes));
  }
  if (state.thread_index() == 0) walked_ += static_cast<std::size_t>(state.iterations());
  latency_.publish(latency, state);
}

void report_hit_ratio(benchmark::State& state, std::int64_t hits, std::int64_t gets) {
  state.counters["hit_ratio"] = benchmark::Counter(
      static_cast<double>(hits) / static_cast<double>(gets), benchmark::Counter::kAvgThreads);
}

}  // namespace benches
