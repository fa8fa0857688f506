// `benchgate duet` from end to end: two fake builds whose truth is known.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <sstream>

#include <gmock/gmock.h>
#include <sched.h>

#include "e2e/workplace.h"

namespace {

using e2e::row;
using e2e::with_verdict;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kAlpha = "fake/alpha";
constexpr const char* kBeta = "fake/beta/rows:1000";

class Duet : public e2e::Workplace {
 protected:
  /// An executable that is the fake one with a scenario of its own.
  void build(const std::string& name, const std::string& scenario) const {
    write(name, "#!/bin/sh\nFAKE_BENCH='" + scenario + "' exec " FAKE_BENCH " \"$@\"\n");
    std::filesystem::permissions(at(name), std::filesystem::perms::owner_all);
  }

  [[nodiscard]] Compared duet(e2e::Arguments more = {}) const {
    e2e::Arguments arguments = {"duet", "base", "head", "--format", "json", "--seed", "7"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto finished = benchgate(arguments);
    const auto result = e2e::Json::parse(finished.out, nullptr, false);
    return {finished.exit_code, result.is_discarded() ? e2e::Json() : result,
            finished.out + finished.err};
  }
};

TEST_F(Duet, NamesTheOneThatIsSlower) {
  build("base", "seed=1 noise=0.003");
  build("head", std::string("seed=2 noise=0.003 factor:") + kAlpha + "=1.02");
  const auto [code, result, text] = duet();
  EXPECT_EQ(code, 1) << text;
  EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre(kAlpha));
  const auto slower = row(result, kAlpha, "cpu_time");
  EXPECT_NEAR(slower["effect"]["ratio"].get<double>(), 1.02, 0.004) << slower;
  EXPECT_EQ(row(result, kBeta, "cpu_time")["verdict"], "unchanged");
  EXPECT_EQ(result["coverage"]["compared"], 6);
}

// Two share a core in a duet, so wall-clock time is twice CPU time there, and head waits for as
// long again. CPU time is the same.
TEST_F(Duet, JudgesByWallClockTimeWhatBeginsToWait) {
  build("base", "seed=1 noise=0.003 wall=2 delay=100");
  build("head", std::string("seed=2 noise=0.003 wall=2 delay=100 wall:") + kAlpha + "=4");
  const auto [code, result, text] = duet({"--filter", "alpha|beta"});
  EXPECT_EQ(code, 1) << text;
  EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre(kAlpha));
  const auto slower = row(result, kAlpha, "real_time");
  EXPECT_NEAR(slower["effect"]["ratio"].get<double>(), 2, 0.02) << slower;
  EXPECT_EQ(slower["paired"]["pacing"], "in_turn") << "the fake cannot be driven";
  EXPECT_EQ(row(result, kBeta, "cpu_time")["paired"]["pacing"], "duet");
  EXPECT_THAT(text, HasSubstr("measured again by wall-clock time"));
}

TEST_F(Duet, JudgesByWallClockTimeWhatOtherThreadsWorkFor) {
  build("base", std::string("seed=1 noise=0.003 delay=100 wall:") + kAlpha + "=100");
  build("head", std::string("seed=2 noise=0.003 delay=100 wall:") + kAlpha + "=300");
  const auto [code, result, text] = duet({"--filter", "alpha"});
  EXPECT_EQ(code, 1) << text;
  EXPECT_THAT(with_verdict(result, "regressed"), ElementsAre(kAlpha));
  EXPECT_NEAR(row(result, kAlpha, "real_time")["effect"]["ratio"].get<double>(), 3, 0.03);
}

TEST_F(Duet, PassesWhereNothingChanged) {
  build("base", "seed=1 noise=0.003");
  build("head", "seed=2 noise=0.003");
  const auto [code, result, text] = duet();
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(result["outcome"], "passed");
  EXPECT_THAT(with_verdict(result, "regressed"), IsEmpty());
}

TEST_F(Duet, SaysBeforeMeasuringWhatItCannotWrite) {
  build("base", "log=started:base");
  build("head", "log=started:head");
  write("out", "a file where a folder is needed");
  for (const e2e::Arguments& more : {e2e::Arguments{"--save", "out/duet"},
                                     e2e::Arguments{"--save", "s", "--output", "json=out/a.json"},
                                     e2e::Arguments{"--save", "s", "--output", "markdown=."}}) {
    const auto [code, result, text] = duet(more);
    EXPECT_EQ(code, 4) << text;
    EXPECT_THAT(text, HasSubstr("cannot write to"));
    EXPECT_THAT(text, Not(HasSubstr("needed, the budget is")));
  }
  EXPECT_FALSE(std::filesystem::exists(at("started")));
}

// 200 rows of 0.6 s a pair and 2 s of time: most never have their turn, on however many cores.
TEST_F(Duet, DoesNotPassWhatItHadNoTimeFor) {
  build("base", "seed=1 noise=0.003 rows=200 delay=300");
  build("head", "seed=2 noise=0.003 rows=200 delay=300");
  write("shown.toml", "[duet]\nbudget = \"2 s\"\n");
  const auto [code, result, text] = duet({"--policy", "shown.toml"});
  EXPECT_EQ(code, 5) << text.substr(0, 2000);
  EXPECT_EQ(result["outcome"], "inconclusive");
  EXPECT_EQ(result["counts"]["errored"], 0);
  EXPECT_THAT(std::string(result["title"]), HasSubstr("Too little time to tell: "));
  EXPECT_THAT(text, HasSubstr("200 benchmarks: about"));
  const auto as_text = benchgate({"duet", "base", "head", "--policy", "shown.toml"});
  EXPECT_LT(std::ranges::count(as_text.out, '\n'), 50) << as_text.out;
  EXPECT_THAT(as_text.out, HasSubstr("benchmarks not measured"));
  EXPECT_THAT(as_text.out, HasSubstr("--budget"));
}

TEST_F(Duet, IsJudgedTheSameFromItsFiles) {
  build("base", "seed=1 noise=0.01");
  build("head", "seed=2 noise=0.01 factor=1.015");
  const auto [code, result, text] = duet({"--save", "saved"});
  const auto again = compare({"saved/base.json", "saved/head.json"});
  EXPECT_EQ(again.exit_code, code);
  EXPECT_EQ(again.result["rows"], result["rows"]);
  EXPECT_EQ(again.result["method"], result["method"]);
}

TEST_F(Duet, AMetricOfTheWallClockIsNotReadOffASharedCore) {
  build("base", "seed=1 noise=0.003 p99=3");
  build("head", "seed=2 noise=0.003 p99=4");
  write("none.toml", "");
  const std::string rule = "[[rule]]\nmetric = \"p99\"\nmax_regression = \"5 %\"\n";
  write("p99.toml", rule);
  // The policy that is measured under has it measured in another way ...
  const auto judged = duet({"--filter", "alpha", "--policy", "p99.toml"});
  EXPECT_EQ(judged.exit_code, 1) << judged.text;
  const auto slower = row(judged.result, kAlpha, "p99");
  EXPECT_EQ(slower["verdict"], "regressed");
  EXPECT_EQ(slower["paired"]["pacing"], "in_turn");
  EXPECT_THAT(judged.text, HasSubstr("lockstep-for-metric"));
  // ... and one that comes later can only say that it does not know.
  ASSERT_EQ(duet({"--filter", "alpha", "--policy", "none.toml", "--save", "saved"}).exit_code, 0);
  const auto late = compare({"saved/base.json", "saved/head.json", "--policy", "p99.toml"});
  EXPECT_EQ(late.exit_code, 0) << late.text;
  EXPECT_EQ(row(late.result, kAlpha, "p99")["reason_code"], "shared_core");
  EXPECT_EQ(row(late.result, kAlpha, "cpu_time")["paired"]["pacing"], "duet");
}

TEST_F(Duet, IsJudgedTheSameFromItsFilesWhereMetricsAreZeroOrMissing) {
  build("base", "seed=1 noise=0.01 zeros=3 seldom=2");
  build("head", std::string("seed=2 noise=0.01 factor:") + kAlpha + "=1.05 zeros=2 seldom=3");
  write("benchgate.toml",
        "[[rule]]\nmetric = \"hit_ratio\"\nseverity = \"fail\"\n"
        "[[rule]]\nmetric = \"seldom\"\nseverity = \"warn\"\n");
  const auto [code, result, text] = duet({"--save", "saved"});
  EXPECT_EQ(row(result, kAlpha, "cpu_time")["verdict"], "regressed") << text;
  EXPECT_TRUE(row(result, kBeta, "hit_ratio")["paired"].is_null());
  EXPECT_FALSE(row(result, kBeta, "seldom")["paired"].is_null());
  const auto again = compare({"saved/base.json", "saved/head.json"});
  EXPECT_EQ(again.exit_code, code);
  for (const char* part : {"rows", "method", "budgets", "counts", "coverage", "title"}) {
    EXPECT_EQ(again.result[part], result[part]) << part;
  }
}

TEST_F(Duet, ExactMetricsAreJudgedToo) {
  build("base", "seed=1 allocs=3");
  build("head", "seed=2 allocs=4");
  const auto [code, result, text] = duet();
  EXPECT_EQ(code, 1);
  EXPECT_EQ(row(result, kAlpha, "allocs_per_iter")["verdict"], "regressed");
}

TEST_F(Duet, WhatIsGoneClosesTheGateAndWhatIsNewIsShown) {
  build("base", "seed=1 noise=0.003");
  build("head", std::string("seed=2 noise=0.003 rename=") + kBeta + ":fake/renamed");
  const auto [code, result, text] = duet();
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "missing"), ElementsAre(kBeta));
  EXPECT_THAT(with_verdict(result, "new"), ElementsAre("fake/renamed"));
  EXPECT_EQ(result["coverage"]["expected"], 7);
}

TEST_F(Duet, ARenameOfThePolicyIsFollowed) {
  build("base", "seed=1 noise=0.003");
  build("head", std::string("seed=2 noise=0.003 rename=") + kBeta + ":fake/renamed");
  write("benchgate.toml", std::string("[renames]\n\"") + kBeta + "\" = \"fake/renamed\"\n");
  const auto [code, result, text] = duet();
  EXPECT_EQ(code, 0) << text;
  EXPECT_EQ(row(result, "fake/renamed", "cpu_time")["verdict"], "unchanged");
}

TEST_F(Duet, ACrashCostsOneBenchmark) {
  build("base", "seed=1 noise=0.003");
  build("head", std::string("seed=2 noise=0.003 crash=") + kBeta);
  const auto [code, result, text] = duet();
  EXPECT_EQ(code, 1);
  EXPECT_THAT(with_verdict(result, "errored"), ElementsAre(kBeta));
  EXPECT_EQ(row(result, kAlpha, "cpu_time")["verdict"], "unchanged");
}

TEST_F(Duet, NothingInCommonIsNoComparison) {
  build("base", "seed=1 rows=1");
  build("head", std::string("seed=1 rows=1 rename=") + kAlpha + ":fake/other");
  const auto [code, result, text] = duet();
  EXPECT_EQ(code, 2);
  EXPECT_THAT(text, HasSubstr("no benchmark in common"));
  EXPECT_THAT(text, HasSubstr("[renames]"));
}

TEST_F(Duet, AFilterChoosesAndSaysWhenItChoosesNothing) {
  build("base", "seed=1 noise=0.003");
  build("head", "seed=2 noise=0.003");
  const auto chosen = duet({"--filter", "alpha"});
  EXPECT_EQ(chosen.exit_code, 0) << chosen.text;
  EXPECT_EQ(chosen.result["coverage"]["expected"], 1);
  const auto nothing = duet({"--filter", "no such thing"});
  EXPECT_EQ(nothing.exit_code, 2);
  EXPECT_THAT(nothing.text, HasSubstr("filter"));
}

TEST_F(Duet, ACoreNamedTwiceHasOnePairAtATime) {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  ASSERT_EQ(::sched_getaffinity(0, sizeof allowed, &allowed), 0);
  std::size_t cpu = 0;
  while (cpu < CPU_SETSIZE && !CPU_ISSET(cpu, &allowed)) ++cpu;
  const auto core = std::to_string(cpu);
  const auto log = at("log").string();
  build("base", "seed=1 delay=3 log=" + log + ":base");
  build("head", "seed=2 delay=3 log=" + log + ":head");
  const auto [code, result, text] = duet({"--cpus", core + "," + core, "--filter", "alpha|beta"});
  ASSERT_EQ(code, 0) << text;
  std::istringstream lines(read("log"));
  int open = 0;
  int most = 0;
  for (std::string line; std::getline(lines, line);) {
    open += line.find(" begin ") != std::string::npos ? 1 : -1;
    most = std::max(most, open);
  }
  EXPECT_LE(most, 2);
}

TEST_F(Duet, ABudgetOfTimeLeavesQuestionsOpen) {
  build("base", "seed=1 noise=0.05 delay=20");
  build("head", "seed=2 noise=0.05 delay=20 factor=1.01");
  // Long enough for a few pairs, which a busy machine takes longer for.
  EXPECT_TRUE(test_support::given_time(std::chrono::seconds(1), [&](auto budget) {
    const auto seconds = std::to_string(std::lround(budget.count())) + "s";
    const auto [code, result, text] = duet({"--budget", seconds});
    EXPECT_THAT(with_verdict(result, "regressed"), IsEmpty()) << text;
    return code != 1 && !with_verdict(result, "inconclusive").empty();
  }));
}

TEST_F(Duet, SaysWhatItWants) {
  const auto one = benchgate({"duet", "base"});
  EXPECT_EQ(one.exit_code, 2);
  EXPECT_THAT(one.err, HasSubstr("BASE HEAD"));
  const auto none = benchgate({"duet", "base", "head"});
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_THAT(none.err, HasSubstr("no such file"));
  EXPECT_EQ(processes(), 0U);
  EXPECT_EQ(left_behind(), 0U);
}

}  // namespace
