#include "benchgate/formats/google_benchmark_reader.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::formats {
namespace {

TEST(GoogleBenchmarkReader, ReadsRepetitionsInNanoseconds) {
  const auto run =
      read_google_benchmark(R"({"context": {"executable": "./x/db_bench"}, "benchmarks": [
    {"name": "BM", "run_name": "BM", "run_type": "iteration", "real_time": 2.5, "cpu_time": 2, "time_unit": "us", "hits": 3},
    {"name": "BM", "run_name": "BM", "run_type": "iteration", "real_time": 3, "cpu_time": 4, "time_unit": "ns", "hits": 4}]})",
                            {});
  ASSERT_EQ(run.benchmarks.size(), 1U);
  const auto& benchmark = run.benchmarks.front();
  EXPECT_EQ(benchmark.suite, "db_bench");
  const std::vector<model::MetricSeries> expected = {
      {"real_time", {2500, 3}, {}}, {"cpu_time", {2000, 4}, {}}, {"hits", {3, 4}, {}}};
  EXPECT_EQ(benchmark.metrics, expected);
  EXPECT_THAT(run.diagnostics, testing::IsEmpty());
}

}  // namespace
}  // namespace benchgate::formats
