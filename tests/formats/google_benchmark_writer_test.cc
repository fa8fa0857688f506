#include "benchgate/formats/google_benchmark_writer.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/formats/google_benchmark_reader.h"
#include "formats/random_run.h"

namespace benchgate::formats {
namespace {

using testing::HasSubstr;
using testing::Not;

model::Run one_benchmark(model::Benchmark benchmark) {
  benchmark.suite = "db";
  return {.suites = {{.name = "db", .environment = {}}},
          .benchmarks = {std::move(benchmark)},
          .diagnostics = {}};
}

TEST(GoogleBenchmarkWriter, WritesWhatTheReaderReads) {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    const auto run = random_run(seed);
    const auto text = write_google_benchmark(run);
    const auto back = read_google_benchmark(text, {});
    ASSERT_EQ(back.suites, run.suites) << "seed " << seed << '\n' << text;
    ASSERT_EQ(back.benchmarks, run.benchmarks) << "seed " << seed << '\n' << text;
    ASSERT_EQ(back.diagnostics, run.diagnostics) << "seed " << seed << '\n' << text;
    ASSERT_EQ(back.session, run.session) << "seed " << seed << '\n' << text;
    ASSERT_EQ(write_google_benchmark(back), text) << "seed " << seed;
  }
}

TEST(GoogleBenchmarkWriter, WritesOneRowALine) {
  auto run = one_benchmark({.suite = {},
                            .name = "sort/threads:4",
                            .label = "q",
                            .failure = {},
                            .metrics = {{"real_time", {1.5, 2}, {0, 1}},
                                        {"cpu_time", {0.1, 1e22}, {0, 1}},
                                        {"rows", {3, 4}, {0, 1}}}});
  for (auto& series : run.benchmarks.front().metrics) {
    series.definition = model::default_definition(series.metric);
  }
  run.suites.front().environment.fields = {{"commit", "abc"}, {"num_cpus", "2"}};
  EXPECT_EQ(write_google_benchmark(run), R"({
  "context": {
    "num_cpus": 2,
    "benchgate": {
      "schema": 1,
      "commit": "abc",
      "suites": {
        "db": {}
      }
    }
  },
  "benchmarks": [
    {"name": "sort/threads:4", "family_index": 0, "per_family_instance_index": 0, "run_name": "sort/threads:4", "run_type": "iteration", "repetitions": 2, "repetition_index": 0, "threads": 4, "benchgate_suite": "db", "benchgate_process": 0, "real_time": 1.5, "cpu_time": 0.1, "time_unit": "ns", "rows": 3, "label": "q"},
    {"name": "sort/threads:4", "family_index": 0, "per_family_instance_index": 0, "run_name": "sort/threads:4", "run_type": "iteration", "repetitions": 2, "repetition_index": 1, "threads": 4, "benchgate_suite": "db", "benchgate_process": 1, "real_time": 2, "cpu_time": 1e+22, "time_unit": "ns", "rows": 4, "label": "q"}
  ]
}
)");
}

TEST(GoogleBenchmarkWriter, WritesFailuresAsGoogleDoes) {
  const auto text = write_google_benchmark(
      one_benchmark({.suite = {},
                     .name = "x",
                     .label = {},
                     .failure = model::Failure{model::Failure::Kind::TimedOut, "after 60 s"},
                     .metrics = {}}));
  EXPECT_THAT(text, HasSubstr(R"("error_occurred": true, "error_message": "after 60 s", )"
                              R"("benchgate_failure": "timed-out", "real_time": 0, )"
                              R"("cpu_time": 0, "time_unit": "ns")"));
}

TEST(GoogleBenchmarkWriter, PutsFieldsThatSuitesDoNotShareUnderTheSuite) {
  model::Run run;
  run.suites = {{.name = "a", .environment = {{{"commit", "1"}, {"date", "x"}}}},
                {.name = "b", .environment = {{{"commit", "1"}, {"date", "y"}}}}};
  const auto text = write_google_benchmark(run);
  EXPECT_THAT(text,
              HasSubstr("\"commit\": \"1\",\n      \"suites\": {\n        \"a\": {\n          "
                        "\"date\": \"x\"\n        },"));
  EXPECT_EQ(read_google_benchmark(text, {}), run);
}

TEST(GoogleBenchmarkWriter, NeverWritesWhatIsNotUtf8) {
  auto run = one_benchmark({.suite = {},
                            .name = "caf\xE9",
                            .label = "\xFF",
                            .failure = {},
                            .metrics = {{"cpu_time", {1}, {}}}});
  const auto back = read_google_benchmark(write_google_benchmark(run), {});
  EXPECT_EQ(back.benchmarks.front().name, "caf\xEF\xBF\xBD");
}

#ifdef NDEBUG
TEST(GoogleBenchmarkWriter, NeverWritesNaN) {
  const auto nan = std::numeric_limits<double>::quiet_NaN();
  const auto text = write_google_benchmark(
      one_benchmark({.suite = {},
                     .name = "x",
                     .label = {},
                     .failure = {},
                     .metrics = {{"cpu_time", {1}, {}}, {"bad", {nan}, {}}}}));
  EXPECT_THAT(text, Not(HasSubstr("nan")));
}
#endif

TEST(GoogleBenchmarkWriter, KeepsWhatNamesDoNotTell) {
  const model::MetricDefinition latency{.unit = model::Unit::Nanoseconds};
  const model::MetricDefinition time{.unit = model::Unit::Nanoseconds};
  model::Run run{.suites = {{.name = "s"}}};
  run.benchmarks = {{.suite = "s",
                     .name = "x",
                     .metrics = {{"real_time", {2}, {}, time}, {"latency", {7}, {}, latency}},
                     .clock = "latency"},
                    {.suite = "s",
                     .name = "y/real_time",
                     .metrics = {{"real_time", {3}, {}, time}},
                     .clock = "real_time"}};
  const auto text = write_google_benchmark(run);
  EXPECT_THAT(text, HasSubstr(R"("metrics": {
        "latency": {"unit": "ns", "better": "lower", "kind": "timing"}
      })"));
  EXPECT_THAT(text, HasSubstr(R"("benchgate_clock": "latency")"));
  EXPECT_THAT(text, Not(HasSubstr(R"("benchgate_clock": "real_time")")));
  EXPECT_EQ(read_google_benchmark(text, {}), run);
}

}  // namespace
}  // namespace benchgate::formats
