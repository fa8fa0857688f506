#include "benchgate/measure/process_tree.h"

#include <array>
#include <chrono>
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

namespace benchgate::measure {
namespace {

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

/// With that many processes.
bool has_soon(const Child& child, std::size_t count) {
  const auto is_so = [&] { return processes_below(child.root_process()).size() == count; };
  for (int i = 0; i < 500 && !is_so(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return is_so();
}

/// Nothing said: -1.
double concurrency_of(const Child& child) {
  ConcurrencyMeter meter(child.root_process());
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  return meter.most().value_or(-1);
}

// Busy loops want a core all the time, whether they get it or not: the figures do not depend on
// what else the machine does, but for a time slice that is accounted late.

TEST(ProcessTree, CountsWhoWantsToRun) {
  const auto asleep = shell("exec sleep 60");
  ASSERT_TRUE(has_soon(asleep, 1));
  EXPECT_LT(concurrency_of(asleep), 0.7);
  const auto one = shell("while :; do :; done");
  ASSERT_TRUE(has_soon(one, 1));
  EXPECT_GT(concurrency_of(one), 0.7);
  EXPECT_LT(concurrency_of(one), 1.7);
  const auto three =
      shell("(while :; do :; done) & (while :; do :; done) & (while :; do :; done) & wait");
  // All of them have to be there first.
  ASSERT_TRUE(has_soon(three, 4));
  EXPECT_GT(concurrency_of(three), 2.3);
}

TEST(ProcessTree, OnOneCoreAsWell) {
  const auto cpus = usable_cpus();
  if (cpus.empty()) GTEST_SKIP() << "the system refuses sched_setaffinity";
  const auto two = shell("(while :; do :; done) & while :; do :; done");
  ASSERT_TRUE(has_soon(two, 2));
  ASSERT_TRUE(move_processes(two.root_process(), std::array{cpus.front()}));
  EXPECT_GT(concurrency_of(two), 1.6);
}

TEST(ProcessTree, TakesTheBusiestMoment) {
  const TemporaryFolder folder;
  const auto stop = (folder.path() / "stop").string();
  // Two that compute, until they are told not to; on average of all the time it is one.
  const auto child = shell("(until [ -e " + stop + " ]; do :; done) & until [ -e " + stop +
                           " ]; do :; done; exec sleep 60");
  ASSERT_TRUE(has_soon(child, 2));
  ConcurrencyMeter meter(child.root_process());
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  ASSERT_EQ(::symlink("/dev/null", stop.c_str()), 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(400));
  EXPECT_GT(meter.most().value_or(-1), 1.4);
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
                           "exec sleep 60\" ' &) ; sleep 60");
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
  ASSERT_TRUE(child.wait(Seconds{30}));
  EXPECT_EQ(child.root_process(), -1);
  EXPECT_THAT(processes_below(child.root_process()), IsEmpty());
  EXPECT_EQ(concurrency_of(child), 0);  // and none of them kept an account to itself
}

}  // namespace
}  // namespace benchgate::measure
