// Benchmarks for bench_main and for Google Benchmark's own main(): what they do is in their names.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <sched.h>
#include <signal.h>
#include <time.h>

namespace {

void spin(benchmark::State& state) {
  for (auto _ : state) benchmark::ClobberMemory();
  state.counters["rows"] = 3;
}
BENCHMARK(spin)->Name("agent/spin")->Arg(10)->Arg(100);
BENCHMARK(spin)->Name("agent/odd name (a|b) [x] {2} \\d $^.*+?");
BENCHMARK(spin)->Name("agent/repeated")->Repetitions(3)->ReportAggregatesOnly();
BENCHMARK(spin)->Name("agent/threaded")->Threads(2)->UseRealTime();

/// How often the function was called in this process, whatever Google Benchmark calls it for.
void remember(benchmark::State& state) {
  static int calls = 0;
  ++calls;
  for (auto _ : state) benchmark::ClobberMemory();
  state.counters["calls"] = calls;
}
BENCHMARK(remember)->Name("agent/remember")->Iterations(1);

/// On how many cores it may run, and which is the first of them.
void cores(benchmark::State& state) {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  ::sched_getaffinity(0, sizeof allowed, &allowed);
  for (auto _ : state) std::this_thread::sleep_for(std::chrono::microseconds(10));
  int first = 0;
  while (first < CPU_SETSIZE && !CPU_ISSET(static_cast<std::size_t>(first), &allowed)) ++first;
  state.counters["cores"] = CPU_COUNT(&allowed);
  state.counters["first"] = first;
}
BENCHMARK(cores)->Name("agent/cores")->Iterations(10)->UseRealTime();
BENCHMARK(cores)->Name("agent/cores")->Iterations(10)->Threads(2)->UseRealTime();

/// CPU time of the thread that asks.
std::chrono::nanoseconds thread_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// The same, after a pool of threads that each computed for 40 ms, however long they had to wait
/// for a core.
void crowd(benchmark::State& state) {
  std::vector<std::jthread> pool;
  for (int i = 0; i < 3; ++i) {
    pool.emplace_back([] {
      while (thread_time() < std::chrono::milliseconds(40)) benchmark::ClobberMemory();
    });
  }
  pool.clear();
  cores(state);
}
BENCHMARK(crowd)->Name("agent/crowd")->Iterations(1)->UseRealTime();

void skipped(benchmark::State& state) {
  state.SkipWithError("no such table");
  for (auto _ : state) {
  }
}
BENCHMARK(skipped)->Name("agent/skipped");

void print(benchmark::State& state) {
  for (auto _ : state) {
  }
  std::puts("printed by a benchmark");
}
BENCHMARK(print)->Name("agent/print")->Iterations(1);

}  // namespace

#ifdef BENCHGATE_WITH_ACCIDENTS
namespace {

void crash(benchmark::State&) {
  std::fputs("about to crash\n", stderr);
  ::raise(SIGSEGV);
}
BENCHMARK(crash)->Name("agent/crash");

void leave(benchmark::State&) {
  std::_Exit(3);
}
BENCHMARK(leave)->Name("agent/leave");

void hang(benchmark::State&) {
  for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
}
BENCHMARK(hang)->Name("agent/hang");

}  // namespace
#endif
