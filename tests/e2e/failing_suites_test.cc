// Suites and benchmarks that fail, each in its own way: never silent, and never passed.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using e2e::row;
using e2e::with_verdict;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class FailingSuites : public e2e::Workplace {
 protected:
  /// Runs the head like that, and compares it with a base in which all is well.
  Compared compared(const std::string& scenario) {
    measured("seed=1 noise=0.01", "base.json");
    run_ = measure("seed=2 noise=0.01 " + scenario, "head.json");
    return compare({"base.json", "head.json"});
  }
  /// A policy with one suite called `fake`, and what its table says further.
  void write_suite(const std::string& more, const std::string& command = FAKE_BENCH) const {
    write("benchgate.toml",
          "[[suite]]\nname = \"fake\"\ncommand = [\"" + command + "\"]\nrestarts = 2\n" + more);
  }

  e2e::Finished run_;
};

TEST_F(FailingSuites, ABenchmarkThatReportsAnErrorComesFirstAndClosesTheGate) {
  // Ten times as slow is bad; that nothing was measured is worse.
  const auto [code, result, text] = compared("error=fake/alpha factor:fake/beta/rows:1000=10");
  EXPECT_EQ(run_.exit_code, 1);
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "errored"), ElementsAre("fake/alpha"));
  EXPECT_EQ(result["rows"][0]["benchmark"], "fake/alpha");
  EXPECT_EQ(result["rows"][0]["message"], "boom");
  EXPECT_EQ(result["coverage"]["compared"], 5);
  const auto terminal = benchgate({"compare", "base.json", "head.json"}).out;
  ASSERT_THAT(terminal, AllOf(HasSubstr("boom"), HasSubstr("CHANGED")));
  EXPECT_LT(terminal.find("boom"), terminal.find("CHANGED"));
}

TEST_F(FailingSuites, AnErrorInBaseAloneIsSaidAndPasses) {
  measure("seed=1 noise=0.01 error=fake/alpha", "base.json");
  measured("seed=2 noise=0.01", "head.json");
  const auto [code, result, text] = compare({"base.json", "head.json"});
  EXPECT_EQ(code, 0);
  EXPECT_EQ(row(result, "fake/alpha", "")["reason_code"], "failed_in_base");
}

TEST_F(FailingSuites, AnErrorOnBothSidesStillClosesTheGate) {
  measure("seed=1 noise=0.01 error=fake/alpha", "base.json");
  measure("seed=2 noise=0.01 error=fake/alpha", "head.json");
  EXPECT_EQ(compare({"base.json", "head.json"}).exit_code, 1);
}

TEST_F(FailingSuites, ABenchmarkThatIsListedButNeverReportedIsErrored) {
  const auto [code, result, text] = compared("missing=fake/alpha");
  EXPECT_EQ(run_.exit_code, 1);
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "errored"), ElementsAre("fake/alpha"));
}

TEST_F(FailingSuites, ABenchmarkThatIsKilledCostsItsOwnRowOnly) {
  const auto [code, result, text] = compared("crash=fake/beta/rows:1000");
  EXPECT_EQ(run_.exit_code, 1);
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "errored"), ElementsAre("fake/beta/rows:1000"));
  EXPECT_EQ(result["coverage"]["compared"], 5);
  EXPECT_THAT(std::string(row(result, "fake/beta/rows:1000", "")["message"]),
              AllOf(HasSubstr("Segmentation fault"), HasSubstr("about to crash")));
}

TEST_F(FailingSuites, ABenchmarkThatHangsIsEndedAndCostsItsOwnRowOnly) {
  write_suite("time_limit = \"500 ms\"\nmin_time = \"1 ms\"\n");
  measured("seed=1 noise=0.01", "base.json");
  set("FAKE_BENCH", "hang=fake/gamma<int,4>");
  const auto run = benchgate({"run", "--quiet", "-o", "head.json"});
  EXPECT_EQ(run.exit_code, 1) << run.err;
  const auto [code, result, text] = compare({"base.json", "head.json"});
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "errored"), ElementsAre("fake/gamma<int,4>"));
  EXPECT_EQ(result["coverage"]["compared"], 5);
}

TEST_F(FailingSuites, AResultThatIsNoJsonIsSaidAndClosesTheGate) {
  const auto [code, result, text] = compared("malformed");
  EXPECT_EQ(run_.exit_code, 4);
  EXPECT_THAT(run_.err, HasSubstr("no row that can be read"));
  EXPECT_EQ(code, 1);
  EXPECT_EQ(result["coverage"]["compared"], 0);
}

TEST_F(FailingSuites, AnEmptyResultIsSaidAndClosesTheGate) {
  const auto [code, result, text] = compared("empty");
  EXPECT_EQ(run_.exit_code, 4);
  EXPECT_EQ(code, 1);
}

TEST_F(FailingSuites, AFilterThatMatchesNothingMeasuresNothing) {
  const auto run = measure("", "head.json", {"--filter", "nothing is called so"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("nothing is called so"));
}

TEST_F(FailingSuites, OneThatLacksItsServerIsOneErrorAndTheOthersAreMeasured) {
  write("benchgate.toml", std::string("[[suite]]\nname = \"lacking\"\ncommand = [\"") + FAKE_BENCH +
                              "\"]\nrestarts = 2\nenvironment = { FAKE_BENCH = \"start=4\" }\n"
                              "[[suite]]\nname = \"well\"\ncommand = [\"" +
                              FAKE_BENCH + "\"]\nrestarts = 2\n");
  const auto run = benchgate({"run", "--quiet", "-o", "head.json"});
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_THAT(run.err, AllOf(HasSubstr("lacking"), HasSubstr("cannot start its server")));
  const auto [code, result, text] = compare({"--no-base", "head.json"});
  EXPECT_EQ(code, 1) << "half of it was not measured";
  EXPECT_EQ(result["coverage"]["expected"], 6);
  EXPECT_THAT(result["diagnostics"].dump(), HasSubstr("cannot start its server"));
}

TEST_F(FailingSuites, ASuiteThatCannotEvenListIsAnError) {
  write_suite("environment = { FAKE_BENCH = \"list=4\" }\n");
  const auto run = benchgate({"run", "--quiet", "-o", "head.json"});
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_THAT(run.err, HasSubstr("cannot start its server"));
}

TEST_F(FailingSuites, AnExecutableThatIsNotThereIsAUsageError) {
  const auto run = benchgate({"run", "./not_built", "-o", "head.json"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("not_built"));
  write_suite("", "./not_built");
  const auto of_policy = benchgate({"run", "-o", "head.json"});
  EXPECT_EQ(of_policy.exit_code, 2);
  EXPECT_THAT(of_policy.err, HasSubstr("not_built"));
}

TEST_F(FailingSuites, AnExecutableThatKnowsNoBenchmarksIsAUsageError) {
  EXPECT_EQ(benchgate({"run", "/bin/false", "-o", "head.json"}).exit_code, 2);
  EXPECT_EQ(benchgate({"run", "/bin/true", "-o", "head.json"}).exit_code, 2);
}

TEST_F(FailingSuites, WithoutAnySuiteThereIsNothingToRun) {
  const auto run = benchgate({"run"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("benchgate run ./my_bench"));
}

TEST_F(FailingSuites, AFullDiskEndsTheRunWithItsReason) {
  const auto run = measure("", "/proc/benchgate-cannot-write-here/run.json");
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_THAT(run.err, HasSubstr("/proc/benchgate-cannot-write-here"));
  EXPECT_EQ(left_behind(), 0u);
}

TEST_F(FailingSuites, NothingIsLeftInTheTemporaryFolder) {
  measure("crash=fake/alpha error=fake/beta/rows:1000", "head.json");
  EXPECT_EQ(left_behind(), 0u);
}

TEST_F(FailingSuites, ARunIsAFileOfGoogleBenchmarkWithItsProvenance) {
  measured("", "head.json");
  const auto run = e2e::Json::parse(read("head.json"));
  EXPECT_THAT(run["benchmarks"], SizeIs(36)) << "six rows from six processes each";
  EXPECT_EQ(run["benchmarks"][0]["run_type"], "iteration");
  EXPECT_EQ(run["context"]["benchgate"]["dataset_hash"], "f00d");
  EXPECT_EQ(run["context"]["benchgate"]["machine_class"], "here");
}

}  // namespace
