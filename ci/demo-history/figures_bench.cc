#include <benchmark/benchmark.h>

#include "work.h"

static void run(benchmark::State& state, std::uint64_t (*function)()) {
  for (auto _ : state) benchmark::DoNotOptimize(function());
}
BENCHMARK_CAPTURE(run, large_step, large_step)->Name("figures/large_step");
BENCHMARK_CAPTURE(run, small_step, small_step)->Name("figures/small_step");
BENCHMARK_CAPTURE(run, drift, drift)->Name("figures/drift");
BENCHMARK_CAPTURE(run, steady, steady)->Name("figures/steady");
