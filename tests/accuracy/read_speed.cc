// read_speed FILE...: how long reading result files takes and how much memory at the peak.
#include <chrono>
#include <cstddef>
#include <exception>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

#include "benchgate/formats/result_files.h"

namespace {

std::size_t samples_of(const benchgate::model::Run& run) {
  std::size_t count = 0;
  for (const auto& benchmark : run.benchmarks) {
    for (const auto& metric : benchmark.metrics) count += metric.samples.size();
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) try {
  using Clock = std::chrono::steady_clock;
  std::vector<benchgate::model::Run> runs;
  const auto begin = Clock::now();
  for (const char* path : std::vector<const char*>(argv + 1, argv + argc)) {
    const auto start = Clock::now();
    runs.push_back(benchgate::formats::read_run_file(path));
    const std::chrono::duration<double, std::milli> took = Clock::now() - start;
    fmt::print("{}: {} benchmarks, {} samples, {} diagnostics, {:.1f} ms\n", path,
               runs.back().benchmarks.size(), samples_of(runs.back()),
               runs.back().diagnostics.size(), took.count());
  }
  const std::chrono::duration<double, std::milli> took = Clock::now() - begin;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("all: {:.1f} ms, {} MB at the peak\n", took.count(), usage.ru_maxrss / 1024);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 1;
}
