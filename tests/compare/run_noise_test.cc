#include "benchgate/compare/run_noise.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/runs.h"

using benchgate::compare::RunHistory;
using test_support::benchmark;
using test_support::run;
using test_support::series;

namespace {

constexpr benchgate::compare::MetricKey kKey{"suite", "a", "cpu_time"};

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
  const auto spread = history_of({100, 110, 105, 95, 102}).spread(kKey, 5);
  ASSERT_TRUE(spread.has_value());
  EXPECT_NEAR(spread->log_sd, 0.0546614, 1e-6);
  EXPECT_EQ(spread->runs, 5U);
}

TEST(RunHistory, RefusesToTellFromTooFewRuns) {
  EXPECT_FALSE(history_of({100, 110, 105}).spread(kKey, 4).has_value());
  EXPECT_FALSE(history_of({100}).spread(kKey, 1).has_value());
  EXPECT_FALSE(history_of({}).spread(kKey, 1).has_value());
}

TEST(RunHistory, RefusesOtherNamesAndValuesWithoutLogarithm) {
  EXPECT_FALSE(history_of({100, 110, 105}).spread({"suite", "b", "cpu_time"}, 2).has_value());
  EXPECT_FALSE(history_of({100, 110, 105}).spread({"suite", "a", "real_time"}, 2).has_value());
  EXPECT_FALSE(history_of({100, 0, 105}).spread(kKey, 2).has_value());
}

TEST(RunHistory, LeavesFailedBenchmarksOut) {
  RunHistory history;
  history.add(run({benchmark("a", {series("cpu_time", {100})})}));
  auto failed = benchmark("a", {series("cpu_time", {0.001})});
  failed.failure = benchgate::model::Failure{};
  history.add(run({failed}));
  EXPECT_FALSE(history.spread(kKey, 2).has_value());
}

TEST(RunHistory, KnowsWhichCountsGoBackAndForth) {
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  EXPECT_THAT(history_of({20, 22, 21, 22, 20}).varying_values(kKey),
              ElementsAre(20, 22, 21, 22, 20));
  // A change, what takes it back, and the change again.
  EXPECT_THAT(history_of({5, 5, 6, 6, 5, 5, 6}).varying_values(kKey), IsEmpty());
  EXPECT_THAT(history_of({9, 8, 8, 7, 5}).varying_values(kKey), IsEmpty());
  EXPECT_THAT(history_of({}).varying_values(kKey), IsEmpty());
}

TEST(RunHistory, KeepsSuitesApart) {
  RunHistory history;
  for (const double value : {100.0, 110.0, 105.0}) {
    auto fast = benchmark("a", {series("cpu_time", {value})});
    auto slow = benchmark("a", {series("cpu_time", {1000 * value})});
    slow.suite = "other";
    history.add(run({fast, slow}));
  }
  const auto spread = history.spread(kKey, 3);
  ASSERT_TRUE(spread.has_value());
  EXPECT_EQ(spread->runs, 3U);
  EXPECT_LT(spread->log_sd, 0.1);
}

namespace {

/// A run for each letter: with or without the metric, or without the benchmark.
RunHistory presence(const std::string& runs) {
  RunHistory history;
  for (const char letter : runs) {
    if (letter == '-') {
      history.add(run({benchmark("other", {series("cpu_time", {1})})}));
      continue;
    }
    std::vector<benchgate::model::MetricSeries> metrics{series("cpu_time", {1})};
    if (letter == 'x') metrics.push_back(series("rows", {7}));
    history.add(run({benchmark("a", metrics)}));
  }
  return history;
}

}  // namespace

TEST(RunHistory, KnowsWhichMetricsComeAndGo) {
  const benchgate::compare::MetricKey rows{"suite", "a", "rows"};
  for (const char* runs : {"xox", "oxo", "xxoxx", "x-o-x", "oxxo", "xoxo"}) {
    EXPECT_TRUE(presence(runs).comes_and_goes(rows)) << runs;
  }
  for (const char* runs : {"", "x", "xxx", "ooo", "oxx", "xxo", "x--x", "o-x"}) {
    EXPECT_FALSE(presence(runs).comes_and_goes(rows)) << runs;
  }
  EXPECT_TRUE(presence("xo").has(rows));
  EXPECT_FALSE(presence("oo").has(rows));
}
