// Benchmarks whose allocations are known: what they allocate is in their names.
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

void allocate(std::size_t bytes) {
  void* place = std::malloc(bytes);
  benchmark::DoNotOptimize(place);
  std::free(place);
}

void none(benchmark::State& state) {
  for (auto _ : state) benchmark::ClobberMemory();
}
BENCHMARK(none)->Name("none");

void three(benchmark::State& state) {
  for (auto _ : state) {
    allocate(100);
    auto number = std::make_unique<int>(7);  // operator new
    benchmark::DoNotOptimize(number);
    void* place = std::calloc(10, 10);
    benchmark::DoNotOptimize(place);
    std::free(place);
  }
}
BENCHMARK(three)->Name("three");
BENCHMARK(three)->Name("three")->Iterations(5);

void half(benchmark::State& state) {
  bool is_odd = false;
  for (auto _ : state) {
    if (is_odd) allocate(10);
    is_odd = !is_odd;
  }
}
BENCHMARK(half)->Name("eight of sixteen");

void with_setup(benchmark::State& state) {
  const std::vector<std::string> texts(1000, std::string(100, 'x'));
  for (auto _ : state) allocate(texts.size());
}
BENCHMARK(with_setup)->Name("one, and a thousand before the loop");

void growing_once(benchmark::State& state) {
  std::vector<int> numbers;
  for (auto _ : state) {
    numbers.clear();
    for (int i = 0; i < 1000; ++i) numbers.push_back(i);
    benchmark::DoNotOptimize(numbers.data());
  }
}
BENCHMARK(growing_once)->Name("none after the first iteration");

void million(benchmark::State& state) {
  for (auto _ : state) allocate(1'000'000);
}
BENCHMARK(million)->Name("a million bytes at once");

void in_threads(benchmark::State& state) {
  for (auto _ : state) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([] {
        for (int k = 0; k < 250; ++k) allocate(16);
      });
    }
    for (auto& thread : threads) thread.join();
  }
}
BENCHMARK(in_threads)->Name("four times 250 in threads")->UseRealTime();

void different(benchmark::State& state) {
  static int calls = 0;
  ++calls;
  for (auto _ : state) {
    for (int i = 0; i < calls; ++i) allocate(static_cast<std::size_t>(1000 * calls));
  }
}
BENCHMARK(different)->Name("another number in every call");

void path_of_the_temporary_folder(benchmark::State& state) {
  const char* const folder = std::getenv("TMPDIR");
  const std::string_view path = folder == nullptr ? "/tmp" : folder;
  for (auto _ : state) allocate(4096 + path.size());
}
BENCHMARK(path_of_the_temporary_folder)->Name("the path of the temporary folder");

void batches(benchmark::State& state) {
  while (state.KeepRunningBatch(100)) {
    for (int i = 0; i < 100; ++i) allocate(8);
  }
}
BENCHMARK(batches)->Name("one, in batches of a hundred");

void slow(benchmark::State& state) {
  for (auto _ : state) {
    allocate(1);
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
  }
}
BENCHMARK(slow)->Name("one in 30 ms")->UseRealTime();

void hang(benchmark::State&) {
  for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
}
BENCHMARK(hang)->Name("hang");

void skipped(benchmark::State& state) {
  state.SkipWithError("no such table");
  for (auto _ : state) {
  }
}
BENCHMARK(skipped)->Name("skipped");

}  // namespace
