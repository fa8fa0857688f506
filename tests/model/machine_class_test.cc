#include "benchgate/model/machine_class.h"

#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

Run run_on(std::map<std::string, std::string, std::less<>> fields) {
  Run run;
  run.suites.push_back({.name = "bench", .environment = {.fields = std::move(fields)}});
  return run;
}

TEST(MachineClass, IsTheRecordedOne) {
  EXPECT_EQ(machine_class_of(run_on({{"num_cpus", "4"}, {"machine_class", "amd-epyc-4cpu"}})),
            "amd-epyc-4cpu");
}

TEST(MachineClass, OfOtherFilesIsMadeOfCpusAndCaches) {
  const auto name =
      machine_class_of(run_on({{"num_cpus", "4"}, {"caches", "L1d 32 KiB x4; L3 32768 KiB x1"}}));
  ASSERT_TRUE(name);
  EXPECT_TRUE(name->starts_with("4cpu-l3-32768-kib-")) << *name;
  EXPECT_EQ(machine_class_of(run_on({{"num_cpus", "64"}, {"caches", ""}})), "64cpu");
}

TEST(MachineClass, OfOtherFilesNamesTheCpuWhereTheyDo) {
  EXPECT_EQ(machine_class_of(run_on({{"num_cpus", "4"}, {"cpu_model", "AMD EPYC 7763"}})),
            "amd-epyc-7763-4cpu");
  EXPECT_NE(machine_class_of(run_on({{"num_cpus", "4"}, {"cpu_model", "AMD EPYC 7763"}})),
            machine_class_of(run_on({{"num_cpus", "4"}, {"cpu_model", "Intel Xeon 8370C"}})));
}

TEST(MachineClass, DiffersWithCpusAndWithAnyCache) {
  const auto one =
      machine_class_of(run_on({{"num_cpus", "4"}, {"caches", "L1d 32 KiB x4; L3 1 KiB"}}));
  EXPECT_NE(one,
            machine_class_of(run_on({{"num_cpus", "2"}, {"caches", "L1d 32 KiB x4; L3 1 KiB"}})));
  EXPECT_NE(one,
            machine_class_of(run_on({{"num_cpus", "4"}, {"caches", "L1d 48 KiB x4; L3 1 KiB"}})));
}

TEST(MachineClass, IgnoresWhatOneMachineSaysDifferentlyEachTime) {
  EXPECT_EQ(
      machine_class_of(run_on({{"num_cpus", "4"}, {"mhz_per_cpu", "3244"}, {"host_name", "a"}})),
      machine_class_of(run_on({{"num_cpus", "4"}, {"mhz_per_cpu", "3249"}, {"host_name", "b"}})));
}

TEST(MachineClass, IsUnknownWhereNothingIsSaid) {
  EXPECT_EQ(machine_class_of(run_on({{"host_name", "a"}})), std::nullopt);
  EXPECT_EQ(machine_class_of(model::Run()), std::nullopt);
}

TEST(MachineClass, BelievesNoCountThatNoMachineHas) {
  for (const auto* count : {"0", "-3", "1e99", "4.5", "2000000", "../../x", ""}) {
    EXPECT_EQ(machine_class_of(run_on({{"num_cpus", count}})), std::nullopt) << count;
  }
  EXPECT_EQ(machine_class_of(run_on({{"num_cpus", "0"}, {"cpu_model", "Xeon"}})), "xeon-unknown");
}

TEST(MachineClass, IsAFileNameWhateverTheFileSays) {
  EXPECT_EQ(machine_class_of(run_on({{"cpu_model", "../../x"}})), "x-unknown");
}

}  // namespace
}  // namespace benchgate::model
