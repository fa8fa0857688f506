#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/latency_histogram.h"
#include "support/latency_recorder.h"
#include "support/random.h"

namespace benches {
namespace {

TEST(LatencyHistogram, HasNoPercentileOfNothing) {
  EXPECT_EQ(LatencyHistogram().percentile_ns(0.5), std::nullopt);
}

// numpy.percentile(range(1, 101), q, method="inverted_cdf")
TEST(LatencyHistogram, IsExactBelow256Nanoseconds) {
  LatencyHistogram histogram;
  for (std::uint64_t ns = 100; ns >= 1; --ns) histogram.add(ns);
  EXPECT_EQ(histogram.percentile_ns(0.5), 50.0);
  EXPECT_EQ(histogram.percentile_ns(0.95), 95.0);
  EXPECT_EQ(histogram.percentile_ns(0.99), 99.0);
  EXPECT_EQ(histogram.percentile_ns(0.999), 100.0);
  EXPECT_EQ(histogram.percentile_ns(1.0), 100.0);
  EXPECT_EQ(histogram.percentile_ns(0.0001), 1.0);
}

TEST(LatencyHistogram, GivesTheOnlyValueAsEveryPercentile) {
  LatencyHistogram histogram;
  histogram.add(0);
  EXPECT_EQ(histogram.percentile_ns(0.5), 0.0);
  EXPECT_EQ(histogram.percentile_ns(0.999), 0.0);
}

// Against the sorted values themselves, from nanoseconds to minutes.
TEST(LatencyHistogram, IsWithinHalfAPercentOfTheSortedValues) {
  Random random(42);
  std::vector<std::uint64_t> values;
  LatencyHistogram histogram;
  for (int k = 0; k < 20'000; ++k) {
    values.push_back(static_cast<std::uint64_t>(std::exp2(random.unit() * 36.0)));
    histogram.add(values.back());
  }
  std::sort(values.begin(), values.end());
  for (const auto& [share, rank] : std::map<double, std::size_t>{
           {0.5, 9'999}, {0.95, 18'999}, {0.99, 19'799}, {0.999, 19'979}}) {
    const auto exact = static_cast<double>(values[rank]);
    EXPECT_NEAR(*histogram.percentile_ns(share), exact, exact * 0.004) << share;
  }
}

TEST(LatencyHistogram, CountsWhatIsTooLongAsTheLongest) {
  LatencyHistogram histogram;
  histogram.add(~std::uint64_t{0});
  const auto longest = static_cast<double>(LatencyHistogram::kLongestNs);
  EXPECT_NEAR(*histogram.percentile_ns(0.5), longest, longest * 0.004);
}

TEST(LatencyHistogram, MergesAsIfAllHadBeenCountedInOne) {
  LatencyHistogram slow, fast;
  for (int k = 0; k < 90; ++k) fast.add(10);
  for (int k = 0; k < 10; ++k) slow.add(200);
  fast.merge(slow);
  EXPECT_EQ(fast.total(), 100U);
  EXPECT_EQ(fast.percentile_ns(0.9), 10.0);
  EXPECT_EQ(fast.percentile_ns(0.91), 200.0);
}

TEST(LatencyRecorder, RecordsEveryOperationOrOneInItsStride) {
  LatencyRecorder every(Stride::kEveryOperation), some(Stride::kInProcess);
  int ran = 0;
  for (int k = 0; k < 170; ++k) {
    every.time([&] { ++ran; });
    some.time([&] { ++ran; });
  }
  EXPECT_EQ(ran, 340);
  EXPECT_EQ(every.histogram().total(), 170U);
  EXPECT_EQ(some.histogram().total(), 10U);
}

// A stride that divides the length of a round would time the same few inputs forever.
TEST(LatencyRecorder, TimesEveryInputOfARoundInTheEnd) {
  LatencyRecorder recorder(Stride::kInProcess);
  constexpr std::size_t kRound = 64;
  std::vector<int> timed(kRound);
  for (std::size_t k = 0; k < kRound * 17; ++k) {
    const auto before = recorder.histogram().total();
    recorder.time([] {});
    timed[k % kRound] += recorder.histogram().total() > before ? 1 : 0;
  }
  EXPECT_THAT(timed, testing::Each(1));
}

TEST(LatencyRecorder, DoesNotRecordAnOperationThatThrows) {
  LatencyRecorder recorder;
  EXPECT_THROW(recorder.time([] { throw std::runtime_error("no"); }), std::runtime_error);
  EXPECT_EQ(recorder.histogram().total(), 0U);
}

/// Keeps the counters of every run.
class KeepingReporter : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type == Run::RT_Iteration) counters = run.counters;
    }
  }
  benchmark::UserCounters counters;
};

// Google Benchmark would add up the percentiles of four threads.
TEST(ThreadedLatency, PublishesPercentilesOfAllThreadsOnce) {
  ThreadedLatency shared;
  std::atomic<int> threads = 0, publishers = 0;
  auto* registered = benchmark::RegisterBenchmark("threads", [&](benchmark::State& state) {
    shared.join();
    LatencyRecorder recorder;
    for (auto _ : state) {
      recorder.time([] { std::this_thread::sleep_for(std::chrono::microseconds(200)); });
    }
    shared.publish(recorder, state);
    ++threads;
    publishers += static_cast<int>(state.counters.count("p50"));
  });
  registered->Threads(4)->Iterations(50)->Repetitions(2);
  KeepingReporter reporter;
  std::vector<std::string> flags = {"test", "--benchmark_filter=threads"};
  std::vector<char*> pointers = {flags[0].data(), flags[1].data(), nullptr};
  int count = 2;
  benchmark::Initialize(&count, pointers.data());
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::ClearRegisteredBenchmarks();
  EXPECT_EQ(threads, 2 * 4);
  EXPECT_EQ(publishers, 2);
  ASSERT_THAT(reporter.counters, testing::Contains(testing::Key("p999")));
  EXPECT_GE(reporter.counters.at("p50"), 199'000.0);
  EXPECT_LE(reporter.counters.at("p50"), reporter.counters.at("p95"));
  EXPECT_LE(reporter.counters.at("p95"), reporter.counters.at("p999"));
}

class NoMemory : public benchmark::MemoryManager {
 public:
  // Versions differ in which of the two they call, and which is virtual.
  void Start() { ++runs; }
  void Stop(Result*) {}
  void Stop(Result&) {}
  int runs = 0;
};

// State::threads() says four then, and there is one.
TEST(ThreadedLatency, PublishesInTheRunsThatMeasureMemory) {
  ThreadedLatency shared;
  std::atomic<int> calls = 0, publishers = 0;
  auto* registered = benchmark::RegisterBenchmark("memory", [&](benchmark::State& state) {
    shared.join();
    LatencyRecorder recorder;
    for (auto _ : state) recorder.time([] {});
    shared.publish(recorder, state);
    ++calls;
    publishers += static_cast<int>(state.counters.count("p50"));
  });
  registered->Threads(4)->Iterations(50)->Repetitions(2);
  NoMemory memory;
  benchmark::RegisterMemoryManager(&memory);
  KeepingReporter reporter;
  std::vector<std::string> flags = {"test", "--benchmark_filter=memory"};
  std::vector<char*> pointers = {flags[0].data(), flags[1].data(), nullptr};
  int count = 2;
  benchmark::Initialize(&count, pointers.data());
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::RegisterMemoryManager(nullptr);
  benchmark::ClearRegisteredBenchmarks();
  ASSERT_GE(memory.runs, 1);
  // Four threads in each repetition, and one in each run for memory.
  EXPECT_EQ(calls, 2 * 4 + memory.runs);
  EXPECT_EQ(publishers, 2 + memory.runs);
}

}  // namespace
}  // namespace benches
