// Each of traps 1 to 10: what Google Benchmark and its users write, and what it must come to.
#include "benchgate/formats/google_benchmark_reader.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/formats/result_files.h"

namespace benchgate::formats {
namespace {

using model::DiagnosticLevel;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::string_literals;

model::Run read(std::string_view text) {
  return read_google_benchmark(text, {});
}

/// A file with these rows, each of them the inside of an object.
std::string file_of(const std::vector<std::string>& rows, const std::string& context = "{}") {
  std::string text = "{\"context\": " + context + ", \"benchmarks\": [";
  for (const auto& row : rows) text += (text.back() == '[' ? "{" : ", {") + row + "}";
  return text + "]}";
}

model::Run rows(const std::vector<std::string>& rows) {
  return read(file_of(rows));
}

/// A good row of benchmark BM with something added or changed behind its name.
std::string row(const std::string& more, const std::string& name = "BM") {
  return R"("name": ")" + name + R"(", "run_name": ")" + name + R"(", "run_type": "iteration")" +
         (more.empty() ? "" : ", ") + more;
}
const std::string kTimes = R"("iterations": 10, "real_time": 2, "cpu_time": 1, "time_unit": "ns")";

std::vector<double> samples(const model::Run& run, std::string_view metric, std::size_t index = 0) {
  const auto* series = run.benchmarks.at(index).find(metric);
  return series == nullptr ? std::vector<double>{} : series->samples;
}

std::vector<std::string> codes(const model::Run& run) {
  std::vector<std::string> found;
  for (const auto& diagnostic : run.diagnostics) found.push_back(diagnostic.code);
  return found;
}

std::vector<std::string> names(const model::Run& run) {
  std::vector<std::string> found;
  for (const auto& benchmark : run.benchmarks) found.push_back(benchmark.name);
  return found;
}

TEST(GoogleBenchmarkReader, ReadsRepetitionsInNanoseconds) {
  const auto run = rows({row(R"("real_time": 2.5, "cpu_time": 2, "time_unit": "us", "hits": 3)"),
                         row(R"("real_time": 3, "cpu_time": 4, "time_unit": "ns", "hits": 4)"),
                         row(R"("real_time": 5, "cpu_time": 6, "time_unit": "ms", "hits": 5)"),
                         row(R"("real_time": 7, "cpu_time": 8, "time_unit": "s", "hits": 6)")});
  ASSERT_EQ(run.benchmarks.size(), 1U);
  const model::MetricDefinition time{.unit = model::Unit::Nanoseconds};
  const model::MetricDefinition number{.direction = model::Direction::NeitherIsBetter};
  const std::vector<model::MetricSeries> expected = {{"real_time", {2500, 3, 5e6, 7e9}, {}, time},
                                                     {"cpu_time", {2000, 4, 6e6, 8e9}, {}, time},
                                                     {"hits", {3, 4, 5, 6}, {}, number}};
  EXPECT_EQ(run.benchmarks.front().metrics, expected);
  EXPECT_THAT(run.diagnostics, IsEmpty());
}

TEST(GoogleBenchmarkReader, TakesNoTimesInAnUnknownUnit) {
  const auto run = rows({row(R"("real_time": 1, "cpu_time": 1, "time_unit": "min", "x": 1)")});
  EXPECT_THAT(codes(run), ElementsAre("unknown-time-unit", "no-samples"));
  EXPECT_THAT(samples(run, "cpu_time"), IsEmpty());
  EXPECT_THAT(samples(run, "x"), ElementsAre(1));
  const auto none = rows({row(R"("real_time": 1, "cpu_time": 1)")});
  EXPECT_THAT(codes(none), ElementsAre("no-time-unit"));
  EXPECT_THAT(samples(none, "cpu_time"), ElementsAre(1));
}

TEST(GoogleBenchmarkReader, IsContentWithRealTimeWhereThereIsNoCpuTime) {
  const auto run = rows({row(R"("real_time": 5, "cpu_time": 0, "time_unit": "ns")")});
  EXPECT_THAT(codes(run), ElementsAre("impossible-time"));
  EXPECT_THAT(samples(run, "real_time"), ElementsAre(5));
}

// Trap 1.
TEST(GoogleBenchmarkReader, TakesNoSampleOfAFailedRow) {
  const std::string zeros =
      R"(, "iterations": 1, "real_time": 0, "cpu_time": 0, "time_unit": "ns")";
  const auto run =
      rows({row(kTimes), row(R"("error_occurred": true, "error_message": "x")" + zeros),
            row(R"("skipped": true, "skip_message": "y")" + zeros, "B2"),
            row(R"("error_message": "z")" + zeros, "B3"),
            row(R"("error_occurred": false, "error_message": "")" + zeros, "B4"),
            row(R"("error_occurred": true, "error_message": "signal 9", )"
                R"("benchgate_failure": "killed")" +
                    zeros,
                "B5"),
            row(R"("error_occurred": true, "benchgate_failure": "timed-out")" + zeros, "B6"),
            row(R"("error_occurred": true, "benchgate_failure": "new kind")" + zeros, "B7")});
  using Kind = model::Failure::Kind;
  ASSERT_EQ(run.benchmarks.size(), 7U);
  EXPECT_EQ(run.benchmarks[0].failure, (model::Failure{Kind::Errored, "x"}));
  EXPECT_THAT(samples(run, "real_time"), ElementsAre(2));
  EXPECT_EQ(run.benchmarks[1].failure, (model::Failure{Kind::Skipped, "y"}));
  EXPECT_THAT(run.benchmarks[1].metrics, IsEmpty());
  EXPECT_EQ(run.benchmarks[2].failure, (model::Failure{Kind::Errored, "z"}));
  EXPECT_EQ(run.benchmarks[3].failure, std::nullopt);
  EXPECT_THAT(run.benchmarks[3].metrics, IsEmpty());
  EXPECT_EQ(run.benchmarks[4].failure, (model::Failure{Kind::Killed, "signal 9"}));
  EXPECT_EQ(run.benchmarks[5].failure, (model::Failure{Kind::TimedOut, ""}));
  EXPECT_EQ(run.benchmarks[6].failure, (model::Failure{Kind::Errored, ""}));
  EXPECT_THAT(codes(run), ElementsAre("impossible-time", "impossible-time", "no-samples"));
}

// Trap 3.
TEST(GoogleBenchmarkReader, LosesOneMetricToANumberThatIsNone) {
  for (const auto* none : {"NaN", "nan", "-nan", "Infinity", "-Infinity", "inf", "-inf", "INF",
                           "-nan(ind)", "1.#INF", "1e999", "-1e400"}) {
    const auto run = rows({row(kTimes + R"(, "bad": 1, "good": 1)"),
                           row(kTimes + R"(, "bad": )" + none + R"(, "good": 2)")});
    EXPECT_THAT(samples(run, "bad"), IsEmpty()) << none;
    EXPECT_THAT(samples(run, "good"), ElementsAre(1, 2)) << none;
    EXPECT_THAT(samples(run, "cpu_time"), ElementsAre(1, 1)) << none;
    ASSERT_THAT(codes(run), ElementsAre("non-finite")) << none;
    EXPECT_EQ(run.diagnostics[0].benchmark, "BM");
    EXPECT_EQ(run.diagnostics[0].level, DiagnosticLevel::Problem);
    EXPECT_THAT(run.diagnostics[0].message, HasSubstr("\"bad\" is NaN or infinite in 1 of 2"));
  }
}

TEST(GoogleBenchmarkReader, LeavesWordsInsideStringsAlone) {
  const auto run = rows({row(kTimes + R"(, "label": ": NaN, -Infinity, \": nan")", "BM<NaN>/inf")});
  EXPECT_EQ(run.benchmarks[0].label, ": NaN, -Infinity, \": nan");
  EXPECT_THAT(names(run), ElementsAre("BM<NaN>/inf"));
  EXPECT_THAT(run.diagnostics, IsEmpty());
}

// Trap 4.
TEST(GoogleBenchmarkReader, ReadsRowsBesideHalvesOfCharacters) {
  const auto run = rows({row(kTimes, "BM_\\ud800"), row(kTimes, "BM_y")});
  EXPECT_THAT(names(run), ElementsAre("BM_\xEF\xBF\xBD", "BM_y"));
  EXPECT_THAT(codes(run), ElementsAre("half-characters"));
}

TEST(GoogleBenchmarkReader, ReadsControlCharactersThatStandRaw) {
  const auto run = rows({row(kTimes + ", \"label\": \"a\tb\x01\nc\"", "B\nM")});
  EXPECT_THAT(names(run), ElementsAre("B\nM"));
  EXPECT_EQ(run.benchmarks[0].label, "a\tb\x01\nc");
  EXPECT_THAT(codes(run), ElementsAre("control-characters"));
}

TEST(GoogleBenchmarkReader, KeepsTheWholeRowsOfATruncatedFile) {
  const std::string text = file_of({row(kTimes, "A"), row(kTimes, "B"), row(kTimes, "C")});
  const std::size_t second_ends = text.find("}, {", text.find("\"B\"")) + 1;
  const std::size_t third_ends = text.rfind("}]}") + 1;
  for (std::size_t size = second_ends; size < third_ends; ++size) {
    const auto run = read(text.substr(0, size));
    EXPECT_THAT(names(run), ElementsAre("A", "B")) << text.substr(0, size);
    ASSERT_THAT(codes(run), ElementsAre("truncated-file")) << text.substr(0, size);
    EXPECT_EQ(run.diagnostics[0].level, DiagnosticLevel::Problem);
  }
  for (std::size_t size = third_ends; size < text.size(); ++size) {
    EXPECT_THAT(names(read(text.substr(0, size))), ElementsAre("A", "B", "C"));
    EXPECT_THAT(codes(read(text.substr(0, size))), ElementsAre("truncated-file"));
  }
}

// Trap 5.
TEST(GoogleBenchmarkReader, PrefersGooglesFieldToACounterOfItsName) {
  const auto run =
      rows({row(R"("iterations": 9, "real_time": 61.9, "cpu_time": 60, "time_unit": "ns", )"
                R"("cpu_time": 1, "real_time": 7.0, "x": 1, "x": 2, "threads": 1, "threads": 2)"),
            row(R"("iterations": 9, "real_time": 62, "cpu_time": 61, "time_unit": "ns", )"
                R"("cpu_time": NaN, "real_time": 7.0, "x": 3, "threads": 1)")});
  EXPECT_THAT(samples(run, "real_time"), ElementsAre(61.9, 62));
  EXPECT_THAT(samples(run, "cpu_time"), ElementsAre(60, 61));
  EXPECT_THAT(samples(run, "x"), ElementsAre(1, 3));
  ASSERT_THAT(codes(run),
              ElementsAre("duplicate-key", "duplicate-key", "duplicate-key", "duplicate-key"));
  EXPECT_THAT(run.diagnostics[1].message, HasSubstr("\"real_time\""));
  EXPECT_EQ(run.diagnostics[1].level, DiagnosticLevel::Warning);
}

// Trap 6.
TEST(GoogleBenchmarkReader, IgnoresSummariesOfRepetitions) {
  const auto summary = [](const std::string& kind) {
    return R"("name": "BM_)" + kind +
           R"(", "run_name": "BM", "run_type": "aggregate", "aggregate_name": ")" + kind +
           R"(", "iterations": 2, "real_time": 9, "cpu_time": 9, "time_unit": "ns")";
  };
  const auto run = rows(
      {row(kTimes), row(kTimes), summary("mean"), summary("cv"), summary("p90"),
       R"("name": "BM_BigO", "run_name": "BM", "run_type": "aggregate", "aggregate_name": "BigO", "cpu_coefficient": 1, "big_o": "N", "time_unit": "ns")",
       R"("name": "BM_RMS", "run_name": "BM", "run_type": "aggregate", "aggregate_name": "RMS", "rms": 0.2)"});
  EXPECT_THAT(names(run), ElementsAre("BM"));
  EXPECT_THAT(samples(run, "real_time"), ElementsAre(2, 2));
  EXPECT_THAT(run.diagnostics, IsEmpty());
}

TEST(GoogleBenchmarkReader, SaysThatThereAreOnlySummaries) {
  const auto run = rows(
      {row(kTimes, "A"),
       R"("name": "B_mean", "run_name": "B", "run_type": "aggregate", "aggregate_name": "mean", "real_time": 9, "cpu_time": 9, "time_unit": "ns")",
       R"("name": "C_BigO", "run_name": "C", "run_type": "aggregate", "aggregate_name": "BigO", "cpu_coefficient": 1, "big_o": "N", "time_unit": "ns")"});
  EXPECT_THAT(names(run), ElementsAre("A", "B"));
  EXPECT_THAT(run.benchmarks[1].metrics, IsEmpty());
  EXPECT_EQ(run.benchmarks[1].failure, std::nullopt);
  ASSERT_THAT(codes(run), ElementsAre("aggregates-only"));
  EXPECT_EQ(run.diagnostics[0].level, DiagnosticLevel::Problem);
  // Of its benchmark, so that a filter or a rule can leave it out.
  EXPECT_EQ(run.diagnostics[0].benchmark, "B");
  EXPECT_EQ(run.diagnostics[0].metric, "cpu_time");
}

TEST(GoogleBenchmarkReader, TellsSummariesByTheirNamesBeforeRunTypes) {
  const auto old = [](const std::string& name) {
    return R"("name": ")" + name + R"(", )" + kTimes;
  };
  const auto run = rows(
      {old("A"), old("A"), old("A_mean"), old("A_median"), old("A_stddev"), old("B/repeats:3"),
       old("B/repeats:3_p90"), old("C_mean"), old("C_median"), old("C_stddev"), old("vector_mean"),
       old("A_other"),
       R"("name": "A_BigO", "cpu_coefficient": 1, "real_coefficient": 1, "big_o": "N", "time_unit": "ns")",
       R"("name": "A_RMS", "rms": 0.1)"});
  EXPECT_THAT(names(run), ElementsAre("A", "B/repeats:3", "C", "vector_mean", "A_other"));
  EXPECT_THAT(samples(run, "real_time"), ElementsAre(2, 2));
  EXPECT_THAT(codes(run), ElementsAre("median-as-sample"));
  EXPECT_THAT(run.benchmarks[2].metrics[0].samples, ElementsAre(2));
}

std::string aggregate_row(const std::string& name, const std::string& kind, double time,
                          int family = 0) {
  return R"("name": ")" + name + "_" + kind + R"(", "family_index": )" + std::to_string(family) +
         R"(, "per_family_instance_index": 0, "run_name": ")" + name +
         R"(", "run_type": "aggregate", "repetitions": 3, "threads": 1, "aggregate_name": ")" +
         kind + R"(", "aggregate_unit": "time", "iterations": 3, "real_time": )" +
         std::to_string(time) + R"(, "cpu_time": )" + std::to_string(time) +
         R"(, "time_unit": "us", "rows": 4)";
}

TEST(GoogleBenchmarkReader, TakesTheMedianOfABenchmarkThatReportsOnlyAggregates) {
  const auto run = rows({row(kTimes, "A"), aggregate_row("B", "mean", 9),
                         aggregate_row("B", "median", 8), aggregate_row("B", "stddev", 1)});
  EXPECT_THAT(names(run), ElementsAre("A", "B"));
  ASSERT_THAT(run.benchmarks[1].metrics, testing::SizeIs(3));
  EXPECT_THAT(run.benchmarks[1].metrics[0].samples, ElementsAre(8000));
  EXPECT_THAT(run.benchmarks[1].metrics[2].samples, ElementsAre(4));
  ASSERT_THAT(codes(run), ElementsAre("median-as-sample"));
  EXPECT_EQ(run.diagnostics[0].level, DiagnosticLevel::Note);
  EXPECT_EQ(run.diagnostics[0].benchmark, "B");
}

TEST(GoogleBenchmarkReader, TakesNoMedianBesideRepetitions) {
  const auto run = rows({row(kTimes, "A"), row(kTimes, "A"), aggregate_row("A", "mean", 9),
                         aggregate_row("A", "median", 8)});
  EXPECT_THAT(samples(run, "real_time"), ElementsAre(2, 2));
  EXPECT_THAT(codes(run), IsEmpty());
}

TEST(GoogleBenchmarkReader, TellsMediansOfOneNameApart) {
  const auto run = rows({aggregate_row("B", "mean", 9, 0), aggregate_row("B", "median", 8, 0),
                         aggregate_row("B", "mean", 99, 1), aggregate_row("B", "median", 98, 1)});
  EXPECT_THAT(names(run), ElementsAre("B", "B #2"));
  EXPECT_THAT(run.benchmarks[0].metrics[0].samples, ElementsAre(8000));
  EXPECT_THAT(run.benchmarks[1].metrics[0].samples, ElementsAre(98000));
}

TEST(GoogleBenchmarkReader, TakesARowThatSaysSoForAMeasurementWhateverItsName) {
  EXPECT_THAT(names(rows({row(kTimes, "A"), row(kTimes, "A_mean"),
                          row(kTimes + R"(, "rms": 2)", "A_RMS")})),
              ElementsAre("A", "A_mean", "A_RMS"));
}

// Trap 8.
TEST(GoogleBenchmarkReader, TellsBenchmarksOfOneNameApart) {
  const auto of = [](const std::string& family, const std::string& value) {
    return row(
        R"("family_index": )" + family +
        R"(, "per_family_instance_index": 0, "repetition_index": 0, "real_time": 1, "cpu_time": )" +
        value + R"(, "time_unit": "ns")");
  };
  const auto run = rows({of("0", "1"), of("3", "5"), of("0", "2"), of("3", "6")});
  EXPECT_THAT(names(run), ElementsAre("BM", "BM #2"));
  EXPECT_THAT(samples(run, "cpu_time", 0), ElementsAre(1, 2));
  EXPECT_THAT(samples(run, "cpu_time", 1), ElementsAre(5, 6));
  ASSERT_THAT(codes(run), ElementsAre("duplicate-name"));
  EXPECT_EQ(run.diagnostics[0].benchmark, "BM #2");
  EXPECT_EQ(run.diagnostics[0].level, DiagnosticLevel::Warning);
}

TEST(GoogleBenchmarkReader, TellsBenchmarksOfOneNameApartWithoutFamilies) {
  const auto with = [](const std::string& more) { return row(kTimes + more); };
  // Other threads; a repetition that comes again; not next to each other.
  EXPECT_THAT(names(rows({with(R"(, "threads": 1)"), with(R"(, "threads": 2)")})),
              ElementsAre("BM", "BM #2"));
  const auto again = rows({with(R"(, "repetition_index": 0)"), with(R"(, "repetition_index": 1)"),
                           with(R"(, "repetition_index": 0)"), with(R"(, "repetition_index": 1)")});
  EXPECT_THAT(names(again), ElementsAre("BM", "BM #2"));
  EXPECT_EQ(samples(again, "cpu_time", 1).size(), 2U);
  EXPECT_THAT(names(rows({with(""), with(""), row(kTimes, "X"), with("")})),
              ElementsAre("BM", "X", "BM #2"));
  EXPECT_THAT(names(rows({with(""), row(kTimes, "BM #2"), with("")})),
              ElementsAre("BM", "BM #2", "BM #3"));
}

TEST(GoogleBenchmarkReader, PutsScatteredRowsTogether) {
  const auto of = [](const std::string& process, const std::string& family,
                     const std::string& name) {
    return row(R"("family_index": )" + family +
                   R"(, "repetition_index": 0, "benchgate_process": )" + process + ", " + kTimes,
               name);
  };
  // Processes that ran only some benchmarks number their families anew.
  const auto run = rows({of("0", "0", "A"), of("0", "1", "B"), of("1", "0", "B"), of("1", "1", "A"),
                         of("2", "0", "B")});
  EXPECT_THAT(names(run), ElementsAre("A", "B"));
  EXPECT_THAT(run.benchmarks[0].metrics[0].processes, ElementsAre(0U, 1U));
  EXPECT_THAT(run.benchmarks[1].metrics[0].processes, ElementsAre(0U, 1U, 2U));
  EXPECT_THAT(run.diagnostics, IsEmpty());
  const auto twice =
      rows({of("0", "0", "A"), of("0", "1", "A"), of("1", "4", "A"), of("1", "7", "A")});
  EXPECT_THAT(names(twice), ElementsAre("A", "A #2"));
  EXPECT_THAT(twice.benchmarks[1].metrics[0].processes, ElementsAre(0U, 1U));
}

TEST(GoogleBenchmarkReader, TakesRowsForOneProcessUnlessAllNameTheirs) {
  const auto run = rows({row(kTimes + R"(, "family_index": 0, "benchgate_process": 0)"),
                         row(kTimes + R"(, "family_index": 0)")});
  EXPECT_THAT(run.benchmarks[0].metrics[0].processes, IsEmpty());
  EXPECT_THAT(codes(run), ElementsAre("process-missing"));
}

TEST(GoogleBenchmarkReader, KeepsNamesByteForByte) {
  const std::vector<std::string> awkward = {"a|b",
                                            "`<b>@user #12",
                                            "\u202Eright to left",
                                            "comma, 50 %: x/y",
                                            "</details>",
                                            std::string(10'000, 'x'),
                                            "BM_T<std::vector<int>,const char*>/x:1/2"};
  for (const auto& name : awkward) {
    const auto run = rows({row(kTimes + R"(, ")" + name + R"(": 5)", name)});
    EXPECT_THAT(names(run), ElementsAre(name));
    EXPECT_THAT(samples(run, name), ElementsAre(5));
  }
  const auto escaped = rows({row(kTimes + R"(, "a\"\\b\n\u00e9\/": 5)", R"(q\"\\\n\u0000é)")});
  EXPECT_THAT(names(escaped), ElementsAre("q\"\\\n\0é"s));
  EXPECT_THAT(samples(escaped, "a\"\\b\né/"), ElementsAre(5));
}

TEST(GoogleBenchmarkReader, TellsEscapedKeysOfFollowingRowsApart) {
  const auto run = rows({row(kTimes + R"(, "\u0061": 1, "b": 2, "\\": 9)"),
                         row(kTimes + R"(, "a": 3, "\u0062": 4, "\\": 8)"),
                         row(kTimes + R"(, "\u0061": 5, "bb": 6)")});
  EXPECT_THAT(samples(run, "a"), ElementsAre(1, 3, 5));
  EXPECT_THAT(samples(run, "b"), ElementsAre(2, 4));
  EXPECT_THAT(samples(run, "bb"), ElementsAre(6));
  EXPECT_THAT(samples(run, "\\"), ElementsAre(9, 8));
}

// Trap 9.
TEST(GoogleBenchmarkReader, SaysLittleAboutADebugLibraryOfADistribution) {
  const auto about = [](const std::string& context) {
    return read(file_of({row(kTimes)}, context)).diagnostics;
  };
  const auto packaged = about(R"({"library_build_type": "debug"})");
  ASSERT_EQ(packaged.size(), 1U);
  EXPECT_EQ(packaged[0].level, DiagnosticLevel::Note);
  const auto real = about(R"({"library_build_type": "debug", "library_version": "v1.9.5"})");
  ASSERT_EQ(real.size(), 1U);
  EXPECT_EQ(real[0].level, DiagnosticLevel::Warning);
  EXPECT_THAT(about(R"({"library_build_type": "release"})"), IsEmpty());
}

// Trap 10.
TEST(GoogleBenchmarkReader, TakesNoTimeThatNoClockMeasured) {
  for (const auto* time : {"0", "-1.5", "0.0", "-0.0", "1e-7", "1e19", "1e308", "5e-324"}) {
    const auto run = rows(
        {row(R"("real_time": )"s + time + R"(, "cpu_time": 1, "time_unit": "ns")"), row(kTimes)});
    EXPECT_THAT(samples(run, "real_time"), ElementsAre(2)) << time;
    EXPECT_THAT(samples(run, "cpu_time"), ElementsAre(1, 1)) << time;
    ASSERT_THAT(codes(run), ElementsAre("impossible-time")) << time;
    // A rule for it applies to something that was measured.
    EXPECT_FALSE(run.diagnostics[0].metric.empty());
    EXPECT_THAT(run.diagnostics[0].message,
                HasSubstr("real_time is zero, negative or absurd in 1 of 2"));
  }
  EXPECT_THAT(
      samples(rows({row(R"("real_time": 1e308, "cpu_time": 1, "time_unit": "s")")}), "real_time"),
      IsEmpty());
}

TEST(GoogleBenchmarkReader, SaysThatTheJudgedClockIsGone) {
  const auto waits =
      rows({row(R"("real_time": 1, "cpu_time": 0, "time_unit": "ns")", "A/real_time"),
            row(R"("real_time": 1, "cpu_time": 0, "time_unit": "ns")", "judged by real_time"),
            row(R"("real_time": 0, "cpu_time": 0, "time_unit": "ns")", "B")});
  ASSERT_THAT(codes(waits), ElementsAre("impossible-time", "impossible-time", "impossible-time",
                                        "impossible-time", "no-samples"));
  EXPECT_EQ(waits.diagnostics[4].benchmark, "B");
  EXPECT_EQ(waits.diagnostics[4].level, DiagnosticLevel::Problem);
}

TEST(GoogleBenchmarkReader, TakesNoSampleWithoutAnIteration) {
  const auto run = rows(
      {row(R"("iterations": 0, "real_time": 2, "cpu_time": 1, "time_unit": "ns")"),
       row(R"("iterations": -3, "real_time": 2, "cpu_time": 1, "time_unit": "ns")"), row(kTimes)});
  EXPECT_THAT(samples(run, "cpu_time"), ElementsAre(1));
  EXPECT_THAT(codes(run), ElementsAre("no-iterations"));
  EXPECT_THAT(run.diagnostics[0].message, HasSubstr("2 of 3"));
}

TEST(GoogleBenchmarkReader, TakesLargeIntegersForDoubles) {
  const auto run = rows({row(
      kTimes +
      R"(, "a": 9007199254740993, "b": 18446744073709551616, "c": -100000000000000000000000)")});
  EXPECT_THAT(samples(run, "a"), ElementsAre(9007199254740992.0));
  EXPECT_THAT(samples(run, "b"), ElementsAre(18446744073709551616.0));
  EXPECT_THAT(samples(run, "c"), ElementsAre(-1e23));
}

TEST(GoogleBenchmarkReader, SkipsAByteOrderMark) {
  EXPECT_THAT(names(read("\xEF\xBB\xBF" + file_of({row(kTimes)}))), ElementsAre("BM"));
}

TEST(GoogleBenchmarkReader, KeepsTheFirstLabel) {
  EXPECT_EQ(
      rows({row(kTimes), row(kTimes + R"(, "label": "a")"), row(kTimes + R"(, "label": "b")")})
          .benchmarks[0]
          .label,
      "a");
}

TEST(GoogleBenchmarkReader, IgnoresFieldsThatAreNoNumbers) {
  const auto run =
      rows({row(kTimes + R"(, "s": "1", "t": true, "o": {"a": [1, {"b": NaN}]}, "l": [1, 2])")});
  ASSERT_EQ(run.benchmarks[0].metrics.size(), 2U);
  EXPECT_THAT(run.diagnostics, IsEmpty());
}

TEST(GoogleBenchmarkReader, NullsCostTheirBenchmarkAndNotTheFile) {
  // What jq makes of NaN.
  const auto run = rows({row(R"("real_time": 5, "cpu_time": null, "time_unit": "ns", "n": 1)", "A"),
                         row(kTimes + R"(, "n": 1, "label": null, "repetition_index": null)", "B"),
                         row(kTimes + R"(, "n": null)", "B")});
  ASSERT_EQ(run.benchmarks.size(), 2U);
  EXPECT_EQ(run.benchmarks[0].find("cpu_time"), nullptr);
  EXPECT_NE(run.benchmarks[1].find("cpu_time"), nullptr);
  EXPECT_EQ(run.benchmarks[1].find("n"), nullptr);
  EXPECT_EQ(run.benchmarks[1].label, "");
  EXPECT_THAT(codes(run), ElementsAre("non-finite", "non-finite"));
}

TEST(GoogleBenchmarkReader, TakesAMetricThatIsNullEverywhereForNaN) {
  const auto run =
      rows({row(kTimes + R"(, "hit_rate": null)"), row(kTimes + R"(, "hit_rate": null)")});
  ASSERT_EQ(run.benchmarks.size(), 1U);
  EXPECT_EQ(run.benchmarks[0].find("hit_rate"), nullptr);
  ASSERT_THAT(codes(run), ElementsAre("non-finite"));
  EXPECT_EQ(run.diagnostics[0].metric, "hit_rate");
  EXPECT_THAT(run.diagnostics[0].message, HasSubstr("is null, NaN or infinite in 2 of 2"));
}

TEST(GoogleBenchmarkReader, SaysWhatItRepaired) {
  struct Quirk {
    std::string_view code;
    std::string_view row;
  };
  for (const auto& [code, fields] :
       {Quirk{"unescaped-backslashes", R"("label": "D:\_Dev")"},
        Quirk{"unescaped-quotes", R"("label": "say "hi" now")"},
        Quirk{"locale-numbers", R"("n": 1,000,000)"}, Quirk{"bare-percentages", R"("rms": 2%)"}}) {
    const auto run = rows({row(kTimes + ", " + std::string(fields))});
    EXPECT_THAT(codes(run), ElementsAre(std::string(code)));
    ASSERT_EQ(run.benchmarks.size(), 1U) << fields;
  }
}

TEST(GoogleBenchmarkReader, ReadsCustomContextWithoutItsCommas) {
  const auto run = read_google_benchmark(
      R"({"context": {"library_build_type": "release"
           "foo": "bar"
           "mode": "fast"
         }, "benchmarks": [{"name": "A", "cpu_time": 1, "time_unit": "ns"}]})",
      {});
  EXPECT_EQ(run.suites.at(0).environment.find("mode"), "fast");
  EXPECT_THAT(codes(run), ElementsAre("missing-commas"));
}

TEST(GoogleBenchmarkReader, ReadsFitsOfOldReleasesAsNoBenchmarks) {
  const auto run = read_google_benchmark(
      R"({"benchmarks": [{"name": "A", "iterations": 10, "real_time": 1, "cpu_time": 1,)"
      R"("time_unit": "ns"}, {"name": "A_BigO", "cpu_coefficient": 6, "real_coefficient": 6,)"
      R"("big_o": "N", "time_unit": "ns"}, {"name": "A_RMS", "rms": "2%"}]})",
      {});
  ASSERT_EQ(run.benchmarks.size(), 1U);
  EXPECT_THAT(run.diagnostics, IsEmpty());
}

TEST(GoogleBenchmarkReader, CountsDiagnosticsBeyondAHundred) {
  std::vector<std::string> many;
  for (int i = 0; i < 250; ++i)
    many.push_back(row(R"("real_time": 1, "cpu_time": 1)", "B" + std::to_string(i)));
  const auto run = rows(many);
  ASSERT_EQ(run.diagnostics.size(), 101U);
  EXPECT_THAT(run.diagnostics.back().message, HasSubstr("150 more"));
  EXPECT_EQ(run.diagnostics.back().level, DiagnosticLevel::Warning);
}

// A policy may waive each of them.
TEST(GoogleBenchmarkReader, NamesEveryBenchmarkThatHasAProblem) {
  std::vector<std::string> many;
  for (int i = 0; i < 250; ++i)
    many.push_back(row(kTimes + R"(, "x": NaN)", "B" + std::to_string(i)));
  EXPECT_EQ(rows(many).diagnostics.size(), 250U);
}

}  // namespace
}  // namespace benchgate::formats
