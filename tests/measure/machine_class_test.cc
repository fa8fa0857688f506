#include "benchgate/measure/machine_class.h"

#include <string>

#include <gtest/gtest.h>

#include "measure/fake_machine.h"

namespace benchgate::measure {
namespace {

using Variables = std::map<std::string, std::string>;
using test_support::FakeMachine;

std::string class_of(const std::string& cpuinfo, unsigned cpus) {
  FakeMachine machine;
  machine.with("/proc/cpuinfo", cpuinfo);
  return machine_class(machine.source(cpus));
}

TEST(MachineClass, NamesTheCpuAndHowManyThereAre) {
  EXPECT_EQ(class_of(test_support::kIntelVm, 2), "intel-xeon-f6m143-2cpu");
  EXPECT_EQ(class_of(test_support::kIntelLaptop, 8), "intel-11th-gen-core-i7-1185g7-f6m140-8cpu");
  EXPECT_EQ(class_of(test_support::kAmd, 4), "amd-epyc-7763-f25m1-4cpu");
  EXPECT_EQ(class_of(test_support::kArm, 4), "arm-part-0xd0c-4cpu");
}

TEST(MachineClass, IsAFileNameWhateverTheCpuIsCalled) {
  EXPECT_EQ(class_of("vendor_id\t: ../../etc\nmodel name\t: a/b\\c: <*?> \"d\" \xc3\xa9\n", 1),
            "etc-a-b-c-d-1cpu");
  EXPECT_EQ(class_of("", 1), "unknown-1cpu");
  EXPECT_EQ(class_of("no colon here\n\n:\n", 1), "unknown-1cpu");
  const auto longest =
      class_of("vendor_id : v\nmodel name : " + std::string(5000, 'x') + "\n", 128);
  EXPECT_LE(longest.size(), 80u);
  EXPECT_TRUE(longest.ends_with("-128cpu"));
}

TEST(MachineClass, IsWhatTheUserSays) {
  FakeMachine machine;
  machine.with("/proc/cpuinfo", test_support::kAmd);
  auto source = machine.source();
  source.variables = Variables{{"BENCHGATE_MACHINE_CLASS", "GitHub ubuntu-24.04/x64"}};
  EXPECT_EQ(machine_class(source), "github-ubuntu-24.04-x64");
  source.variables = Variables{{"BENCHGATE_MACHINE_CLASS", "../.."}};
  EXPECT_EQ(machine_class(source), "amd-epyc-7763-f25m1-4cpu");
  source.variables = Variables{{"BENCHGATE_MACHINE_CLASS", ""}};
  EXPECT_EQ(machine_class(source), "amd-epyc-7763-f25m1-4cpu");
}

TEST(MachineClass, OfThisMachineIsAlwaysTheSame) {
  EXPECT_EQ(machine_class(), machine_class());
  EXPECT_FALSE(machine_class().empty());
}

struct Quota {
  const char* name;
  const char* cgroup;
  const char* file;
  const char* content;
  unsigned cpus;  // of 8
};

class UsableCpus : public ::testing::TestWithParam<Quota> {};

TEST_P(UsableCpus, AreCutByTheQuota) {
  FakeMachine machine;
  machine.with("/proc/self/cgroup", GetParam().cgroup).with(GetParam().file, GetParam().content);
  EXPECT_EQ(usable_cpus(machine.source(8)), GetParam().cpus);
}

INSTANTIATE_TEST_SUITE_P(
    Of, UsableCpus,
    ::testing::Values(
        Quota{"None", "0::/\n", "/sys/fs/cgroup/cpu.max", "max 100000\n", 8},
        Quota{"Container", "0::/\n", "/sys/fs/cgroup/cpu.max", "200000 100000\n", 2},
        Quota{"RoundedUp", "0::/\n", "/sys/fs/cgroup/cpu.max", "150000 100000\n", 2},
        Quota{"LessThanOne", "0::/\n", "/sys/fs/cgroup/cpu.max", "10000 100000\n", 1},
        Quota{"MoreThanThereAre", "0::/\n", "/sys/fs/cgroup/cpu.max", "9900000 100000\n", 8},
        Quota{"OfOwnGroup", "0::/a.slice/b.scope\n", "/sys/fs/cgroup/a.slice/b.scope/cpu.max",
              "300000 100000\n", 3},
        Quota{"OfParentGroup", "0::/a.slice/b.scope\n", "/sys/fs/cgroup/a.slice/cpu.max",
              "400000 100000\n", 4},
        Quota{"VersionOne", "4:cpu,cpuacct:/docker/1\n",
              "/sys/fs/cgroup/cpu,cpuacct/docker/1/cpu.cfs_quota_us", "200000\n", 8},
        Quota{"Garbage", "0::/\n", "/sys/fs/cgroup/cpu.max", "lots of it\n", 8},
        Quota{"NoPeriod", "0::/\n", "/sys/fs/cgroup/cpu.max", "200000\n", 8},
        Quota{"ZeroPeriod", "0::/\n", "/sys/fs/cgroup/cpu.max", "200000 0\n", 8},
        Quota{"Negative", "0::/\n", "/sys/fs/cgroup/cpu.max", "-1 100000\n", 8},
        Quota{"BrokenGroups", "nonsense\n::\n", "/sys/fs/cgroup/cpu.max", "200000 100000\n", 2}),
    [](const auto& param) { return param.param.name; });

TEST(UsableCpus, AreCutByTheQuotaOfVersionOne) {
  FakeMachine machine;
  machine.with("/proc/self/cgroup", "4:cpu,cpuacct:/docker/1\n3:cpuset:/\n")
      .with("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "200000\n")
      .with("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(usable_cpus(machine.source(8)), 2u);
}

}  // namespace
}  // namespace benchgate::measure
