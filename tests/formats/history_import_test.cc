#include "benchgate/formats/history_import.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/formats/benchmark_action_data.h"
#include "benchgate/formats/otava_csv.h"
#include "source_tree.h"

namespace benchgate::formats {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

const std::string kData = R"(window.BENCHMARK_DATA = {
  "lastUpdate": 1573312301293,
  "repoUrl": "https://github.com/octo/fib",
  "entries": {
    "Rust Benchmark": [
      {"commit": {"id": "abc", "message": "Faster\n\nMuch.", "timestamp": "2019-11-10T00:08:18+09:00"},
       "date": 1573312140323, "tool": "cargo",
       "benches": [{"name": "bench_fib_10", "value": 254, "range": "+/- 35", "unit": "ns/iter"},
                   {"name": "bench_fib_20", "value": 34.001, "unit": "us/iter"},
                   {"name": "bench_fib_20", "value": 1, "unit": "us/iter"}]}],
    "Rates": [
      {"commit": {"id": "abc"}, "date": 1573312140323, "tool": "benchmarkjs",
       "benches": [{"name": "fib", "value": 5, "unit": "ops/sec"}, {"name": "broken"}]}]
  }
};
)";

TEST(BenchmarkActionData, GivesARecordPerSuiteAndCommit) {
  const auto history = read_benchmark_action_data(kData, "data.js");
  ASSERT_THAT(history.records, SizeIs(2));
  const auto& record = history.records[0];
  EXPECT_EQ(record.run.commit, "abc");
  EXPECT_EQ(record.run.subject, "Faster");
  EXPECT_EQ(record.run.measured_at, 1573312140);
  EXPECT_EQ(record.run.committed_at, 1573312098);  // date --date=2019-11-10T00:08:18+09:00 +%s
  ASSERT_THAT(record.points, SizeIs(2));
  EXPECT_EQ(record.points[0].series,
            (model::SeriesKey{"Rust Benchmark", "bench_fib_10", "real_time", {}}));
  EXPECT_EQ(record.points[0].value, 254);
  EXPECT_DOUBLE_EQ(record.points[1].value, 34'001);
  EXPECT_EQ(history.records[1].points.at(0).series.metric, "ops/sec");
  EXPECT_EQ(history.records[1].points[0].definition.direction, model::Direction::HigherIsBetter);
  EXPECT_EQ(history.left_out, 2U);
}

TEST(BenchmarkActionData, RefusesWhatItIsNot) {
  for (const auto* text : {"", "}{", "window.BENCHMARK_DATA = {", "{}", "{\"entries\": []}",
                           "{\"entries\": {\"a\": 1}}", "{\"entries\": {\"a\": [{}]}}",
                           "{\"entries\": {\"a\": [{\"date\": -1, \"benches\": []}]}}",
                           "{\"entries\": {\"a\": [{\"date\": 1}]}}"}) {
    EXPECT_THROW((void)read_benchmark_action_data(text, "data.js"), InputError) << text;
  }
}

/// The points of one entry.
std::vector<model::HistoryPoint> points(const std::string& tool, const std::string& benches) {
  const auto history =
      read_benchmark_action_data(R"({"entries": {"S": [{"date": 1573312140323, "tool": ")" + tool +
                                     R"(", "benches": [)" + benches + "]}]}}",
                                 "data.js");
  return history.records.empty() ? std::vector<model::HistoryPoint>() : history.records[0].points;
}

TEST(BenchmarkActionData, TakesNoSpreadAndNoFitForATime) {
  const std::string rows = R"({"name": "fib_mean", "value": 9, "unit": "ns/iter"},
    {"name": "fib_stddev", "value": 1, "unit": "ns/iter"},
    {"name": "fib_cv", "value": 0.1, "unit": "ns/iter"},
    {"name": "fib_RMS", "value": 0.1, "unit": "ns/iter"},
    {"name": "fib_BigO", "value": 3, "unit": "ns/iter"})";
  for (const auto* tool : {"googlecpp", "customSmallerIsBetter"}) {
    const auto found = points(tool, rows);
    ASSERT_THAT(found, SizeIs(1)) << tool;
    EXPECT_EQ(found[0].series.benchmark, "fib_mean");
  }
  // Another tool's benchmark that only sounds like one.
  EXPECT_THAT(points("cargo", R"({"name": "read_cv", "value": 9, "unit": "ns/iter"})"), SizeIs(1));
}

TEST(BenchmarkActionData, BelievesTheFileMoreThanTheUnit) {
  using enum model::Direction;
  const auto bigger = points("customBiggerIsBetter", R"({"name": "a", "value": 9, "unit": "ms"})");
  ASSERT_THAT(bigger, SizeIs(1));
  EXPECT_EQ(bigger[0].definition.direction, HigherIsBetter);
  EXPECT_EQ(bigger[0].series.metric, "ms");
  EXPECT_EQ(bigger[0].value, 9);
  const auto smaller =
      points("customSmallerIsBetter", R"({"name": "a", "value": 9, "unit": "MB/s"})");
  EXPECT_EQ(smaller.at(0).definition.direction, LowerIsBetter);
  const auto each =
      points("ndjson", R"({"name": "a", "value": 9, "unit": "x", "biggerIsBetter": true},
      {"name": "b", "value": 9, "unit": "MB/s", "biggerIsBetter": false},
      {"name": "c", "value": 9, "unit": "ms", "biggerIsBetter": false})");
  ASSERT_THAT(each, SizeIs(3));
  EXPECT_EQ(each[0].definition.direction, HigherIsBetter);
  EXPECT_EQ(each[1].definition.direction, LowerIsBetter);
  EXPECT_EQ(each[2].series.metric, "real_time");
  EXPECT_EQ(each[2].value, 9e6);
}

TEST(BenchmarkActionData, TakesNoSpreadBesideAMedianForATime) {
  const auto found = points("catch2", R"({"name": "fib_median", "value": 9, "unit": "ns"},
                          {"name": "fib_cv", "value": 0.1, "unit": "ns"})");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].series.benchmark, "fib_median");
}

TEST(BenchmarkActionData, ANumberMayBeWrittenAsAText) {
  const auto found = points("ndjson", R"({"name": "a", "value": "9.5", "unit": "x"},
      {"name": "b", "value": 1, "unit": "ms", "biggerIsBetter": "true"},
      {"name": "c", "value": "fast", "unit": "x"}, {"name": "d", "value": "nan", "unit": "x"},
      {"name": "e", "value": "", "unit": "x"})");
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].value, 9.5);
  EXPECT_EQ(found[1].definition.direction, model::Direction::HigherIsBetter);
}

TEST(BenchmarkActionData, NaNCostsItsValueOnly) {
  const auto found = points("x", R"({"name": "a", "value": NaN, "unit": "x"},
      {"name": "NaN \" Infinity", "value": -1, "unit": "x"},
      {"name": "c", "value": -Infinity, "unit": "x"}, {"name": "d", "value": null, "unit": "x"})");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].series.benchmark, "NaN \" Infinity");
}

// Seconds as `date --utc --date=TEXT +%s` prints them.
TEST(BenchmarkActionData, FindsTheMomentOfAnEntry) {
  const auto measured_at = [](const std::string& entry) {
    const auto history = read_benchmark_action_data(
        R"({"entries": {"S": [{)" + entry +
            R"("tool": "x", "benches": [{"name": "a", "value": 1, "unit": "x"}]}]}})",
        "data.js");
    return history.records.at(0).run.measured_at;
  };
  EXPECT_EQ(measured_at(R"("date": 1573312140323, )"), 1573312140);
  EXPECT_EQ(measured_at(R"("date": 1573312140, )"), 1573312140);
  EXPECT_EQ(measured_at(R"("date": "1573312140323", )"), 1573312140);
  EXPECT_EQ(measured_at(R"("date": "2019-11-09T15:09:00Z", )"), 1573312140);
  EXPECT_EQ(measured_at(R"("commit": {"timestamp": "2019-11-10T00:08:18+09:00"}, )"), 1573312098);
}

TEST(BenchmarkActionData, SaysThatAFileIsUtf16) {
  const std::string text("{\0\"\0", 4);
  try {
    (void)read_benchmark_action_data(text, "data.js");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("UTF-16"));
  }
}

TEST(BenchmarkActionData, ReadsDirectionsOffUnits) {
  using enum model::Direction;
  for (const auto& [unit, direction] :
       {std::pair("ops/ms", HigherIsBetter), std::pair("ops/us", HigherIsBetter),
        std::pair("ops/min", HigherIsBetter), std::pair("MB/s", HigherIsBetter),
        std::pair("B/op", LowerIsBetter), std::pair("%", NeitherIsBetter),
        std::pair("score", NeitherIsBetter)}) {
    const auto found =
        points("jmh", R"({"name": "a", "value": 9, "unit": ")" + std::string(unit) + "\"}");
    EXPECT_EQ(found.at(0).definition.direction, direction) << unit;
  }
}

TEST(OtavaCsv, SkipsAByteOrderMarkAndTakesTimesWithoutAZoneForUtc) {
  const auto history = read_otava_csv(
      "\xEF\xBB\xBFtime,commit,m1\r\n2026-01-01 00:00:00 +0000,aaa,1\r\n2026-01-01 00:00:00,b,2\n",
      "x.csv");
  ASSERT_THAT(history.records, SizeIs(2));
  EXPECT_EQ(history.records[0].run.measured_at, history.records[1].run.measured_at);
}

TEST(OtavaCsv, ReadsWhatSpreadsheetsWrite) {
  for (const std::string text :
       {"time;commit;m1\n2026-01-01;aaa;1\n", "time\tcommit\tm1\n2026-01-01\taaa\t1\n",
        "time,commit,m1\r2026-01-01,aaa,1\r", "time, commit, m1\n2026-01-01, aaa, 1 \n",
        "\"time\";\"commit\";\"m1\"\r\n\"2026-01-01\";\"aaa\";\"1\"",
        "time,commit,m1\r\n\r\n1767225600,aaa,1\r\n"}) {
    const auto history = read_otava_csv(text, "x.csv");
    ASSERT_THAT(history.records, SizeIs(1)) << text;
    EXPECT_EQ(history.records[0].run.measured_at, 1767225600) << text;
    EXPECT_EQ(history.records[0].run.commit, "aaa") << text;
    ASSERT_THAT(history.records[0].points, SizeIs(1)) << text;
    EXPECT_EQ(history.records[0].points[0].value, 1) << text;
  }
}

TEST(OtavaCsv, ReadsDecimalCommasWhereCommasDoNotSeparate) {
  const auto value = [](const std::string& text) {
    const auto history = read_otava_csv(text, "x.csv");
    return history.records.empty() ? std::nullopt
                                   : std::optional(history.records[0].points.at(0).value);
  };
  EXPECT_EQ(value("time;m1\n2026-01-01;99,75\n"), 99.75);
  EXPECT_EQ(value("time\tm1\n2026-01-01\t99,75\n"), 99.75);
  EXPECT_EQ(value("time;m1\n2026-01-01;99.75\n"), 99.75);
  EXPECT_EQ(value("time;m1\n2026-01-01;1.099,75\n"), std::nullopt) << "which one is the point?";
  EXPECT_EQ(value("time;m1\n2026-01-01;1,099,075\n"), std::nullopt);
  EXPECT_EQ(value("time,m1\n2026-01-01,\"99,75\"\n"), std::nullopt) << "thousands, as likely";
}

TEST(OtavaCsv, SaysThatAFileIsUtf16) {
  try {
    (void)read_otava_csv(std::string("\xFF\xFEt\0i\0", 6), "x.csv");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("UTF-16"));
  }
}

TEST(OtavaCsv, KnowsNoDirectionButThatOfAUnit) {
  const auto history = read_otava_csv("time,MB/s,m1\n2026-01-01,1,2\n", "x.csv");
  const auto& read = history.records.at(0).points;
  EXPECT_EQ(read.at(0).definition.direction, model::Direction::HigherIsBetter);
  EXPECT_EQ(read.at(1).definition.direction, model::Direction::NeitherIsBetter);
}

TEST(OtavaCsv, ReadsOtavasOwnSample) {
  const auto path =
      std::string(BENCHGATE_TESTDATA) + "/histories/apache-otava/sample_multi_branch.csv";
  const auto history = read_otava_csv(read_file(path, 1U << 20U), path);
  ASSERT_FALSE(history.records.empty());
  const auto& record = history.records.front();
  EXPECT_EQ(record.run.commit, "aaa0");
  EXPECT_EQ(record.run.branch, "main");
  EXPECT_EQ(record.run.measured_at, 1704074400);  // date --date='2024-01-01 3:00:00 +0100' +%s
  ASSERT_THAT(record.points, SizeIs(2));
  EXPECT_EQ(record.points[0].series, (model::SeriesKey{"", "sample_multi_branch", "metric1", {}}));
  EXPECT_EQ(record.points[0].value, 154'023);
  EXPECT_EQ(record.points[1].value, 10.43);
}

TEST(OtavaCsv, ReadsQuotesAndLeavesOutWhatIsNoNumber) {
  const auto history = read_otava_csv(
      "time,commit,\"a,\"\"b\"\"\",c\r\n2024-01-01T00:00:00Z,x,\"1\",\r\n\n"
      "2024-01-02T00:00:00Z,y,nan,2\n",
      "x.csv");
  ASSERT_THAT(history.records, SizeIs(2));
  EXPECT_EQ(history.records[0].points.at(0).series.metric, "a,\"b\"");
  EXPECT_THAT(history.records[0].points, SizeIs(1));
  EXPECT_EQ(history.records[1].points.at(0).series.metric, "c");
  EXPECT_EQ(history.left_out, 1U);
}

TEST(OtavaCsv, SaysWhichLineIsWrong) {
  const auto refusal = [](const char* text) -> std::string {
    try {
      (void)read_otava_csv(text, "x.csv");
    } catch (const InputError& error) {
      return error.what();
    }
    return "it was read";
  };
  EXPECT_THAT(refusal(""), HasSubstr("is empty"));
  EXPECT_THAT(refusal("a,b\n"), HasSubstr("no column \"time\""));
  EXPECT_THAT(refusal("time,a,a\n"), HasSubstr("stands twice"));
  EXPECT_THAT(refusal("time,a\nyesterday,1\n"), HasSubstr("x.csv:2:1: 'yesterday' is not a time"));
  EXPECT_THAT(refusal("time,a\n2024-01-01T00:00:00Z\n"), HasSubstr("has 1 cells, 2 were expected"));
  EXPECT_THAT(refusal("time,a\n\"x"), HasSubstr("a quote is not closed"));
}

}  // namespace
}  // namespace benchgate::formats
