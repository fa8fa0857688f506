// What recording latencies costs: the same operation bare, with one in 127 timed, one in
// 17, and each. Short: a cache lookup, some 50 ns. Long: a small SQLite select,
// about a microsecond. docs/latency-recording.md has the figures and the command.

#include <array>
#include <cstdint>

#include <benchmark/benchmark.h>

#include "support/latency_recorder.h"

namespace {

using benches::LatencyRecorder;
using benches::Stride;

/// A chain of dependent multiplications: nothing to overlap with the clock.
void work(std::uint64_t& state, std::int64_t steps) {
  for (std::int64_t k = 0; k < steps; ++k) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    benchmark::DoNotOptimize(state);
  }
}

void bare(benchmark::State& state) {
  std::uint64_t chain = 1;
  for (auto _ : state) work(chain, state.range(0));
}

void recorded(benchmark::State& state, Stride stride) {
  std::uint64_t chain = 1;
  LatencyRecorder latency(stride);
  for (auto _ : state) {
    latency.time([&] { work(chain, state.range(0)); });
  }
  latency.publish(state);
}

void register_all() {
  for (const std::int64_t steps : {25, 500}) {
    const auto add = [steps](const char* name, auto body) {
      benchmark::RegisterBenchmark(name, body)->ArgName("steps")->Arg(steps);
    };
    add("latency/none", bare);
    add("latency/one_in_127", [](benchmark::State& s) { recorded(s, Stride::kNanoseconds); });
    add("latency/one_in_17", [](benchmark::State& s) { recorded(s, Stride::kInProcess); });
    add("latency/every", [](benchmark::State& s) { recorded(s, Stride::kEveryOperation); });
  }
}

}  // namespace

int main(int argc, char** argv) {
  register_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
