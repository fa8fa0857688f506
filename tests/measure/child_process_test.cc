#include "benchgate/measure/child_process.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/interrupt.h"
#include "measure/processes.h"
#include "support/temporary_folder.h"
#include "support/waiting.h"

namespace benchgate::measure {
namespace {

using test_support::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Longer than anything takes that ends by itself.
constexpr Seconds kLong{120};

/// With little time to end when asked to.
ChildOptions shell(const std::string& script) {
  return {.command = {"/bin/sh", "-c", script}, .grace = Seconds{0.15}};
}

/// What a child that says "ready" and then never ends came to when it was stopped.
ChildResult stopped_when_ready(ChildOptions options) {
  bool is_ready = false;
  options.on_stdout = [&](std::string_view) { is_ready = true; };
  Child child(options);
  while (!is_ready && !child.wait(Seconds{0.01})) {
  }
  child.stop();
  while (!child.wait(Seconds{1})) {
  }
  return child.result();
}

TEST(Child, ReportsOutputsAndExitStatus) {
  const auto result = run_child(shell("echo out; echo err >&2; exit 3"));
  EXPECT_EQ(result.end, ChildEnd::Exited);
  EXPECT_EQ(result.exit_status, 3);
  EXPECT_EQ(result.signal, std::nullopt);
  EXPECT_EQ(result.standard_output.text, "out\n");
  EXPECT_EQ(result.standard_error.text, "err\n");
  EXPECT_TRUE(result.standard_output.is_complete);
  EXPECT_EQ(describe_end(result), "exited with status 3");
}

TEST(Child, ReportsTheSignalThatEndedIt) {
  const auto result = run_child(shell("kill -SEGV $$"));
  EXPECT_EQ(result.end, ChildEnd::Signalled);
  EXPECT_EQ(result.signal, SIGSEGV);
  EXPECT_EQ(describe_end(result), "was killed by signal 11 (Segmentation fault)");
}

TEST(Child, MeasuresWallCpuAndMemory) {
  const auto result = run_child(shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"));
  EXPECT_GT(result.cpu_time.count(), 1e5);
  EXPECT_GE(result.wall_time.count(), 1e5);
  EXPECT_GT(result.peak_memory_bytes, 100'000u);
}

TEST(Child, GetsAdditionsToTheEnvironmentAndAFolder) {
  const TemporaryFolder folder;
  auto options = shell("echo $ADDED-$HOME; pwd -P; cat; echo end-of-input");
  options.environment = {{"ADDED", "yes"}, {"HOME", "/over"}};
  options.working_directory = folder.path();
  const auto real = std::filesystem::canonical(folder.path()).string();
  EXPECT_EQ(run_child(options).standard_output.text, "yes-/over\n" + real + "\nend-of-input\n");
}

TEST(Child, KnowsNoneOfOurOpenFiles) {
  const int leaked = ::dup(STDIN_FILENO);  // not close-on-exec
  auto options = shell("ls /proc/self/fd | tr '\\n' ' '");
  const auto result = run_child(options);
  ::close(leaked);
  EXPECT_EQ(result.standard_output.text, "0 1 2 3 ");  // 3: ls reading the folder
}

TEST(Child, PassesItsOutputOnWhileItRuns) {
  const TemporaryFolder folder;
  // It ends only when what it printed has been seen.
  auto options = shell("echo row; while [ ! -e seen ]; do sleep 0.01; done; echo last");
  options.working_directory = folder.path();
  options.time_limit = kLong;
  std::string seen;
  options.on_stdout = [&](std::string_view piece) {
    seen += piece;
    std::ofstream(folder.path() / "seen");
  };
  EXPECT_EQ(run_child(options).end, ChildEnd::Exited);
  EXPECT_EQ(seen, "row\nlast\n");
}

TEST(Child, RunsOnTheCpusThatItIsGiven) {
  auto options = shell("grep Cpus_allowed_list /proc/self/status");
  options.cpus = {0};
  EXPECT_EQ(run_child(options).standard_output.text, "Cpus_allowed_list:\t0\n");
  options.cpus = {1000};
  EXPECT_THROW(static_cast<void>(run_child(options)), EnvironmentError);
  options.cpus = {-1};
  EXPECT_THROW(static_cast<void>(run_child(options)), UsageError);
}

TEST(Child, IsEndedAtItsTimeLimit) {
  auto options = shell("exec sleep 600");
  options.time_limit = Seconds{0.2};
  options.grace = kLong;
  const auto result = run_child(options);
  EXPECT_EQ(result.end, ChildEnd::TimedOut);
  EXPECT_EQ(result.signal, SIGTERM);
  EXPECT_THAT(describe_end(result), StartsWith("was ended after "));
}

TEST(Child, IsKilledAtItsTimeLimitWhereItIgnoresTheRequestToEnd) {
  // It may have no time to say that it ignores the request.
  EXPECT_TRUE(test_support::given_time(Seconds{0.2}, [](Seconds limit) {
    auto options = shell("trap '' TERM; while :; do sleep 0.05; done");
    options.time_limit = limit;
    const auto result = run_child(options);
    EXPECT_EQ(result.end, ChildEnd::TimedOut);
    return result.signal == SIGKILL;
  }));
}

TEST(Child, IsKilledWhereItIgnoresTheRequestToEnd) {
  const auto result =
      stopped_when_ready(shell("trap '' TERM; echo ready; while :; do sleep 0.05; done"));
  EXPECT_EQ(result.end, ChildEnd::Stopped);
  EXPECT_EQ(result.signal, SIGKILL);
}

TEST(Child, MayCleanUpWhenAskedToEnd) {
  auto options =
      shell("trap 'echo cleaned; exit 0' TERM; echo ready; while :; do sleep 0.01; done");
  options.grace = kLong;
  const auto result = stopped_when_ready(options);
  EXPECT_EQ(result.end, ChildEnd::Stopped);
  EXPECT_EQ(result.standard_output.text, "ready\ncleaned\n");
}

TEST(Child, CanBeStopped) {
  Child child(shell("sleep 600"));
  EXPECT_FALSE(child.wait(Seconds{0.05}));
  child.stop();
  EXPECT_TRUE(child.wait(kLong));
  EXPECT_EQ(child.result().end, ChildEnd::Stopped);
}

TEST(Child, EndsWithItsOwner) {
  const TemporaryFolder folder;
  auto options = shell("echo $$ > pid; exec sleep 600");
  options.working_directory = folder.path();
  {
    const Child child(options);
    ASSERT_NE(test_support::wait_for_pid(folder.path() / "pid"), 0);
  }
  EXPECT_TRUE(test_support::is_gone(test_support::wait_for_pid(folder.path() / "pid")));
}

TEST(Child, StopsOnInterruptAndSaysSo) {
  const InterruptHandler handler;
  Child child(shell("sleep 600"));
  ::raise(SIGINT);
  EXPECT_EQ(interrupts_received(), 1);
  EXPECT_TRUE(child.wait(kLong));
  EXPECT_EQ(child.result().end, ChildEnd::Interrupted);
}

TEST(Child, IsKilledAtTheSecondInterrupt) {
  const InterruptHandler handler;
  auto options = shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
  options.grace = Seconds{600};
  bool ready = false;
  options.on_stdout = [&](std::string_view) { ready = true; };
  Child child(options);
  while (!ready) ASSERT_FALSE(child.wait(Seconds{0.01}));
  ::raise(SIGTERM);
  EXPECT_FALSE(child.wait(Seconds{0.1}));
  ::raise(SIGTERM);
  EXPECT_TRUE(child.wait(kLong));
  EXPECT_EQ(child.result().signal, SIGKILL);
}

TEST(Child, LetsWhatItStartedCleanUpWhereItIsKilled) {
  const TemporaryFolder folder;
  // As the guardian of a suite's server does: it ignores requests and waits for the suite's end.
  auto options = shell(
      "touch data; owner=$$; setsid sh -c \"trap '' TERM; echo \\$\\$ > pid; "
      "while [ -e /proc/$owner ]; do sleep 0.01; done; rm data\" & exec sleep 60");
  options.working_directory = folder.path();
  {
    const Child child(options);  // killed at the end
    ASSERT_NE(test_support::wait_for_pid(folder.path() / "pid"), 0);
  }
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "data"));
}

TEST(InterruptHandler, GivesTheSignalsBack) {
  {
    const InterruptHandler handler;
    ::raise(SIGINT);
  }
  EXPECT_EQ(interrupts_received(), 0);
  struct sigaction now {};
  ::sigaction(SIGINT, nullptr, &now);
  EXPECT_EQ(now.sa_handler, SIG_DFL);
}

// What each of these leaves behind, it must not.
class Leftovers : public ::testing::TestWithParam<const char*> {};

TEST_P(Leftovers, AreGoneWhenTheChildIs) {
  const TemporaryFolder folder;
  auto options = shell(std::string(GetParam()) + "\nwhile [ ! -s pid ]; do sleep 0.01; done");
  options.working_directory = folder.path();
  EXPECT_EQ(run_child(options).end, ChildEnd::Exited);
  const pid_t pid = test_support::wait_for_pid(folder.path() / "pid");
  ASSERT_NE(pid, 0);
  EXPECT_TRUE(test_support::is_gone(pid));
}

INSTANTIATE_TEST_SUITE_P(
    Of, Leftovers,
    ::testing::Values("sh -c 'echo $$ > pid; exec sleep 600' &",
                      "sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 1; done' &",
                      "setsid sh -c 'echo $$ > pid; exec sleep 600' &",
                      "setsid sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 1; done' &",
                      "(setsid sh -c 'sh -c \"echo \\$\\$ > pid; exec sleep 600\" & wait' &) &"));

TEST(Child, IsGoneWhenItsOwnerWasKilled) {
  const TemporaryFolder folder;
  const pid_t owner = ::fork();
  if (owner == 0) {
    auto options = shell("setsid sh -c 'echo $$ > pid; exec sleep 600' & wait");
    options.working_directory = folder.path();
    static_cast<void>(run_child(options));
    ::_exit(0);
  }
  const pid_t pid = test_support::wait_for_pid(folder.path() / "pid");
  ::kill(owner, SIGKILL);
  ::waitpid(owner, nullptr, 0);
  ASSERT_NE(pid, 0);
  EXPECT_TRUE(test_support::is_gone_soon(pid));
}

TEST(Child, OfManyWordsCostsLittleMemory) {
  auto options = shell("head -c 100000000 /dev/zero | tr '\\0' x; head -c 100000000 /dev/zero >&2");
  const auto result = run_child(options);
  EXPECT_EQ(result.standard_output.bytes, 100'000'000u);
  EXPECT_EQ(result.standard_error.bytes, 100'000'000u);
  EXPECT_FALSE(result.standard_output.is_complete);
  EXPECT_LT(result.standard_output.text.size(), 140'000u);
  EXPECT_THAT(result.standard_output.text, HasSubstr("bytes left out"));
}

TEST(Child, WithAnOutputThatNobodyEndsStillEnds) {
  auto options = shell("yes");
  options.time_limit = Seconds{0.2};
  EXPECT_EQ(run_child(options).end, ChildEnd::TimedOut);
}

struct Refused {
  const char* name;
  const char* content;
  mode_t mode;
  const char* message;
};

class Refusals : public ::testing::TestWithParam<Refused> {};

TEST_P(Refusals, SayWhatToDo) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "program";
  std::ofstream(path) << GetParam().content;
  ::chmod(path.c_str(), GetParam().mode);
  try {
    static_cast<void>(run_child({.command = {path.string()}}));
    FAIL() << "was started";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr(GetParam().message));
    EXPECT_THAT(error.what(), HasSubstr(path.string()));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Of, Refusals,
    ::testing::Values(Refused{"NotExecutable", "#!/bin/sh\n", 0644, "chmod +x"},
                      Refused{"NoInterpreter", "echo hello\n", 0755, "#!/bin/sh"},
                      Refused{"MissingInterpreter", "#!/no/such/shell\n", 0755, "not installed"},
                      Refused{"Empty", "", 0755, "not a program for this machine"}),
    [](const auto& param) { return param.param.name; });

TEST(FindProgram, RefusesWhatIsNotThere) {
  const TemporaryFolder folder;
  EXPECT_THROW(static_cast<void>(find_program("")), UsageError);
  EXPECT_THROW(static_cast<void>(find_program("no-such-program-here")), UsageError);
  EXPECT_THROW(static_cast<void>(find_program("./no/such/file")), UsageError);
  EXPECT_THROW(static_cast<void>(find_program(folder.path().string() + "/")), UsageError);
  EXPECT_THROW(static_cast<void>(run_child({.command = {}})), UsageError);
  EXPECT_THROW(static_cast<void>(run_child(
                   {.command = {"/bin/true"}, .working_directory = folder.path() / "missing"})),
               UsageError);
}

TEST(Child, SeveralAreReadAtOnce) {
  // Each fills its pipes and then waits for a word that only the other one's end brings.
  const TemporaryFolder folder;
  const auto script = [&](const std::string& mine, const std::string& other) {
    return shell("cd " + folder.path().string() + "; head -c 3000000 /dev/zero; touch " + mine +
                 "; until [ -e " + other + " ]; do sleep 0.01; done; head -c 3000000 /dev/zero");
  };
  Child one(script("one", "two"));
  Child two(script("two", "one"));
  const std::array<Child*, 2> both{&one, &two};
  EXPECT_TRUE(wait_for_all(both, kLong));
  for (auto* child : both) {
    const auto result = child->result();
    EXPECT_EQ(result.exit_status, 0);
    EXPECT_EQ(result.standard_output.bytes, 6'000'000u);
  }
  EXPECT_TRUE(wait_for_all({}, Seconds{0}));
}

TEST(Child, SeveralEachHaveTheirLimits) {
  auto limited = shell("sleep 600");
  limited.time_limit = Seconds{0.1};
  Child one(limited);
  Child two(shell("exit 3"));
  const std::array<Child*, 2> both{&one, &two};
  EXPECT_TRUE(wait_for_all(both, kLong));
  EXPECT_EQ(one.result().end, ChildEnd::TimedOut);
  EXPECT_EQ(two.result().exit_status, 3);
}

TEST(Child, ManyThreadsMayHaveChildren) {
  std::vector<std::jthread> threads;
  std::array<int, 4> right{};
  for (std::size_t i = 0; i < right.size(); ++i) {
    threads.emplace_back([i, &right] {
      for (int n = 0; n < 15; ++n) {
        const auto word = std::to_string(i) + "." + std::to_string(n);
        const auto result = run_child(shell("echo " + word + "; exit " + std::to_string(n)));
        right[i] += result.exit_status == n && result.standard_output.text == word + "\n";
      }
    });
  }
  threads.clear();
  EXPECT_EQ(right, (std::array{15, 15, 15, 15}));
}

TEST(FindProgram, LooksInPath) {
  EXPECT_TRUE(find_program("sh").is_absolute());
  EXPECT_EQ(find_program("sh").filename(), "sh");
}

// How long it had to wait for a core does not count, so that the machine may be busy.
TEST(Child, TellsWhetherItSlept) {
  const auto asleep = run_child({.command = {"/bin/sleep", "0.5"}});
  if (!asleep.asleep) GTEST_SKIP() << "the system keeps no accounts of its threads";
  EXPECT_GE(asleep.asleep->count(), 0.49e9);
  ASSERT_TRUE(asleep.kept_waiting);
  EXPECT_LE(*asleep.asleep + *asleep.kept_waiting, asleep.wall_time);
  // Whoever looks may come late: that counts as sleep, and grows with the load.
  EXPECT_TRUE(test_support::eventually([] {
    const auto working = run_child(shell("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"));
    return working.asleep_share().value_or(1) < 0.5;
  }));
}

}  // namespace
}  // namespace benchgate::measure
