#include "benchgate/compare/run_noise.h"

#include <gtest/gtest.h>

#include "support/runs.h"

using benchgate::compare::RunHistory;
using test_support::benchmark;
using test_support::run;
using test_support::series;

namespace {

RunHistory history_of(const std::vector<double>& values) {
  RunHistory history;
  for (const double value : values) {
    history.add(run({benchmark("a", {series("cpu_time", {value})})}));
  }
  return history;
}

}  // namespace

// statistics.stdev(map(math.log, [100, 110, 105, 95, 102])) of Python 3.11: 0.0546614; the robust
// one, 1.4826 * median(|ln x - ln 102|), is 0.0429770.
TEST(RunHistory, IsTheSpreadOfLogsFromRunToRun) {
  const auto sd = history_of({100, 110, 105, 95, 102}).log_sd("a", "cpu_time", 5);
  ASSERT_TRUE(sd.has_value());
  EXPECT_NEAR(*sd, 0.0546614, 1e-6);
}

TEST(RunHistory, RefusesToTellFromTooFewRuns) {
  EXPECT_FALSE(history_of({100, 110, 105}).log_sd("a", "cpu_time", 4).has_value());
  EXPECT_FALSE(history_of({100}).log_sd("a", "cpu_time", 1).has_value());
  EXPECT_FALSE(history_of({}).log_sd("a", "cpu_time", 1).has_value());
}

TEST(RunHistory, RefusesOtherNamesAndValuesWithoutLogarithm) {
  EXPECT_FALSE(history_of({100, 110, 105}).log_sd("b", "cpu_time", 2).has_value());
  EXPECT_FALSE(history_of({100, 110, 105}).log_sd("a", "real_time", 2).has_value());
  EXPECT_FALSE(history_of({100, 0, 105}).log_sd("a", "cpu_time", 2).has_value());
}

TEST(RunHistory, LeavesFailedBenchmarksOut) {
  RunHistory history;
  history.add(run({benchmark("a", {series("cpu_time", {100})})}));
  auto failed = benchmark("a", {series("cpu_time", {0.001})});
  failed.failure = benchgate::model::Failure{};
  history.add(run({failed}));
  EXPECT_FALSE(history.log_sd("a", "cpu_time", 2).has_value());
}
