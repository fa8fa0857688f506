#include "benchgate/measure/driven_suite.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "support/temporary_folder.h"
#include "support/waiting.h"

namespace benchgate::measure {
namespace {

using model::Failure;
using test_support::TemporaryFolder;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Reason = NotDriven::Reason;

const Seconds kShort{0.001};

SuiteToRun suite_of(const char* program) {
  return {
      .name = "suite", .command = {program}, .row_time_limit = Seconds{120}, .grace = Seconds{60}};
}

/// Does not end by itself when it is asked to: waiting for that would only take time.
SuiteToRun rogue(const std::string& script) {
  auto suite = suite_of(ROGUE_BENCH);
  suite.grace = Seconds{1};
  suite.environment = {{"ROGUE_BENCH", script}};
  return suite;
}

DrivenSuite started(const SuiteToRun& suite, const DrivenOptions& options = {}) {
  auto start = DrivenSuite::start(suite, options);
  if (const auto* why = std::get_if<NotDriven>(&start)) throw std::runtime_error(why->message);
  return std::move(std::get<DrivenSuite>(start));
}

NotDriven refused(const SuiteToRun& suite) {
  auto start = DrivenSuite::start(suite, {});
  if (std::holds_alternative<DrivenSuite>(start)) throw std::runtime_error("it is driven");
  return std::get<NotDriven>(start);
}

const model::Benchmark& only(const model::Run& run) {
  if (run.benchmarks.size() != 1) throw std::runtime_error("not one benchmark");
  return run.benchmarks.front();
}

Failure failure_of(const model::Run& run) {
  return only(run).failure.value_or(Failure{.kind = Failure::Kind::Skipped, .message = "none"});
}

std::vector<double> samples(const model::Run& run, std::string_view metric) {
  const auto* series = only(run).find(metric);
  return series == nullptr ? std::vector<double>{} : series->samples;
}

TEST(DrivenSuite, RunsOneBenchmarkAtATime) {
  auto suite = started(suite_of(AGENT_BENCH));
  for (const std::string name :
       {"agent/spin/100", "agent/spin/10", "agent/odd name (a|b) [x] {2} \\d $^.*+?"}) {
    const auto run = suite.run(name, kShort);
    EXPECT_EQ(only(run).name, name);
    EXPECT_EQ(only(run).suite, "suite");
    EXPECT_FALSE(only(run).failure);
    EXPECT_THAT(samples(run, "cpu_time"), SizeIs(1));
    EXPECT_THAT(samples(run, "rows"), ElementsAre(3));
    ASSERT_THAT(run.suites, SizeIs(1));
    EXPECT_EQ(run.suites.front().name, "suite");
  }
  EXPECT_EQ(suite.end(), "");
  EXPECT_FALSE(suite.is_running());
}

TEST(DrivenSuite, KeepsTheProcessBetweenRuns) {
  auto suite = started(suite_of(AGENT_BENCH));
  EXPECT_THAT(samples(suite.run("agent/remember/iterations:1", kShort), "calls"), ElementsAre(1));
  EXPECT_THAT(samples(suite.run("agent/remember/iterations:1", kShort), "calls"), ElementsAre(2));
}

TEST(DrivenSuite, ReportsRepetitionsAndThreads) {
  auto suite = started(suite_of(AGENT_BENCH));
  EXPECT_THAT(suite.run("agent/threaded/real_time/threads:2", kShort).benchmarks, SizeIs(1));
  EXPECT_EQ(failure_of(suite.run("agent/skipped", kShort)).message, "no such table");
  EXPECT_TRUE(suite.is_running());
}

TEST(DrivenSuite, ExactIterationsWhereTheLibraryHasThem) {
  auto suite = started(suite_of(AGENT_BENCH));
  const auto run = suite.run("agent/spin/10", Iterations{7});
  if (suite.has_fixed_iterations()) {
    EXPECT_FALSE(only(run).failure);
  } else {
    EXPECT_THAT(failure_of(run).message, HasSubstr("cannot be told a number of iterations"));
  }
  EXPECT_TRUE(suite.is_running());
}

TEST(DrivenSuite, AnUnknownBenchmarkIsAFailure) {
  auto suite = started(suite_of(AGENT_BENCH));
  EXPECT_EQ(failure_of(suite.run("agent/spin", kShort)).message,
            "there is no benchmark agent/spin");
  EXPECT_THAT(failure_of(suite.run("a\nb", kShort)).message, HasSubstr("several lines"));
  EXPECT_TRUE(suite.is_running());
}

TEST(DrivenSuite, AnOrdinaryBenchmarkIsNoAgentAndMeasuresNothing) {
  const auto why = refused(suite_of(PLAIN_BENCH));
  EXPECT_EQ(why.reason, Reason::NoAgent);
  EXPECT_EQ(why.message, "suite suite is not linked with bench_main");
}

TEST(DrivenSuite, WhatCannotBeStarted) {
  auto suite = suite_of(AGENT_BENCH);
  suite.command.emplace_back("--nonsense");
  EXPECT_EQ(refused(suite).reason, Reason::Failed);
  EXPECT_THAT(refused(suite).message, HasSubstr("exited with status 1 (it said: "));
  EXPECT_THROW(static_cast<void>(DrivenSuite::start(suite_of("/no/such/file"), {})), UsageError);
  auto lacking = suite_of(FAKE_BENCH);
  lacking.environment = {{"FAKE_BENCH", "list=4"}};
  EXPECT_EQ(refused(lacking).reason, Reason::LacksEnvironment);
}

TEST(DrivenSuite, ACrashEndsItAndIsAFailure) {
  auto suite = started(suite_of(ACCIDENT_BENCH));
  const auto failure = failure_of(suite.run("agent/crash", kShort));
  EXPECT_EQ(failure.kind, Failure::Kind::Killed);
  EXPECT_THAT(failure.message, AllOf(HasSubstr("signal 11"), HasSubstr("about to crash")));
  EXPECT_FALSE(suite.is_running());
  EXPECT_THAT(failure_of(suite.run("agent/spin/10", kShort)).message, HasSubstr("before"));
  EXPECT_THAT(suite.end(), HasSubstr("signal 11"));
}

TEST(DrivenSuite, LeavingInTheMiddleIsAFailure) {
  auto suite = started(suite_of(ACCIDENT_BENCH));
  const auto failure = failure_of(suite.run("agent/leave", kShort));
  EXPECT_EQ(failure.kind, Failure::Kind::Errored);
  EXPECT_THAT(failure.message, HasSubstr("exited with status 3"));
  EXPECT_FALSE(suite.is_running());
}

TEST(DrivenSuite, WhatHangsIsEnded) {
  auto suite = started(suite_of(ACCIDENT_BENCH));
  const auto failure = failure_of(suite.run("agent/hang", kShort, Seconds{0.3}));
  EXPECT_EQ(failure.kind, Failure::Kind::TimedOut);
  EXPECT_THAT(failure.message, HasSubstr("no answer for 0.3 s, it hangs"));
  EXPECT_FALSE(suite.is_running());
}

TEST(DrivenSuite, ASuiteThatNeverSaysHelloIsEnded) {
  auto suite = rogue("|");
  suite.row_time_limit = Seconds{0.3};
  EXPECT_EQ(refused(suite).reason, Reason::Failed);
  EXPECT_THAT(refused(suite).message, HasSubstr("it hangs"));
}

struct Rogue {
  std::string script;
  std::string message;
};

void PrintTo(const Rogue& rogue, std::ostream* out) {
  *out << rogue.script;
}

class RogueGreeting : public testing::TestWithParam<Rogue> {};

TEST_P(RogueGreeting, IsRefused) {
  EXPECT_THAT(refused(rogue(GetParam().script)).message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(Greetings, RogueGreeting,
                         testing::Values(Rogue{"hello\\n", "another protocol"},
                                         Rogue{"benchgate-agent\\n", "another protocol"},
                                         Rogue{"benchgate-agent 2\\n", "another protocol"},
                                         Rogue{"benchgate-agent 1.5\\n", "another protocol"},
                                         Rogue{"benchgate-agent -1\\n", "another protocol"},
                                         Rogue{"\\n", "another protocol"},
                                         Rogue{"#", "a line without an end"}));

class RogueAnswer : public testing::TestWithParam<Rogue> {};

TEST_P(RogueAnswer, IsAFailure) {
  auto suite = started(rogue("benchgate-agent 1 benchmark=9 more=x\\n" + GetParam().script));
  EXPECT_EQ(suite.library_version(), "9");
  EXPECT_THAT(failure_of(suite.run("a", kShort)).message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Answers, RogueAnswer,
    testing::Values(
        Rogue{"|what?\\n", "not an answer"}, Rogue{"|\\n", "not an answer"},
        Rogue{"|ok -1\\n", "impossible length"}, Rogue{"|ok 1x\\nabc", "impossible length"},
        Rogue{"|ok 99999999999999999999\\n", "impossible length"},
        Rogue{"|ok 67108865\\n", "impossible length"}, Rogue{"|ok \\n", "impossible length"},
        Rogue{"|#", "a line without an end"}, Rogue{"|ok 0\\n", "cannot be read"},
        Rogue{"|ok 2\\n{}", "cannot be read"}, Rogue{"|ok 9\\nnot JSON.", "cannot be read"},
        Rogue{"|ok 33\\n{\"context\": {}, \"benchmarks\": []}", "no row of it"},
        Rogue{"|error it broke\\n", "it broke"}, Rogue{"|unavailable no server\\n", "no server"}));

TEST(DrivenSuite, WhatIsSaidWithoutBeingAskedEndsIt) {
  auto suite = started(rogue("benchgate-agent 1\\n|error a\\nerror b\\n|error c\\n"));
  EXPECT_EQ(failure_of(suite.run("x", kShort)).message, "a");
  // Else what is said unasked could pass for the answer to the next command.
  EXPECT_THAT(failure_of(suite.run("x", kShort)).message, HasSubstr("without being asked"));
  EXPECT_FALSE(suite.is_running());
}

TEST(DrivenSuite, WhatIsSaidWithoutBeingAskedBetweenTwoCommandsEndsItToo) {
  const TemporaryFolder folder;
  const auto said = folder.path() / "said";
  auto rogue_suite = rogue("benchgate-agent 1\\n|error a\\n@error b\\n!|error c\\n");
  rogue_suite.environment.emplace_back("ROGUE_FOLDER", folder.path().string());
  auto suite = started(rogue_suite);
  EXPECT_EQ(failure_of(suite.run("x", kShort)).message, "a");
  std::ofstream(folder.path() / "go");
  ASSERT_TRUE(test_support::eventually([&] { return std::filesystem::exists(said); }));
  EXPECT_THAT(failure_of(suite.run("x", kShort)).message, HasSubstr("without being asked"));
  EXPECT_FALSE(suite.is_running());
}

TEST(DrivenSuite, AnAnswerThatBreaksOffIsWaitedForAndNoLonger) {
  auto suite = started(rogue("benchgate-agent 1\\n|ok 100\\n{\"con"));
  EXPECT_EQ(failure_of(suite.run("a", kShort, Seconds{0.2})).kind, Failure::Kind::TimedOut);
}

TEST(DrivenSuite, AMachineThatLacksSomethingIsAProblemOfTheRun) {
  auto suite = started(rogue("benchgate-agent 1\\n|unavailable no server\\n"));
  const auto run = suite.run("a", kShort);
  ASSERT_THAT(run.diagnostics, SizeIs(1));
  EXPECT_EQ(run.diagnostics.front().code, "suite-failed");
  EXPECT_EQ(run.diagnostics.front().message, "suite suite: no server");
  EXPECT_TRUE(suite.is_running());
}

TEST(DrivenSuite, LeavesNoFilesBehind) {
  const TemporaryFolder folder;
  {
    auto suite = started(suite_of(AGENT_BENCH), {.scratch_folder = folder.path()});
    EXPECT_FALSE(std::filesystem::is_empty(folder.path()));
    static_cast<void>(suite.end());
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(DrivenSuite, AFolderTooDeepForASocketDoesNotMatter) {
  const TemporaryFolder folder;
  const auto deep = folder.path() / std::string(100, 'd') / std::string(100, 'e');
  std::filesystem::create_directories(deep);
  auto suite = started(suite_of(AGENT_BENCH), {.scratch_folder = deep});
  EXPECT_FALSE(only(suite.run("agent/spin/10", kShort)).failure);
}

}  // namespace
}  // namespace benchgate::measure
