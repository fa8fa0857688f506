#include "benchgate/measure/lockstep.h"

#include <chrono>
#include <fstream>
#include <future>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/interrupt.h"
#include "support/temporary_folder.h"
#include "support/waiting.h"

namespace benchgate::measure {
namespace {

using model::Failure;
using test_support::TemporaryFolder;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const LockstepOptions kPatient{
    .seed = 1, .shortest_turn = Seconds{0.001}, .long_enough = Seconds{600}};

SuiteToRun suite_of(const std::string& program) {
  return {
      .name = "suite", .command = {program}, .row_time_limit = Seconds{120}, .grace = Seconds{60}};
}

SuitePair both(const std::string& base, const std::string& head) {
  return {suite_of(base), suite_of(head)};
}

const model::Benchmark& only(const model::Run& run) {
  if (run.benchmarks.size() != 1) throw std::runtime_error("not one benchmark");
  return run.benchmarks.front();
}

std::vector<double> samples(const model::Run& run, const std::string& metric) {
  const auto* series = only(run).find(metric);
  return series == nullptr ? std::vector<double>{} : series->samples;
}

std::string failure_of(const model::Run& run) {
  return only(run).failure.value_or(Failure{.message = "none"}).message;
}

/// The only one of its session.
struct Runner : private LockstepSession, public LockstepRunner {
  explicit Runner(const LockstepOptions& options) : LockstepRunner(options, *this) {}
};

std::optional<LockstepOutcome> pair_of(LockstepRunner& runner, const SuitePair& suite,
                                       const std::string& name, std::uint32_t pair = 0) {
  return runner.run({.suite = &suite, .base_name = name, .head_name = name, .pair = pair});
}

TEST(Lockstep, GivesASamplePerTurnOfOneProcess) {
  const auto suite = both(AGENT_BENCH, AGENT_BENCH);
  Runner runner(kPatient);
  const auto outcome = pair_of(runner, suite, "agent/remember/iterations:1", 3);
  ASSERT_TRUE(outcome);
  EXPECT_FALSE(outcome->is_cut_short);
  for (const auto* side : {&outcome->base, &outcome->head}) {
    // The benchmark counts its calls: the first, which warms up, is not kept.
    EXPECT_THAT(samples(*side, "calls"), ElementsAre(2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    EXPECT_THAT(only(*side).find("real_time")->processes, AllOf(SizeIs(10), Each(3)));
    ASSERT_THAT(side->suites, SizeIs(1));
    EXPECT_TRUE(side->suites[0].environment.find("num_cpus"));
  }
}

TEST(Lockstep, ProcessesStayForOtherBenchmarksAndNotForTheSame) {
  const TemporaryFolder folder;
  const auto script = folder.path() / "bench";
  const auto log = folder.path() / "starts";
  std::ofstream(script) << "#!/bin/sh\necho $BENCHGATE_PROCESS >> " << log.string()
                        << "\nexec " AGENT_BENCH " \"$@\"\n";
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  const auto starts = [&] {
    std::vector<std::string> lines;
    std::ifstream stream(log);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  };
  const auto suite = both(script.string(), script.string());
  const auto other = both(script.string(), script.string());
  Runner runner(kPatient);
  static_cast<void>(pair_of(runner, suite, "agent/spin/10"));
  static_cast<void>(pair_of(runner, suite, "agent/spin/100"));
  EXPECT_THAT(starts(), ElementsAre("0", "0"));
  static_cast<void>(pair_of(runner, suite, "agent/spin/10", 1));
  EXPECT_THAT(starts(), ElementsAre("0", "0", "1", "1"));
  static_cast<void>(pair_of(runner, other, "agent/spin/10"));
  EXPECT_THAT(starts(), ElementsAre("0", "0", "1", "1", "0", "0"));
  static_cast<void>(pair_of(runner, suite, "agent/spin/100", 1));
  EXPECT_THAT(starts(), SizeIs(8));
  runner.end();
  static_cast<void>(pair_of(runner, suite, "agent/spin/10", 2));
  EXPECT_THAT(starts(), SizeIs(10));
}

TEST(Lockstep, NeedsBothSidesToBeDriven) {
  Runner runner(kPatient);
  const auto neither = both(PLAIN_BENCH, PLAIN_BENCH);
  const auto head_only = both(PLAIN_BENCH, AGENT_BENCH);
  const auto base_only = both(AGENT_BENCH, PLAIN_BENCH);
  for (const auto* suite : {&neither, &head_only, &base_only}) {
    EXPECT_FALSE(pair_of(runner, *suite, "agent/spin/10"));
    EXPECT_FALSE(pair_of(runner, *suite, "agent/spin/10", 1));
  }
}

TEST(Lockstep, AFailureIsItsSidesAndTheNextBenchmarkGoesOn) {
  struct Case {
    const char* benchmark;
    const char* message;
  };
  for (const auto& [name, message] :
       {Case{"agent/crash", "signal 11"}, Case{"agent/leave", "status 3"},
        Case{"agent/skipped", "no such table"}}) {
    for (const bool is_head : {false, true}) {
      const SuitePair suite = both(ACCIDENT_BENCH, ACCIDENT_BENCH);
      Runner runner(kPatient);
      const auto failed = runner.run({.suite = &suite,
                                      .base_name = is_head ? "agent/spin/10" : name,
                                      .head_name = is_head ? name : "agent/spin/10"});
      ASSERT_TRUE(failed);
      EXPECT_THAT(failure_of(is_head ? failed->head : failed->base), HasSubstr(message));
      EXPECT_EQ(failure_of(is_head ? failed->base : failed->head), "none");
      const auto next = pair_of(runner, suite, "agent/spin/100");
      ASSERT_TRUE(next);
      EXPECT_THAT(samples(next->head, "real_time"), SizeIs(10)) << name;
    }
  }
}

TEST(Lockstep, AHangIsItsSidesAndTheNextBenchmarkGoesOn) {
  SuitePair suite = both(ACCIDENT_BENCH, ACCIDENT_BENCH);
  EXPECT_TRUE(test_support::given_time(Seconds{0.5}, [&](Seconds limit) {
    suite.head.row_time_limit = limit;
    Runner runner(kPatient);
    const auto failed =
        runner.run({.suite = &suite, .base_name = "agent/spin/10", .head_name = "agent/hang"});
    if (!failed || failure_of(failed->head).find("it hangs") == std::string::npos) return false;
    EXPECT_EQ(failure_of(failed->base), "none");
    const auto next = pair_of(runner, suite, "agent/spin/100");
    return next && samples(next->head, "real_time").size() == 10;
  }));
}

TEST(Lockstep, ASuiteThatLacksItsServerEndsTheSession) {
  Runner runner(kPatient);
  auto suite = both(FAKE_BENCH, AGENT_BENCH);
  suite.base.environment = {{"FAKE_BENCH", "list=4"}};
  EXPECT_THROW(static_cast<void>(pair_of(runner, suite, "agent/spin/10")), EnvironmentError);
  suite.base.command = {"/no/such/program"};
  EXPECT_THROW(static_cast<void>(pair_of(runner, suite, "agent/spin/10")), UsageError);
}

TEST(Lockstep, ASideThatCannotBeStartedAnyMoreHasAFailure) {
  const TemporaryFolder folder;
  const auto script = folder.path() / "bench";
  std::ofstream(script) << "#!/bin/sh\n[ $BENCHGATE_PROCESS = 0 ] || exit 4\n"
                        << "exec " AGENT_BENCH " \"$@\"\n";
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  const auto suite = both(AGENT_BENCH, script.string());
  Runner runner(kPatient);
  EXPECT_TRUE(pair_of(runner, suite, "agent/spin/10"));
  const auto again = pair_of(runner, suite, "agent/spin/10", 1);
  ASSERT_TRUE(again);
  EXPECT_THAT(failure_of(again->head), HasSubstr("status 4"));
  EXPECT_EQ(failure_of(again->base), "none");
}

TEST(Lockstep, ALongBenchmarkHasFewerTurns) {
  const auto suite = both(AGENT_BENCH, AGENT_BENCH);
  Runner runner({.seed = 1, .long_enough = Seconds{0}});
  const auto outcome = pair_of(runner, suite, "agent/remember/iterations:1");
  ASSERT_TRUE(outcome);
  EXPECT_THAT(samples(outcome->base, "calls"), ElementsAre(2));
  EXPECT_THAT(samples(outcome->head, "calls"), ElementsAre(2));
}

TEST(Lockstep, ASuspicionIsConfirmedWithMoreTurnsARestart) {
  const auto suite = both(AGENT_BENCH, AGENT_BENCH);
  Runner runner(kPatient);
  const auto outcome = runner.run({.suite = &suite,
                                   .base_name = "agent/spin/10",
                                   .head_name = "agent/spin/10",
                                   .stage = model::Stage::Confirming});
  ASSERT_TRUE(outcome);
  EXPECT_THAT(samples(outcome->base, "real_time"), SizeIs(24));
  EXPECT_THAT(samples(outcome->head, "real_time"), SizeIs(24));
}

class LockstepOnCores : public ::testing::Test {
 protected:
  LockstepOnCores() {
    if (!cpus.empty()) options.cpu = cpus.back();
  }
  void SetUp() override {
    if (cpus.size() < 2) GTEST_SKIP() << "needs two cores that the system lets us pin to";
  }

  std::vector<int> cpus = usable_cpus();
  LockstepOptions options = kPatient;
  SuitePair suite = both(AGENT_BENCH, AGENT_BENCH);
};

TEST_F(LockstepOnCores, WhatKeepsOneBusyRunsOnTheRunnersOwn) {
  LockstepSession session;
  auto others = options;
  others.cpu = cpus.front();
  LockstepRunner one(options, session);
  LockstepRunner other(others, session);
  const std::string name = "agent/cores/iterations:10/real_time";
  for (const std::uint32_t pair : {0U, 1U, 2U}) {
    const auto outcome = pair_of(pair == 1 ? other : one, suite, name, pair);
    ASSERT_TRUE(outcome);
    ASSERT_EQ(failure_of(outcome->base), "none");
    const int expected = pair == 1 ? cpus.front() : cpus.back();
    EXPECT_EQ(outcome->cpu, expected);
    for (const auto* side : {&outcome->base, &outcome->head}) {
      EXPECT_THAT(samples(*side, "cores"), AllOf(SizeIs(10), Each(1)));
      EXPECT_THAT(samples(*side, "first"), Each(expected));
    }
  }
}

TEST_F(LockstepOnCores, WhatKeepsSeveralBusyRunsAnywhere) {
  Runner runner(options);
  const auto all = static_cast<double>(cpus.size());
  // In one process with one that is moved to a core before and after them.
  const std::string narrow = "agent/cores/iterations:10/real_time";
  const std::string crowd = "agent/crowd/iterations:1/real_time";
  const std::string threads = "agent/cores/iterations:10/real_time/threads:2";
  for (const std::uint32_t pair : {0U, 1U}) {
    EXPECT_THAT(samples(pair_of(runner, suite, narrow, pair)->head, "cores"), Each(1));
    for (const auto& wide : {crowd, threads}) {
      const auto outcome = pair_of(runner, suite, wide, pair);
      EXPECT_EQ(outcome->cpu, std::nullopt) << wide;
      const auto& cores = samples(outcome->head, "cores");
      ASSERT_THAT(cores, SizeIs(10)) << wide;
      EXPECT_GE(cores.front(), all) << wide;
    }
  }
}

TEST_F(LockstepOnCores, WhatOneIsEnoughForRunsBesideOthersAndTheRestDoesNot) {
  LockstepSession session;
  LockstepRunner runner(options, session);
  const auto start = [&](const std::string& name) {
    return std::async(std::launch::async, [&, name] { return pair_of(runner, suite, name); });
  };
  const std::string known = "agent/spin/10";
  session.tell_fits_one_core(suite, known, true);
  std::shared_lock somebody_measures(session.machine());
  start(known).wait();
  for (const auto* alone : {"agent/spin/100", "agent/crowd/iterations:1/real_time",
                            "agent/cores/iterations:10/real_time/threads:2"}) {
    auto pair = start(alone);
    // Time to begin too early.
    EXPECT_EQ(pair.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout) << alone;
    const auto free_from = std::chrono::steady_clock::now();
    somebody_measures.unlock();
    const auto outcome = pair.get();
    ASSERT_TRUE(outcome) << alone;
    EXPECT_GE(outcome->began, free_from) << alone;
    somebody_measures.lock();
  }
  // What was found out about the first of them holds.
  ASSERT_EQ(session.fits_one_core(suite, "agent/spin/100"), true);
  EXPECT_EQ(session.fits_one_core(suite, "agent/crowd/iterations:1/real_time"), false);
  start("agent/spin/100").wait();
  somebody_measures.unlock();
}

TEST_F(LockstepOnCores, AFailureBeforeTheFirstTurnIsTold) {
  Runner runner(options);
  suite = both(ACCIDENT_BENCH, ACCIDENT_BENCH);
  const auto outcome = pair_of(runner, suite, "agent/crash");
  ASSERT_TRUE(outcome);
  EXPECT_THAT(failure_of(outcome->base), HasSubstr("signal 11"));
  EXPECT_TRUE(pair_of(runner, suite, "agent/spin/10"));
}

TEST(Lockstep, AnInterruptCutsShort) {
  const InterruptHandler handler;
  const auto suite = both(AGENT_BENCH, AGENT_BENCH);
  Runner runner(kPatient);
  ::raise(SIGINT);
  const auto outcome = pair_of(runner, suite, "agent/spin/10");
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->is_cut_short);
}

}  // namespace
}  // namespace benchgate::measure
