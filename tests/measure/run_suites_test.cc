#include "benchgate/measure/run_suites.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/model/core_time.h"
#include "measure/processes.h"
#include "support/temporary_folder.h"
#include "support/waiting.h"

namespace benchgate::measure {
namespace {

using model::Failure;
using test_support::given_time;
using test_support::TemporaryFolder;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

SuiteToRun fake(const std::string& scenario, const std::string& name = "fake") {
  return {.name = name,
          .command = {FAKE_BENCH},
          .environment = {{"FAKE_BENCH", scenario}},
          .row_time_limit = Seconds{120},
          .grace = Seconds{0.1}};
}

RunResult run(std::vector<SuiteToRun> suites, int restarts = 2, const RunObserver& observer = {}) {
  return run_suites(
      {.suites = std::move(suites), .restarts = restarts, .checkpoint_interval = Seconds{0}},
      observer);
}

const model::Benchmark& benchmark(const model::Run& run, const std::string& name,
                                  const std::string& suite = "fake") {
  static const model::Benchmark none{};
  for (const auto& candidate : run.benchmarks) {
    if (candidate.name == name && candidate.suite == suite) return candidate;
  }
  ADD_FAILURE() << name << " is not in the run";
  return none;
}

std::vector<double> samples(const model::Run& run, const std::string& name,
                            const std::string& metric = "cpu_time",
                            const std::string& suite = "fake") {
  const auto* series = benchmark(run, name, suite).find(metric);
  return series == nullptr ? std::vector<double>{} : series->samples;
}

std::vector<std::string> problems(const model::Run& run) {
  std::vector<std::string> codes;
  for (const auto& diagnostic : run.diagnostics) {
    if (diagnostic.level == model::DiagnosticLevel::Problem) codes.push_back(diagnostic.code);
  }
  return codes;
}

TEST(RunSuites, WritesDownHowLongItsProcessesRanAndWaitedForACore) {
  const auto result = run({fake("")}, 3);
  const auto time = model::core_time(result.run.suites.front().environment);
  if (!time) GTEST_SKIP() << "the system keeps no accounts of its threads";
  EXPECT_GT(time->ran_seconds + time->kept_waiting_seconds, 0);
  ASSERT_TRUE(time->machine);
  EXPECT_LE(time->machine->others_seconds, time->machine->all_seconds);
}

TEST(RunSuites, TakesOneSampleOfEveryBenchmarkPerProcess) {
  const auto result = run({fake("")}, 3);
  EXPECT_THAT(result.failures, IsEmpty());
  EXPECT_THAT(result.run.diagnostics, IsEmpty());
  ASSERT_EQ(result.run.benchmarks.size(), 6u);
  EXPECT_THAT(samples(result.run, "fake/alpha"), ElementsAre(100, 100, 100));
  EXPECT_THAT(samples(result.run, "fake/wait/real_time", "real_time"), ElementsAre(1e6, 1e6, 1e6));
  EXPECT_THAT(samples(result.run, "fake/alpha", "allocs_per_iter"), ElementsAre(3, 3, 3));
  EXPECT_THAT(benchmark(result.run, "fake/alpha").find("cpu_time")->processes,
              ElementsAre(0, 1, 2));
  EXPECT_FALSE(result.interrupted);
}

TEST(RunSuites, GivesEveryProcessItsNumber) {
  // fake_bench draws its noise from BENCHGATE_PROCESS: three different values, twice the same.
  const auto once = samples(run({fake("noise=0.03")}, 3).run, "fake/alpha");
  const auto again = samples(run({fake("noise=0.03")}, 3).run, "fake/alpha");
  EXPECT_EQ(once, again);
  EXPECT_EQ(std::set<double>(once.begin(), once.end()).size(), 3u);
  for (const double value : once) EXPECT_NEAR(std::log(value / 100), 0, 0.15);
}

TEST(RunSuites, PassesMinTimeAsEveryVersionReadsIt) {
  auto suite = fake("");
  suite.min_time = Seconds{0.05};
  const auto result = run({suite}, 1);
  ASSERT_THAT(result.failures, IsEmpty());
  EXPECT_EQ(result.run.suites.front().environment.find("fake_min_time"), "0.05");
}

TEST(RunSuites, KeepsTheSuitesContextBesideItsProvenance) {
  auto suite = fake("dataset=cafe");
  suite.provenance.fields = {{"commit", "abc"}, {"num_cpus", "7"}, {"compiler", "guessed"}};
  const auto result = run({suite}, 2);
  const auto& environment = result.run.suites.front().environment;
  EXPECT_EQ(environment.find("commit"), "abc");
  EXPECT_EQ(environment.find("num_cpus"), "7");
  EXPECT_EQ(environment.find("dataset_hash"), "cafe");
  EXPECT_EQ(environment.find("compiler"), "Fake C++ 1.0");
}

TEST(RunSuites, InterleavesTheSuites) {
  std::vector<std::string> order;
  const RunObserver observer{.on_progress = [&](const Progress& progress) {
    if (order.empty() || order.back() != progress.suite) order.push_back(progress.suite);
  }};
  auto once = fake("", "third");
  once.restarts = 1;
  static_cast<void>(run({fake("", "first"), fake("", "second"), once}, 2, observer));
  EXPECT_THAT(order, ElementsAre("first", "second", "third", "first", "second"));
}

TEST(RunSuites, MeasuresARealGoogleBenchmark) {
  const auto result = run({{.name = "real", .command = {REAL_BENCH}, .min_time = Seconds{0.001}}});
  EXPECT_THAT(result.failures, IsEmpty());
  ASSERT_EQ(result.run.benchmarks.size(), 7u);
  EXPECT_EQ(samples(result.run, "real/spin/10", "cpu_time", "real").size(), 2u);
  EXPECT_EQ(samples(result.run, "real/repeated/repeats:3", "cpu_time", "real").size(), 6u);
  EXPECT_THAT(benchmark(result.run, "real/repeated/repeats:3", "real").find("cpu_time")->processes,
              ElementsAre(0, 0, 0, 1, 1, 1));
  EXPECT_THAT(samples(result.run, "real/waiting/real_time", "rows", "real"), ElementsAre(3, 3));
  EXPECT_EQ(benchmark(result.run, "real/waiting/real_time", "real").label, "a \"label\"");
  const auto& skipped = benchmark(result.run, "real/skipped", "real");
  ASSERT_TRUE(skipped.failure);
  EXPECT_EQ(skipped.failure->kind, Failure::Kind::Errored);
  EXPECT_THAT(skipped.failure->message, HasSubstr("no such table"));
  EXPECT_EQ(skipped.find("cpu_time"), nullptr);
}

TEST(RunSuites, ACrashCostsOneRow) {
  const auto result = run({fake("crash=fake/delta.+x")}, 2);
  EXPECT_THAT(result.failures, IsEmpty());
  const auto& crashed = benchmark(result.run, "fake/delta.+x");
  ASSERT_TRUE(crashed.failure);
  EXPECT_EQ(crashed.failure->kind, Failure::Kind::Killed);
  EXPECT_THAT(crashed.failure->message,
              AllOf(HasSubstr("signal 11"), HasSubstr("about to crash in fake/delta.+x")));
  EXPECT_THAT(crashed.metrics, IsEmpty());
  ASSERT_EQ(result.run.benchmarks.size(), 6u);
  for (const auto& other : result.run.benchmarks) {
    if (other.name == "fake/delta.+x") continue;
    EXPECT_FALSE(other.failure) << other.name;
    ASSERT_NE(other.find("cpu_time"), nullptr) << other.name;
    EXPECT_THAT(other.find("cpu_time")->processes, ElementsAre(0, 1)) << other.name;
  }
}

TEST(RunSuites, ACrashOfTheFirstBenchmarkCostsOneRowToo) {
  const auto result = run({fake("crash=fake/alpha")}, 1);
  EXPECT_THAT(result.failures, IsEmpty());
  EXPECT_EQ(benchmark(result.run, "fake/alpha").failure->kind, Failure::Kind::Killed);
  EXPECT_EQ(samples(result.run, "fake/beta/rows:1000").size(), 1u);
}

TEST(RunSuites, AHangCostsOneRow) {
  auto suite = fake("hang=fake/beta/rows:1000");
  RunResult result;
  ASSERT_TRUE(given_time(Seconds{0.7}, [&](Seconds limit) {
    suite.row_time_limit = limit;
    result = run({suite}, 2);
    return samples(result.run, "fake/alpha").size() == 2 &&
           samples(result.run, "fake/zeta/threads:2").size() == 2;
  }));
  const auto& hung = benchmark(result.run, "fake/beta/rows:1000");
  ASSERT_TRUE(hung.failure);
  EXPECT_EQ(hung.failure->kind, Failure::Kind::TimedOut);
  EXPECT_THAT(hung.failure->message,
              AllOf(HasSubstr("it hangs"), HasSubstr("about to hang in fake/beta")));
}

TEST(RunSuites, AProcessBeyondItsTimeLimitCostsTheRowItWasAt) {
  EXPECT_TRUE(given_time(Seconds{0.6}, [](Seconds limit) {
    // Each row takes a quarter of it, and there are six.
    auto suite = fake("delay=" + std::to_string(std::lround(limit.count() * 250)));
    suite.time_limit = limit;
    const auto result = run({suite}, 1);
    const auto timed_out = std::ranges::count_if(result.run.benchmarks, [](const auto& each) {
      return each.failure && each.failure->kind == Failure::Kind::TimedOut;
    });
    EXPECT_EQ(result.run.benchmarks.size(), 6u);
    EXPECT_GE(timed_out, 1);
    return timed_out < 6;
  }));
}

TEST(RunSuites, EndsWhenItsTimeIsOverAndSaysWhatThatLeavesOut) {
  auto hangs = fake("hang=fake/gamma<int,4>");
  hangs.row_time_limit.reset();
  RunResult result;
  ASSERT_TRUE(given_time(Seconds{1}, [&](Seconds limit) {
    result = run_suites({.suites = {hangs}, .restarts = 3, .time_limit = limit}, {});
    return samples(result.run, "fake/alpha").size() == 1;
  }));
  EXPECT_THAT(samples(result.run, "fake/alpha"), ElementsAre(100));
  for (const char* name : {"fake/gamma<int,4>", "fake/zeta/threads:2"}) {
    const auto& left_out = benchmark(result.run, name);
    ASSERT_TRUE(left_out.failure) << name;
    EXPECT_EQ(left_out.failure->kind, Failure::Kind::NotMeasured);
    EXPECT_THAT(left_out.failure->message, HasSubstr("time for measuring was over")) << name;
  }
  ASSERT_EQ(result.run.diagnostics.size(), 1u);
  EXPECT_EQ(result.run.diagnostics[0].code, "time-over");
  EXPECT_THAT(result.run.diagnostics[0].message, HasSubstr("0 of 3 times"));
}

TEST(RunSuites, AnExitMidwayCostsOneRow) {
  const auto result = run({fake("quit:fake/beta/rows:1000=3")}, 1);
  const auto& quit = benchmark(result.run, "fake/beta/rows:1000");
  ASSERT_TRUE(quit.failure);
  EXPECT_EQ(quit.failure->kind, Failure::Kind::Errored);
  EXPECT_THAT(quit.failure->message, AllOf(HasSubstr("status 3"), HasSubstr("giving up in fake")));
  EXPECT_EQ(samples(result.run, "fake/zeta/threads:2").size(), 1u);
}

TEST(RunSuites, ABenchmarkThatNeverReportsIsAFailure) {
  const auto result = run({fake("missing=fake/alpha")}, 1);
  ASSERT_TRUE(benchmark(result.run, "fake/alpha").failure);
  EXPECT_THAT(benchmark(result.run, "fake/alpha").failure->message, HasSubstr("reported no row"));
  EXPECT_EQ(result.run.benchmarks.size(), 6u);
}

TEST(RunSuites, AnErrorInOneProcessIsAFailureOfTheBenchmark) {
  const auto result = run({fake("error=fake/alpha")}, 2);
  ASSERT_TRUE(benchmark(result.run, "fake/alpha").failure);
  EXPECT_EQ(benchmark(result.run, "fake/alpha").failure->message, "boom");
}

TEST(RunSuites, ACounterThatIsNoNumberCostsOneMetric) {
  const auto result = run({fake("nan=fake/alpha")}, 2);
  EXPECT_EQ(samples(result.run, "fake/alpha").size(), 2u);
  EXPECT_THAT(problems(result.run), ElementsAre("non-finite"));
}

TEST(RunSuites, ASuiteWithoutItsServerIsOneClearFailure) {
  const auto result = run({fake("start=4", "broken"), fake("", "fine")}, 2);
  ASSERT_EQ(result.failures.size(), 1u);
  EXPECT_EQ(result.failures[0].suite, "broken");
  EXPECT_EQ(result.failures[0].exit_code, ExitCode::Environment);
  EXPECT_THAT(result.failures[0].message,
              AllOf(HasSubstr("status 4"), HasSubstr("cannot start its server")));
  EXPECT_THAT(problems(result.run), ElementsAre("suite-failed"));
  EXPECT_EQ(result.run.benchmarks.size(), 6u);
  EXPECT_EQ(samples(result.run, "fake/alpha", "cpu_time", "fine").size(), 2u);
}

struct Broken {
  const char* name;
  const char* scenario;
  const char* message;
};

class BrokenSuites : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenSuites, FailAsAWhole) {
  const auto result = run({fake(GetParam().scenario)}, 2);
  ASSERT_EQ(result.failures.size(), 1u);
  EXPECT_THAT(result.failures[0].message, HasSubstr(GetParam().message));
  EXPECT_THAT(problems(result.run), ::testing::Contains("suite-failed"));
}

INSTANTIATE_TEST_SUITE_P(
    Of, BrokenSuites,
    ::testing::Values(Broken{"ListWithoutServer", "list=4", "cannot start its server"},
                      Broken{"Empty", "empty", "wrote no result"},
                      Broken{"Malformed", "malformed", "no row that can be read"},
                      Broken{"ExitsAtOnce", "start=1", "status 1"},
                      Broken{"ReportsNothing", "rows=1 missing=fake/alpha", "without any row"},
                      Broken{"CrashesAlways",
                             "rows=9 crash=fake/alpha crash=fake/beta/rows:1000 "
                             "crash=fake/delta.+x crash=fake/wait/real_time "
                             "missing=fake/gamma<int,4> crash=fake/zeta/threads:2 "
                             "crash=fake/row:6 crash=fake/row:7 crash=fake/row:8",
                             "given up after 5 processes"}),
    [](const auto& param) { return param.param.name; });

TEST(RunSuites, AnEndInFailureAfterTheLastRowIsAProblem) {
  const auto result = run({fake("end=3")}, 1);
  EXPECT_THAT(problems(result.run), ElementsAre("suite-end"));
  EXPECT_EQ(result.run.benchmarks.size(), 6u);
}

TEST(RunSuites, LeavesNoGrandchildBehind) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "pid";
  const auto result = run({fake("delay=5 grandchild=" + file.string())}, 1);
  EXPECT_THAT(result.failures, IsEmpty());
  const pid_t pid = test_support::wait_for_pid(file);
  ASSERT_NE(pid, 0);
  EXPECT_TRUE(test_support::is_gone(pid));
}

TEST(RunSuites, ReadsRowsOfAChattySuite) {
  const auto result = run({fake("chatty=100000000")}, 1);
  EXPECT_THAT(result.run.diagnostics, IsEmpty());
  EXPECT_EQ(result.run.benchmarks.size(), 6u);
}

TEST(RunSuites, HandsOutTheRunWhileItGrows) {
  EXPECT_TRUE(given_time(Seconds{0.11}, [](Seconds per_row) {
    std::vector<std::size_t> sizes;
    const RunObserver observer{.on_checkpoint = [&](const model::Run& so_far) {
      sizes.push_back(so_far.benchmarks.size());
    }};
    const auto delay = std::to_string(std::lround(per_row.count() * 1000));
    static_cast<void>(run({fake("delay=" + delay)}, 1, observer));
    EXPECT_TRUE(std::ranges::is_sorted(sizes));
    EXPECT_EQ(sizes.back(), 6u);
    return std::set<std::size_t>(sizes.begin(), sizes.end()).size() >= 3;
  }));
}

TEST(RunSuites, TellsHowFarItIs) {
  std::vector<Progress> seen;
  const RunObserver observer{.on_progress = [&](const Progress& now) { seen.push_back(now); }};
  static_cast<void>(run({fake("crash=fake/delta.+x", "a"), fake("", "b")}, 2, observer));
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.front().total, 24u);
  EXPECT_EQ(seen.back().total, 22u);
  EXPECT_EQ(seen.back().done, 22u);
  EXPECT_EQ(seen.back().remaining->count(), 0);
  EXPECT_EQ(seen.back().benchmark, "");
}

TEST(RunSuites, StopsOnInterruptAndKeepsWhatItHas) {
  const InterruptHandler handler;
  const RunObserver observer{.on_progress = [](const Progress& now) {
    if (now.done >= 2 && interrupts_received() == 0) ::raise(SIGINT);
  }};
  const auto result =
      run({fake("hang=fake/gamma<int,4> delay=10", "a"), fake("delay=60", "b")}, 3, observer);
  EXPECT_TRUE(result.interrupted);
  EXPECT_THAT(problems(result.run), ElementsAre("interrupted"));
  EXPECT_GE(result.run.benchmarks.size(), 2u);
  for (const auto& each : result.run.benchmarks) EXPECT_FALSE(each.failure) << each.name;
}

TEST(RunSuites, LetsTheObserversTroubleThrough) {
  const RunObserver observer{
      .on_checkpoint = [](const model::Run&) { throw EnvironmentError("the disk is full"); }};
  EXPECT_THROW(static_cast<void>(run({fake("delay=20")}, 1, observer)), EnvironmentError);
}

TEST(RunSuites, SaysWhenTheSuiteMeasuresSomethingElseAllOfASudden) {
  const TemporaryFolder folder;
  const auto script = folder.path() / "bench";
  std::ofstream(script) << "#!/bin/sh\nFAKE_BENCH=dataset=$BENCHGATE_PROCESS exec " FAKE_BENCH
                           " \"$@\"\n";
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  const auto result = run({{.name = "fake", .command = {script.string()}}}, 2);
  EXPECT_THAT(problems(result.run), ElementsAre("environment-changed"));
}

TEST(RunSuites, RefusesWhatMakesNoSense) {
  EXPECT_THROW(static_cast<void>(run({})), UsageError);
  EXPECT_THROW(static_cast<void>(run({fake(""), fake("")})), UsageError);
  EXPECT_THROW(static_cast<void>(run({fake("")}, 0)), UsageError);
  EXPECT_THROW(static_cast<void>(run({fake("", "")})), UsageError);
  auto suite = fake("");
  suite.min_time = Seconds{0};
  EXPECT_THROW(static_cast<void>(run({suite})), UsageError);
  suite = fake("");
  suite.filter = "nothing";
  EXPECT_THROW(static_cast<void>(run({suite})), UsageError);
  EXPECT_THROW(static_cast<void>(
                   run_suites({.suites = {fake("")}, .scratch_folder = "/no/such/folder"}, {})),
               EnvironmentError);
}

}  // namespace
}  // namespace benchgate::measure
