// A real Google Benchmark executable that does what ordinary ones do not: prints around its list,
// has two benchmarks of one name, and one that reports only its aggregates. The second twin does
// TWIN_WORK times the work of the first.
#include <cstdio>
#include <cstdlib>

#include <benchmark/benchmark.h>

namespace {

void work(benchmark::State& state, int steps) {
  for (auto _ : state) {
    for (int i = 0; i < steps; ++i) benchmark::DoNotOptimize(i);
  }
  state.counters["steps"] = steps;
}

int twin_work() {
  const char* const text = std::getenv("TWIN_WORK");
  return text == nullptr ? 1 : std::atoi(text);
}

void first(benchmark::State& state) {
  work(state, 1000);
}
BENCHMARK(first)->Name("twin");

void other(benchmark::State& state) {
  work(state, 1000);
}
BENCHMARK(other)->Name("other")->Arg(1);

void second(benchmark::State& state) {
  work(state, 1000 * twin_work());
}
BENCHMARK(second)->Name("twin");

void repeated(benchmark::State& state) {
  work(state, 1000);
}
BENCHMARK(repeated)->Name("only_aggregates")->Repetitions(3)->ReportAggregatesOnly(true);

}  // namespace

#ifndef TALKATIVE_WITHOUT_MAIN
int main(int argc, char** argv) {
  std::printf("Using device: CPU\n");
  benchmark::Initialize(&argc, argv);
  const auto count = benchmark::RunSpecifiedBenchmarks();
  std::printf("Ran %zu benchmarks in %p", static_cast<std::size_t>(count),
              static_cast<void*>(&argc));
}
#endif
