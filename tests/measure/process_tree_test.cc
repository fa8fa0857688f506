#include "benchgate/measure/process_tree.h"

#include <array>
#include <chrono>
#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include "benchgate/measure/measure_pairs.h"
#include "measure/processes.h"
#include "support/temporary_folder.h"
#include "support/waiting.h"

namespace benchgate::measure {
namespace {

using test_support::eventually;
using test_support::TemporaryFolder;
using test_support::wait_for_pid;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Child shell(const std::string& script) {
  return Child({.command = {"/bin/sh", "-c", script}, .grace = Seconds{0.1}});
}

std::vector<int> cores_of(pid_t process) {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  std::vector<int> cores;
  if (::sched_getaffinity(process, sizeof allowed, &allowed) != 0) return cores;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(static_cast<std::size_t>(cpu), &allowed)) cores.push_back(cpu);
  }
  return cores;
}

bool has(const Child& child, std::size_t count) {
  return eventually([&] { return processes_below(child.root_process()).size() == count; });
}

/// Nothing said: -1.
double concurrency_of(const Child& child) {
  ConcurrencyMeter meter(child.root_process());
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  return meter.most().value_or(-1);
}

// Busy loops want a core all the time, whether they get it or not. What they have waited is known
// when they get it, which a busy machine may let none of them do in 300 ms: then ask again.

TEST(ProcessTree, CountsWhoWantsToRun) {
  const auto asleep = shell("exec sleep 600");
  EXPECT_TRUE(eventually([&] {
    const auto concurrency = concurrency_of(asleep);
    return concurrency >= 0 && concurrency < 0.7;
  }));
  const auto one = shell("while :; do :; done");
  ASSERT_TRUE(has(one, 1));
  EXPECT_TRUE(eventually([&] { return concurrency_of(one) > 0.7; }));
  EXPECT_LT(concurrency_of(one), 1.2);
  const auto three =
      shell("(while :; do :; done) & (while :; do :; done) & (while :; do :; done) & wait");
  // All of them have to be there first.
  ASSERT_TRUE(has(three, 4));
  EXPECT_TRUE(eventually([&] { return concurrency_of(three) > 2.3; }));
  EXPECT_LT(concurrency_of(three), 3.7);
}

TEST(ProcessTree, OnOneCoreAsWell) {
  const auto cpus = usable_cpus();
  if (cpus.empty()) GTEST_SKIP() << "the system refuses sched_setaffinity";
  const auto two = shell("(while :; do :; done) & while :; do :; done");
  ASSERT_TRUE(has(two, 2));
  ASSERT_TRUE(move_processes(two.root_process(), std::array{cpus.front()}));
  EXPECT_TRUE(eventually([&] { return concurrency_of(two) > 1.6; }));
  EXPECT_LT(concurrency_of(two), 2.4);
}

TEST(ProcessTree, TakesTheBusiestMoment) {
  EXPECT_TRUE(eventually([] {
    const TemporaryFolder folder;
    const auto stop = (folder.path() / "stop").string();
    // Two that compute, until they are told not to; on average of all the time it is one.
    const auto child = shell("(until [ -e " + stop + " ]; do :; done) & until [ -e " + stop +
                             " ]; do :; done; exec sleep 600");
    if (!has(child, 2)) return false;
    ConcurrencyMeter meter(child.root_process());
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    if (::symlink("/dev/null", stop.c_str()) != 0) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    return meter.most().value_or(-1) > 1.4;
  }));
}

/// Looks at these milliseconds.
std::vector<std::chrono::steady_clock::time_point> looks_at(const std::vector<int>& moments) {
  std::vector<std::chrono::steady_clock::time_point> looks;
  for (const int moment : moments) {
    looks.emplace_back(std::chrono::milliseconds(1000 + moment));
  }
  return looks;
}

std::vector<int> spread(const std::vector<int>& moments, const std::vector<int>& wanted) {
  std::vector<Seconds> seconds;
  for (const int one : wanted) seconds.emplace_back(std::chrono::milliseconds(one));
  std::vector<int> milliseconds;
  for (const auto& one : spread_waiting(looks_at(moments), seconds)) {
    milliseconds.push_back(static_cast<int>(std::lround(one.count() * 1000)));
  }
  return milliseconds;
}

TEST(SpreadWaiting, PutsTheTimeWhereItWas) {
  // Waits for 20 ms from the first look on, then sleeps.
  EXPECT_THAT(spread({0, 5, 10, 15, 20, 25}, {0, 0, 0, 0, 20, 20}),
              ElementsAre(0, 5, 10, 15, 20, 20));
  // Is at it all the time, and has the waiting accounted twice.
  EXPECT_THAT(spread({0, 10, 20, 30, 40}, {5, 5, 25, 25, 45}), ElementsAre(5, 15, 25, 35, 45));
  // Had waited for 30 ms already at the first look.
  EXPECT_THAT(spread({0, 10, 20}, {7, 7, 47}), ElementsAre(27, 37, 47));
  // Sleeps for half of the time and never waits: nothing moves.
  EXPECT_THAT(spread({0, 10, 20, 30}, {0, 5, 10, 15}), ElementsAre(0, 5, 10, 15));
  EXPECT_THAT(spread({0}, {3}), ElementsAre(3));
  EXPECT_THAT(spread({}, {}), IsEmpty());
}

TEST(ProcessTree, MovesAllThatThereIsAndWillBe) {
  const auto cpus = usable_cpus();
  if (cpus.empty()) GTEST_SKIP() << "the system refuses sched_setaffinity";
  const TemporaryFolder folder;
  const auto file = [&](const char* name) { return folder.path() / name; };
  // A child of a child whose parent is gone, as servers are; and one that comes later.
  const auto child = shell("cd " + folder.path().string() +
                           "; (sh -c 'echo $$ >old.new; mv old.new old; while ! [ -e go ]; do "
                           "sleep 0.01; done; sh -c \"echo \\$\\$ >young.new; mv young.new young; "
                           "exec sleep 600\" ' &) ; sleep 600");
  const pid_t old = wait_for_pid(file("old"));
  ASSERT_GT(old, 0);
  ASSERT_TRUE(move_processes(child.root_process(), std::array{cpus.back()}));
  EXPECT_THAT(cores_of(old), ElementsAre(cpus.back()));
  EXPECT_EQ(cores_of(child.root_process()), cores_of(0)) << "who looks after them stays";
  ASSERT_EQ(::symlink("/dev/null", file("go").c_str()), 0);
  const pid_t young = wait_for_pid(file("young"));
  ASSERT_GT(young, 0);
  EXPECT_THAT(cores_of(young), ElementsAre(cpus.back()));
  ASSERT_TRUE(move_processes(child.root_process(), {}));
  EXPECT_EQ(cores_of(old), cores_of(0));
  EXPECT_EQ(cores_of(young), cores_of(0));
}

TEST(ProcessTree, KnowsNothingBelowAProcessThatIsGone) {
  auto child = shell("exit 0");
  ASSERT_TRUE(child.wait(Seconds{120}));
  EXPECT_EQ(child.root_process(), -1);
  EXPECT_THAT(processes_below(child.root_process()), IsEmpty());
  EXPECT_EQ(concurrency_of(child), 0);  // and none of them kept an account to itself
}

}  // namespace
}  // namespace benchgate::measure
