#include "benchgate/measure/machine_fitness.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "measure/fake_machine.h"

namespace benchgate::measure {
namespace {

using test_support::FakeMachine;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A desktop that was prepared for measuring.
class QuietMachine : public FakeMachine {
 public:
  QuietMachine() {
    with("/proc/cpuinfo", test_support::kIntelLaptop);
    with("/proc/loadavg", "0.05 0.10 0.20 1/200 3000\n");
    with("/proc/sys/kernel/randomize_va_space", "2\n");
    with("/sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
    for (const int cpu : {0, 1, 2, 3}) {
      const auto folder = "/sys/devices/system/cpu/cpu" + std::to_string(cpu);
      with(folder + "/cpufreq/scaling_governor", "performance\n");
      with(folder + "/topology/thread_siblings_list", cpu % 2 == 0 ? "0,2\n" : "1,3\n");
    }
  }
};

std::vector<std::string> warnings(const std::vector<FitnessFinding>& findings) {
  std::vector<std::string> codes;
  for (const auto& finding : findings) {
    EXPECT_FALSE(finding.message.empty());
    EXPECT_EQ(finding.advice.empty(), finding.is_ok) << finding.code;
    if (!finding.is_ok) codes.push_back(finding.code);
  }
  return codes;
}

std::vector<std::string> codes(const std::vector<FitnessFinding>& findings) {
  std::vector<std::string> all;
  for (const auto& finding : findings) all.push_back(finding.code);
  return all;
}

const FitnessFinding& finding(const std::vector<FitnessFinding>& findings,
                              const std::string& code) {
  static const FitnessFinding none{};
  for (const auto& each : findings) {
    if (each.code == code) return each;
  }
  ADD_FAILURE() << "no finding " << code;
  return none;
}

TEST(MachineFitness, HasNothingAgainstAQuietMachine) {
  const QuietMachine machine;
  const auto found = machine_fitness(machine.source(), std::vector{0, 1});
  EXPECT_THAT(warnings(found), IsEmpty());
  EXPECT_THAT(codes(found), ::testing::ElementsAre("cores", "smt", "governor", "turbo", "aslr",
                                                   "quota", "virtualization", "load"));
  EXPECT_THAT(finding(found, "smt").message,
              AllOf(HasSubstr("one hardware thread of each core"), HasSubstr("0,2; 1,3")));
}

struct Noisy {
  const char* code;
  const char* path;
  std::string content;
};

class NoisyMachines : public ::testing::TestWithParam<Noisy> {};

TEST_P(NoisyMachines, AreToldApart) {
  QuietMachine machine;
  machine.with(GetParam().path, GetParam().content);
  const auto found = machine_fitness(machine.source(), std::vector{0, 1});
  EXPECT_THAT(warnings(found), ::testing::ElementsAre(GetParam().code));
}

INSTANTIATE_TEST_SUITE_P(
    By, NoisyMachines,
    ::testing::Values(Noisy{"governor", "/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor",
                            "powersave\n"},
                      Noisy{"turbo", "/sys/devices/system/cpu/intel_pstate/no_turbo", "0\n"},
                      Noisy{"aslr", "/proc/sys/kernel/randomize_va_space", "0\n"},
                      Noisy{"virtualization", "/proc/cpuinfo", test_support::kAmd},
                      Noisy{"quota", "/sys/fs/cgroup/cpu.max", "150000 100000\n"},
                      Noisy{"load", "/proc/loadavg", "0.60 0.10 0.20 1/200 3000\n"}),
    [](const auto& param) { return std::string(param.param.code); });

TEST(MachineFitness, SeesThreadsOfOneCore) {
  const QuietMachine machine;
  const auto found = machine_fitness(machine.source(), std::vector{0, 1, 2, 3});
  EXPECT_THAT(warnings(found), ::testing::ElementsAre("smt"));
  EXPECT_THAT(finding(found, "smt").message, HasSubstr("CPUs 0, 2"));
  EXPECT_THAT(finding(found, "smt").advice, HasSubstr("BENCHGATE_CPUS=0,1"));
}

TEST(MachineFitness, SaysThatNothingCanBePinnedTo) {
  const auto found = machine_fitness(QuietMachine().source(), {});
  EXPECT_THAT(warnings(found), ::testing::ElementsAre("cores"));
}

TEST(MachineFitness, LeavesOutWhatNobodyTells) {
  const FakeMachine empty;
  const auto found = machine_fitness(empty.source(), std::vector{0});
  EXPECT_THAT(codes(found), ::testing::ElementsAre("cores", "quota"));
  EXPECT_THAT(warnings(found), IsEmpty());
}

TEST(MachineCounters, AreReadFromTheFirstLine) {
  FakeMachine machine;
  // proc(5): user nice system idle iowait irq softirq steal guest guest_nice.
  machine.with("/proc/stat", "cpu  10 1 5 80 2 0 1 7 3 0\ncpu0 1 1 1 1 1 1 1 1 1 1\nintr 5\n")
      .with("/proc/self/cgroup", "0::/a.slice\n")
      .with("/sys/fs/cgroup/a.slice/cpu.stat", "usage_usec 5\nnr_periods 9\nnr_throttled 4\n");
  EXPECT_EQ(read_counters(machine.source()),
            (MachineCounters{
                .cpu_ticks = 106, .idle_ticks = 82, .steal_ticks = 7, .throttled_periods = 4}));
  EXPECT_EQ(read_counters(FakeMachine().source()), MachineCounters{});
  EXPECT_EQ(read_counters(FakeMachine().with("/proc/stat", "intr 1 2 3\n").source()),
            MachineCounters{});
}

TEST(MachineCounters, SayWhatOthersUsedMeanwhile) {
  const double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  const auto after = [&](double all, double idle) {
    return MachineCounters{.cpu_ticks = static_cast<std::uint64_t>(100 + all * ticks),
                           .idle_ticks = static_cast<std::uint64_t>(50 + idle * ticks)};
  };
  const MachineCounters before{.cpu_ticks = 100, .idle_ticks = 50};
  const auto time = machine_time_between(before, after(20, 4), 10);
  ASSERT_TRUE(time);
  EXPECT_DOUBLE_EQ(time->all_seconds, 20);
  EXPECT_DOUBLE_EQ(time->others_seconds, 6);
  EXPECT_DOUBLE_EQ(machine_time_between(before, after(20, 15), 10)->others_seconds, 0)
      << "counted in ticks, one's own time may seem longer";
  EXPECT_FALSE(machine_time_between(before, before, 0));
  EXPECT_FALSE(machine_time_between({}, {}, 0)) << "no /proc/stat";
}

TEST(FitnessBetween, TellsStealAndThrottling) {
  const MachineCounters before{.cpu_ticks = 1000, .steal_ticks = 10, .throttled_periods = 3};
  EXPECT_THAT(warnings(fitness_between(
                  before, {.cpu_ticks = 2000, .steal_ticks = 20, .throttled_periods = 3})),
              IsEmpty());
  const auto found =
      fitness_between(before, {.cpu_ticks = 2000, .steal_ticks = 60, .throttled_periods = 8});
  EXPECT_THAT(warnings(found), ::testing::ElementsAre("steal", "throttling"));
  EXPECT_THAT(finding(found, "steal").message, HasSubstr("5.0 %"));
  EXPECT_THAT(finding(found, "throttling").message, HasSubstr("5 times"));
  EXPECT_THAT(fitness_between({}, {}), IsEmpty());
  EXPECT_THAT(fitness_between(before, {}), IsEmpty());
}

}  // namespace
}  // namespace benchgate::measure
