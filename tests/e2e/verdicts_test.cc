// The gate from end to end: fake executables whose truth is known, measured, compared, decided.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using e2e::row;
using e2e::with_verdict;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kAlpha = "fake/alpha";

class Verdicts : public e2e::Workplace {
 protected:
  /// Base is always the same: 1 % of noise, three allocations. Head is measured twice, with other
  /// noise the second time.
  Compared compared(const std::string& head, const e2e::Arguments& more = {}) {
    measured("seed=1 noise=0.01", "base.json");
    measure(head, "head.json");
    measure("seed=3" + head.substr(std::string("seed=2").size()), "again.json");
    e2e::Arguments arguments = {"base.json", "head.json", "--again", "again.json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return compare(arguments);
  }
};

TEST_F(Verdicts, NothingChanged) {
  const auto [code, result, text] = compared("seed=2 noise=0.01");
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(result["outcome"], "passed");
  EXPECT_EQ(result["coverage"]["compared"], 6);
  EXPECT_EQ(result["coverage"]["expected"], 6);
  EXPECT_THAT(with_verdict(result, "regressed"), IsEmpty());
  EXPECT_EQ(row(result, kAlpha, "cpu_time")["verdict"], "unchanged");
  EXPECT_EQ(row(result, kAlpha, "allocs_per_iter")["reason_code"], "exact_same");
}

TEST_F(Verdicts, WhatWaitsIsJudgedByRealTime) {
  const auto [code, result, text] = compared("seed=2 noise=0.01 factor:fake/wait/real_time=1.6");
  EXPECT_EQ(code, 1);
  EXPECT_EQ(row(result, "fake/wait/real_time", "real_time")["verdict"], "regressed");
}

TEST_F(Verdicts, ThreePercentInNoiseIsInconclusiveAndPasses) {
  measured("seed=1 noise=0.05", "base.json");
  measured("seed=2 noise=0.05 factor=1.03", "head.json");
  const auto [code, result, text] = compare({"base.json", "head.json"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_THAT(with_verdict(result, "regressed"), IsEmpty());
  EXPECT_THAT(with_verdict(result, "inconclusive"), Contains(kAlpha));
  EXPECT_GT(row(result, kAlpha, "cpu_time")["samples_needed"], 6);
}

TEST_F(Verdicts, InconclusiveExitsWithFiveWhereThePolicySaysSo) {
  write("benchgate.toml", "[on]\ninconclusive = \"fail\"\n");
  measured("seed=1 noise=0.05", "base.json");
  measured("seed=2 noise=0.05 factor=1.03", "head.json");
  const auto [code, result, text] = compare({"base.json", "head.json"});
  EXPECT_EQ(code, 5) << text;
  EXPECT_EQ(result["outcome"], "inconclusive");
  EXPECT_EQ(result["exit_code"], 5);
}

TEST_F(Verdicts, FiftyPercentSlowerClosesTheGate) {
  const auto [code, result, text] = compared("seed=2 noise=0.01 factor:fake/alpha=1.5");
  EXPECT_EQ(code, 1);
  EXPECT_EQ(result["outcome"], "closed");
  EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre(kAlpha));
  const auto alpha = row(result, kAlpha, "cpu_time");
  EXPECT_TRUE(alpha["closes_gate"]);
  EXPECT_NEAR(alpha["effect"]["percent"], 50, 3);
  EXPECT_GT(alpha["effect"]["lower"], 40);
  EXPECT_LT(alpha["effect"]["upper"], 60);
  EXPECT_EQ(result["rows"][0]["benchmark"], kAlpha) << "worst first";
}

TEST_F(Verdicts, ThirtyPercentSlowerIsWithinTheNoiseOfRunsMeasuredApart) {
  // 20 % is shown beyond doubt, and yet separate runs of one build may differ by that much.
  const auto [code, result, text] = compared("seed=2 noise=0.01 factor:fake/alpha=1.2");
  EXPECT_EQ(code, 0);
  EXPECT_EQ(row(result, kAlpha, "cpu_time")["reason_code"], "within_noise_of_runs");
}

TEST_F(Verdicts, TheNoiseOfRunsIsThePolicysToSay) {
  write("benchgate.toml", "[apart]\nnoise_floor = \"10 %\"\n");
  const auto [code, result, text] = compared("seed=2 noise=0.01 factor:fake/alpha=1.3");
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre(kAlpha));
}

TEST_F(Verdicts, FasterIsImproved) {
  const auto [code, result, text] = compared("seed=2 noise=0.01 factor:fake/alpha=0.5");
  EXPECT_EQ(code, 0);
  EXPECT_THAT(with_verdict(result, "improved"), ElementsAre(kAlpha));
}

TEST_F(Verdicts, AMissingBenchmarkClosesTheGate) {
  const auto [code, result, text] = compared("seed=2 noise=0.01 rows=5");
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "missing"), ElementsAre("fake/zeta/threads:2"));
  EXPECT_EQ(result["coverage"]["compared"], 5);
  EXPECT_EQ(result["coverage"]["expected"], 6);
}

TEST_F(Verdicts, MissingPassesOnlyWhereThePolicySaysSo) {
  write("benchgate.toml", "[on]\nmissing = \"warn\"\n");
  const auto [code, result, text] = compared("seed=2 noise=0.01 rows=5");
  EXPECT_EQ(code, 0);
  EXPECT_THAT(with_verdict(result, "missing"), SizeIs(1));
}

TEST_F(Verdicts, ANewBenchmarkIsShownAndPasses) {
  const auto [code, result, text] = compared("seed=2 noise=0.01 rows=7");
  EXPECT_EQ(code, 0);
  EXPECT_THAT(with_verdict(result, "new"), ElementsAre("fake/row:6"));
}

TEST_F(Verdicts, ANewNameIsMissingAndIsGuessed) {
  const auto [code, result, text] =
      compared("seed=2 noise=0.01 rename=fake/beta/rows:1000:fake/betas/rows:1000");
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "missing"), ElementsAre("fake/beta/rows:1000"));
  EXPECT_THAT(row(result, "fake/beta/rows:1000", "")["similar"],
              ElementsAre("fake/betas/rows:1000"));
  const auto markdown =
      benchgate({"compare", "base.json", "head.json", "--format", "markdown"}).out;
  EXPECT_THAT(markdown, HasSubstr("\"fake/beta/rows:1000\" = \"fake/betas/rows:1000\""));
}

TEST_F(Verdicts, ARenameOfThePolicyIsCompared) {
  write("benchgate.toml", "[renames]\n\"fake/beta/rows:1000\" = \"fake/betas/rows:1000\"\n");
  const auto [code, result, text] =
      compared("seed=2 noise=0.01 rename=fake/beta/rows:1000:fake/betas/rows:1000");
  EXPECT_EQ(code, 0) << text;
  EXPECT_THAT(with_verdict(result, "missing"), IsEmpty());
  EXPECT_EQ(row(result, "fake/betas/rows:1000", "cpu_time")["renamed_from"], "fake/beta/rows:1000");
}

TEST_F(Verdicts, ComparingNothingClosesTheGate) {
  write("benchgate.toml", "[on]\nmissing = \"off\"\n");
  measured("rows=1 rename=fake/alpha:one/name", "base.json");
  measured("rows=1 rename=fake/alpha:another/name/altogether", "head.json");
  const auto [code, result, text] = compare({"base.json", "head.json"});
  EXPECT_EQ(code, 1);
  EXPECT_EQ(result["coverage"]["compared"], 0);
  EXPECT_EQ(result["coverage"]["expected"], 2);
  EXPECT_THAT(std::string(result["title"]), HasSubstr("Nothing was compared"));
}

TEST_F(Verdicts, AFilterThatLeavesNothingClosesTheGate) {
  const auto [code, result, text] =
      compared("seed=2 noise=0.01", {"--filter", "nothing is called so"});
  EXPECT_EQ(code, 1);
  EXPECT_EQ(result["coverage"]["expected"], 0);
}

TEST_F(Verdicts, AFilterChoosesOnBothSides) {
  const auto [code, result, text] =
      compared("seed=2 noise=0.01 factor:fake/alpha=2", {"--filter=beta|gamma"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(result["coverage"]["expected"], 2);
  EXPECT_EQ(compare({"base.json", "head.json", "--filter=-alpha"}).result["coverage"]["expected"],
            5);
}

TEST_F(Verdicts, OneMoreAllocationClosesTheGate) {
  const auto [code, result, text] = compared("seed=2 noise=0.01 allocs=4");
  EXPECT_EQ(code, 1);
  const auto allocations = row(result, kAlpha, "allocs_per_iter");
  EXPECT_EQ(allocations["verdict"], "regressed");
  EXPECT_EQ(allocations["reason_code"], "exact_moved");
  EXPECT_EQ(allocations["kind"], "exact");
}

TEST_F(Verdicts, TimesOfAnotherMachineClassNeverCloseTheGate) {
  measured("seed=1 noise=0.01", "base.json");
  set("BENCHGATE_MACHINE_CLASS", "elsewhere");
  measured("seed=2 noise=0.01 factor=3", "head.json");
  const auto slower = compare({"base.json", "head.json"});
  EXPECT_EQ(slower.exit_code, 0) << slower.text;
  EXPECT_EQ(row(slower.result, kAlpha, "cpu_time")["reason_code"], "other_machine");
  EXPECT_THAT(slower.result["environment"].dump(), HasSubstr("machine_class"));
  measured("seed=2 noise=0.01 allocs=4", "head.json");
  EXPECT_EQ(compare({"base.json", "head.json"}).exit_code, 1) << "counts are the same everywhere";
}

TEST_F(Verdicts, AnotherDatasetIsSaidFirst) {
  compared("seed=2 noise=0.01 dataset=beef");
  const auto text = benchgate({"compare", "base.json", "head.json"}).out;
  ASSERT_THAT(text, HasSubstr("dataset_hash"));
  EXPECT_LT(text.find("dataset_hash"), text.find("WHAT NOW"));
}

TEST_F(Verdicts, ABudgetThatIsPassedClosesTheGate) {
  compared("seed=2 noise=0.01");
  write("benchgate.toml",
        "[[budget]]\nbenchmark = \"fake/alpha\"\nmetric = \"cpu_time\"\nerror = \"50 ns\"\n");
  EXPECT_EQ(compare({"base.json", "head.json"}).exit_code, 5) << "one run may be wrong";
  const auto [code, result, text] = compare({"base.json", "head.json", "--again", "again.json"});
  EXPECT_EQ(code, 1);
  ASSERT_THAT(result["budgets"], SizeIs(1));
  EXPECT_EQ(result["budgets"][0]["state"], "exceeded");
  EXPECT_EQ(result["budgets"][0]["error"], 50);
}

TEST_F(Verdicts, BudgetsAreJudgedWithoutABase) {
  write("benchgate.toml",
        "[[budget]]\nbenchmark = \"fake/alpha\"\nmetric = \"clock\"\ntarget = \"50 ns\"\n"
        "error = \"1 us\"\n");
  measured("", "head.json");
  const auto met = compare({"--no-base", "head.json"});
  EXPECT_EQ(met.exit_code, 0) << met.text;
  EXPECT_EQ(met.result["budgets"][0]["state"], "above_target");
  EXPECT_EQ(met.result["method"]["pairing"], "alone");
  // What `run` prints and how it exits are one verdict; it measures twice by itself.
  EXPECT_EQ(measure("factor=20 noise=0.01", "head.json").exit_code, 1);
  EXPECT_EQ(compare({"--no-base", "head.json"}).exit_code, 5);
  ASSERT_TRUE(std::filesystem::exists(at("head.again.json")));
}

TEST_F(Verdicts, WhatOneRunAloneShowsIsNeitherBlamedNorPassed) {
  measured("seed=1 noise=0.01", "base.json");
  measured("seed=2 noise=0.01 factor:fake/alpha=2", "head.json");
  const auto [code, result, text] = compare({"base.json", "head.json"});
  EXPECT_EQ(code, 5) << text;
  EXPECT_EQ(row(result, kAlpha, "cpu_time")["reason_code"], "unconfirmed");
  EXPECT_THAT(std::string(result["title"]), HasSubstr("1 possible slowdown seen in one run only"));
  EXPECT_THAT(text, HasSubstr("measure head again to confirm it"));
}

TEST_F(Verdicts, WhatASecondRunDoesNotShowPasses) {
  measured("seed=1 noise=0.01", "base.json");
  measured("seed=2 noise=0.01 factor:fake/alpha=2", "head.json");
  measured("seed=3 noise=0.01", "again.json");
  const auto [code, result, text] = compare({"base.json", "head.json", "--again", "again.json"});
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(row(result, kAlpha, "cpu_time")["reason_code"], "not_confirmed");
  EXPECT_EQ(result["method"]["confirmation"]["suspects"], 1);
  EXPECT_EQ(result["method"]["confirmation"]["confirmed"], 0);
}

// Plain files of Google Benchmark have no suite but their own names.
TEST_F(Verdicts, ASecondPlainFileConfirmsAnother) {
  const auto file = [](int first) {
    std::string rows;
    for (int i = 0; i < 20; ++i) {
      const auto time = std::to_string(first * 10 + i);
      rows += std::string(rows.empty() ? "" : ",") +
              R"({"name": "BM_a", "run_type": "iteration", "iterations": 100, "real_time": )" +
              time + R"(, "cpu_time": )" + time + R"(, "time_unit": "ns"})";
    }
    return R"({"context": {"date": "2026-01-01"}, "benchmarks": [)" + rows + "]}";
  };
  write("one.json", file(100));
  write("two.json", file(200));
  write("three.json", file(205));
  EXPECT_EQ(compare({"one.json", "two.json"}).exit_code, 5);
  EXPECT_EQ(compare({"one.json", "two.json", "--again", "three.json"}).exit_code, 1);
}

TEST_F(Verdicts, TheSameFileIsNoSecondMeasurement) {
  measured("seed=1 noise=0.01", "base.json");
  measured("seed=2 noise=0.01", "head.json");
  const auto finished = benchgate({"compare", "base.json", "head.json", "--again", "head.json"});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("the same measurement"));
}

TEST_F(Verdicts, ARunAgainstABaselineMeasuresTwiceWhatLooksSlower) {
  measured("seed=1 noise=0.01", "base.json");
  set("FAKE_BENCH", "seed=2 noise=0.01 factor:fake/alpha=4");
  const auto slow = benchgate({"run", FAKE_BENCH, "-o", "head.json", "--against", "base.json",
                               "--report", "json=results.json"});
  EXPECT_EQ(slow.exit_code, 1) << slow.err;
  const auto again = e2e::Json::parse(read("head.again.json"));
  for (const auto& benchmark : again["benchmarks"]) EXPECT_EQ(benchmark["name"], kAlpha);
  const auto result = e2e::Json::parse(read("results.json"));
  EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre(kAlpha));
  EXPECT_THAT(slow.out, HasSubstr("✗ fake/alpha is "));
  set("FAKE_BENCH", "seed=2 noise=0.01");
  const auto same = benchgate({"run", FAKE_BENCH, "-o", "head.json", "--against", "base.json"});
  EXPECT_EQ(same.exit_code, 0) << same.err;
  EXPECT_FALSE(std::filesystem::exists(at("head.again.json")));
}

TEST_F(Verdicts, ABudgetThatAppliesToNothingIsSaid) {
  measured("seed=1 noise=0.01", "base.json");
  measured("seed=2 noise=0.01", "head.json");
  write("benchgate.toml", "[[budget]]\nmetric = \"p95\"\nerror = \"5 ms\"\n");
  const auto [code, result, text] = compare({"base.json", "head.json"});
  EXPECT_EQ(code, 1);
  EXPECT_THAT(result["diagnostics"].dump(), HasSubstr("unused-budget"));
  write("benchgate.toml", "[[budget]]\nmetric = \"p95\"\nerror = \"5 ms\"\noptional = true\n");
  EXPECT_EQ(compare({"base.json", "head.json"}).exit_code, 0);
}

TEST_F(Verdicts, ARunWithoutAnyBenchmarkIsNoSuccessEither) {
  write("head.json", R"({"context": {}, "benchmarks": []})");
  EXPECT_EQ(compare({"--no-base", "head.json"}).exit_code, 1);
}

TEST_F(Verdicts, ACounterThatIsNoNumberCostsOnlyItself) {
  const auto [code, result, text] = compared("seed=2 noise=0.01 nan=fake/alpha");
  EXPECT_EQ(code, 0) << "no rule judges it";
  EXPECT_EQ(result["coverage"]["compared"], 6);
  EXPECT_EQ(row(result, kAlpha, "cpu_time")["verdict"], "unchanged");
  EXPECT_THAT(result["diagnostics"].dump(), HasSubstr("odd"));
}

TEST_F(Verdicts, EverythingSlowerByTheSameIsSaidInTheTitle) {
  measured("seed=1 noise=0.01 rows=10", "base.json");
  measured("seed=2 noise=0.01 rows=10 factor=1.2", "head.json");
  const auto [code, result, text] = compare({"base.json", "head.json"});
  EXPECT_NEAR(result["method"]["common_shift"], 1.2, 0.02);
  EXPECT_THAT(std::string(result["title"]), HasSubstr("Everything moved by"));
}

}  // namespace
