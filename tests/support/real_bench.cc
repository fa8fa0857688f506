// A small real Google Benchmark executable: what the library itself writes, for the tests of
// measuring. Its rows take microseconds.
#include <cstdint>

#include <benchmark/benchmark.h>

namespace {

void spin(benchmark::State& state) {
  std::uint64_t x = 1;
  for (auto _ : state) {
    for (int i = 0; i < state.range(0); ++i)
      benchmark::DoNotOptimize(x = x * 6364136223846793005U + 1);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(spin)->Name("real/spin")->Arg(10)->Arg(100);

void plain(benchmark::State& state) {
  for (auto _ : state) benchmark::ClobberMemory();
  state.counters["rows"] = 3;
  state.SetLabel("a \"label\"");
}
BENCHMARK(plain)->Name("real/waiting")->UseRealTime();
BENCHMARK(plain)->Name("real/threaded")->Threads(2);
BENCHMARK(plain)->Name("real/repeated")->Repetitions(3);
BENCHMARK(plain)->Name("real/odd name (a|b) [x] {2} \\d $^.*+?");

void skipped(benchmark::State& state) {
  state.SkipWithError("no such table");
  for (auto _ : state) {
  }
}
BENCHMARK(skipped)->Name("real/skipped");

}  // namespace

BENCHMARK_MAIN();
