// Files that benchgate did not write: of every release of Google Benchmark, whole and broken.
#include <gmock/gmock.h>

#include "e2e/workplace.h"
#include "source_tree.h"

namespace {

using e2e::row;
using ::testing::HasSubstr;

const std::string kFiles = std::string(BENCHGATE_TESTDATA) + "/google-benchmark/";

class GoogleBenchmarkFiles : public e2e::Workplace {};

TEST_F(GoogleBenchmarkFiles, OfAllReleasesCompareWithThemselves) {
  for (const char* name :
       {"v1.3.0__benchmark_test", "v1.4.1__user_counters_test", "v1.5.6__repetitions_test",
        "v1.7.1__repetitions_test", "v1.8.5__repetitions_test", "v1.9.5__repetitions_test"}) {
    const auto file = kFiles + "by-version/" + name + ".json";
    const auto [code, result, text] = compare({file, file});
    EXPECT_GT(result["coverage"]["compared"], 0) << name;
    EXPECT_EQ(e2e::with_verdict(result, "regressed").size(), 0u) << name;
    EXPECT_EQ(e2e::with_verdict(result, "missing").size(), 0u) << name;
  }
}

TEST_F(GoogleBenchmarkFiles, SkipWithErrorIsNoSpeedUp) {
  for (const char* version : {"1.3.0", "1.7.1", "1.9.5"}) {
    const auto file = kFiles + "by-version/v" + version + "__skip_with_error_test.json";
    const auto [code, result, text] = compare({file, file});
    EXPECT_EQ(code, 1) << version;
    EXPECT_EQ(result["rows"][0]["verdict"], "errored") << version;
    EXPECT_EQ(e2e::with_verdict(result, "improved").size(), 0u) << version;
  }
}

TEST_F(GoogleBenchmarkFiles, OneThatWasCutOffIsReadAndClosesTheGate) {
  const auto file = kFiles + "by-version/v1.9.5__killed_truncated.json";
  const auto [code, result, text] = compare({file, file});
  EXPECT_EQ(code, 1);
  EXPECT_GT(result["coverage"]["compared"], 0);
  EXPECT_THAT(result["diagnostics"].dump(), HasSubstr("problem"));
}

TEST_F(GoogleBenchmarkFiles, TheirOwnComparisonToolsInputsDiffer) {
  const auto first = kFiles + "fixtures/google-benchmark_v1.9.5_test1_run1.json";
  const auto second = kFiles + "fixtures/google-benchmark_v1.9.5_test1_run2.json";
  const auto [code, result, text] = compare({first, second});
  EXPECT_NEAR(row(result, "BM_2xSlower", "cpu_time")["effect"]["ratio"], 2.0, 1e-9);
  EXPECT_EQ(e2e::with_verdict(result, "regressed").size(), 0u) << "one sample shows nothing";
}

TEST_F(GoogleBenchmarkFiles, AFolderOfThemIsOneRun) {
  measured("rename=fake/alpha:one/alpha rows=1", "base/one.json");
  measured("rename=fake/alpha:two/alpha rows=1", "base/two.json");
  write("base/notes.txt", "no result");
  const auto [code, result, text] = compare({"base", "base"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(result["coverage"]["compared"], 2);
}

/// One process of a shell loop.
std::string process_of(const std::string& executable, double time) {
  return R"({"context": {"executable": ")" + executable + R"(", "num_cpus": 2}, "benchmarks": [)" +
         R"({"name": "BM_x", "iterations": 9, "real_time": )" + std::to_string(time) +
         R"(, "cpu_time": )" + std::to_string(time) + R"(, "time_unit": "ns"}]})";
}

TEST_F(GoogleBenchmarkFiles, FilesOfOneSuiteAreItsRestarts) {
  for (int i = 0; i < 12; ++i) {
    write("base/run" + std::to_string(i) + ".json", process_of("./bench", 100 + i * 0.1));
    write("head/run" + std::to_string(i) + ".json", process_of("./bench", 200 + i * 0.1));
  }
  const auto folders = compare({"base", "head"}).result;
  EXPECT_EQ(row(folders, "BM_x", "cpu_time")["head"]["processes"], 12);
  const auto files = compare({"--base", "base/run0.json", "base/run1.json", "--head",
                              "head/run0.json", "head/run1.json", "head/run2.json"})
                         .result;
  EXPECT_EQ(row(files, "BM_x", "cpu_time")["base"]["processes"], 2);
  EXPECT_EQ(row(files, "BM_x", "cpu_time")["head"]["processes"], 3);
}

TEST_F(GoogleBenchmarkFiles, OtherProgramsOfOneNameStayApart) {
  for (const std::string side : {"base", "head"}) {
    write(side + "/a.json", process_of("./a/bench", 100));
    write(side + "/b.json", process_of("./b/bench", 100));
  }
  EXPECT_EQ(compare({"base", "head"}).result["coverage"]["compared"], 2);
}

TEST_F(GoogleBenchmarkFiles, SidesAreNamedInOneWayOnly) {
  write("a.json", process_of("./bench", 100));
  EXPECT_EQ(benchgate({"compare", "a.json", "--head", "a.json"}).exit_code, 2);
  EXPECT_EQ(benchgate({"compare", "--base", "a.json"}).exit_code, 2);
  EXPECT_EQ(benchgate({"compare", "a.json", "a.json", "a.json"}).exit_code, 2);
}

TEST_F(GoogleBenchmarkFiles, AFolderWithOneBrokenFileIsRefused) {
  measured("", "base/one.json");
  write("base/two.json", "not JSON");
  const auto finished = benchgate({"compare", "base", "base/one.json"});
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(finished.err, HasSubstr("two.json"));
}

TEST_F(GoogleBenchmarkFiles, OfARealExecutableAreMeasuredAndCompared) {
  const auto run = benchgate({"run", REAL_BENCH, "--quiet", "--restarts", "2", "--min-time", "1ms",
                              "--filter", "real/spin", "-o", "run.json"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto [code, result, text] = compare({"run.json", "run.json"});
  EXPECT_EQ(code, 0);
  EXPECT_EQ(result["coverage"]["compared"], 2);
}

}  // namespace
