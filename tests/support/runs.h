// Runs made by hand, for tests of what works on them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "benchgate/model/run.h"

namespace test_support {

/// A series whose samples come from one process each, as `benchgate run` records them.
inline benchgate::model::MetricSeries series(std::string metric, std::vector<double> samples) {
  const auto definition = benchgate::model::default_definition(metric);
  benchgate::model::MetricSeries result{.metric = std::move(metric),
                                        .samples = std::move(samples),
                                        .processes = {},
                                        .definition = definition};
  for (std::uint32_t i = 0; i < result.samples.size(); ++i) result.processes.push_back(i);
  return result;
}

inline benchgate::model::Benchmark benchmark(std::string name,
                                             std::vector<benchgate::model::MetricSeries> metrics) {
  return {.suite = "suite", .name = std::move(name), .metrics = std::move(metrics)};
}

/// As a reader says it of a benchmark: of "x/real_time" that real_time is its clock.
inline benchgate::model::Benchmark judged_by(std::string clock,
                                             benchgate::model::Benchmark benchmark) {
  benchmark.clock = std::move(clock);
  return benchmark;
}

inline benchgate::model::Benchmark failed(std::string name, std::string message) {
  return {.suite = "suite",
          .name = std::move(name),
          .failure = benchgate::model::Failure{.message = std::move(message)}};
}

/// One suite with an environment of a machine class and a commit.
inline benchgate::model::Run run(std::vector<benchgate::model::Benchmark> benchmarks,
                                 std::string machine_class = "test-2cpu") {
  return {.suites = {{.name = "suite",
                      .environment = {{{"machine_class", std::move(machine_class)},
                                       {"commit", "0123456789abcdef0123456789abcdef01234567"}}}}},
          .benchmarks = std::move(benchmarks)};
}

/// Twelve samples around `centre` that differ by tenths of a percent, no two the same.
inline std::vector<double> steady(double centre) {
  std::vector<double> samples;
  for (const int i : {0, 7, 3, 10, 5, 1, 8, 11, 2, 6, 4, 9}) {
    samples.push_back(centre * (1 + 0.001 * (i - 5.5)));
  }
  return samples;
}

}  // namespace test_support
