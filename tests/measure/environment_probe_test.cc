#include "benchgate/measure/environment_probe.h"

#include <cstdlib>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/measure/elf_compiler.h"
#include "benchgate/measure/source_commit.h"
#include "measure/fake_machine.h"

namespace benchgate::measure {
namespace {

using Variables = std::map<std::string, std::string>;
using test_support::FakeMachine;
using test_support::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

TEST(ProbeMachine, RecordsAVirtualMachine) {
  FakeMachine machine;
  machine.with("/proc/cpuinfo", test_support::kIntelVm)
      .with("/proc/sys/kernel/ostype", "Linux\n")
      .with("/proc/sys/kernel/osrelease", "6.1.0-26-amd64\n")
      .with("/proc/sys/kernel/randomize_va_space", "2\n")
      .with("/proc/loadavg", "0.26 0.18 0.06 1/100 4711\n")
      .with("/etc/os-release", "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n")
      .with("/sys/class/dmi/id/sys_vendor", "QEMU\n")
      .with("/sys/class/dmi/id/product_name", "Standard PC\n")
      .with("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n")
      .with("/sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
  EXPECT_THAT(
      probe_machine(machine.source(2)).fields,
      UnorderedElementsAre(
          Pair("cpu_model", "Intel(R) Xeon(R) Processor"), Pair("num_cpus", "2"),
          Pair("machine_class", "intel-xeon-f6m143-2cpu"), Pair("kernel", "Linux 6.1.0-26-amd64"),
          Pair("os", "Debian GNU/Linux 12 (bookworm)"), Pair("virtualization", "QEMU Standard PC"),
          Pair("governor", "performance"), Pair("turbo", "off"), Pair("aslr_enabled", "true"),
          Pair("load_avg", "0.26, 0.18, 0.06")));
}

TEST(ProbeMachine, LeavesOutWhatItCannotFind) {
  const FakeMachine machine;
  EXPECT_THAT(probe_machine(machine.source(4)).fields,
              UnorderedElementsAre(Pair("num_cpus", "4"), Pair("machine_class", "unknown-4cpu")));
}

std::optional<std::string> virtualization(FakeMachine& machine) {
  const auto environment = probe_machine(machine.source());
  const auto found = environment.find("virtualization");
  return found ? std::optional<std::string>(*found) : std::nullopt;
}

TEST(ProbeMachine, TellsContainersAndHypervisors) {
  FakeMachine laptop;
  EXPECT_EQ(virtualization(laptop.with("/proc/cpuinfo", test_support::kIntelLaptop)), "none");
  EXPECT_EQ(virtualization(laptop.with("/.dockerenv", "")), "docker container");
  FakeMachine amd;
  EXPECT_EQ(virtualization(amd.with("/proc/cpuinfo", test_support::kAmd)), "virtual machine");
  EXPECT_EQ(virtualization(amd.with("/run/systemd/container", "lxc\n")),
            "virtual machine, lxc container");
  EXPECT_EQ(virtualization(amd.with("/sys/hypervisor/type", "xen\n")), "xen, lxc container");
  FakeMachine wsl;
  wsl.with("/proc/cpuinfo", test_support::kIntelVm);
  EXPECT_EQ(virtualization(wsl.with("/proc/sys/kernel/osrelease", "5.15.90.1-microsoft-standard")),
            "WSL");
}

TEST(ProbeMachine, ReadsBoostAndRandomisation) {
  FakeMachine machine;
  machine.with("/sys/devices/system/cpu/cpufreq/boost", "1\n")
      .with("/proc/sys/kernel/randomize_va_space", "0\n");
  const auto environment = probe_machine(machine.source());
  EXPECT_EQ(environment.find("turbo"), "on");
  EXPECT_EQ(environment.find("aslr_enabled"), "false");
}

TEST(ProbeMachine, WorksHere) {
  const auto environment = probe_machine({});
  EXPECT_TRUE(environment.find("kernel"));
  EXPECT_TRUE(environment.find("machine_class"));
}

TEST(ProbeSuite, RecordsHowItIsMeasured) {
  const FakeMachine machine;
  const SuiteToRun suite{.name = "fake",
                         .command = {FAKE_BENCH, "--size=7"},
                         .min_time = Seconds{0.05},
                         .filter = "alpha"};
  const auto environment = probe_suite(
      suite, {.benchgate_version = "1.2.3",
              .source_directory = "/",
              .restarts = 12,
              .now = std::chrono::system_clock::time_point(std::chrono::seconds(1'000'000'000)),
              .source = machine.source()});
  EXPECT_EQ(environment.find("date"), "2001-09-09T01:46:40Z");  // date -u -d @1000000000
  EXPECT_EQ(environment.find("version"), "1.2.3");
  EXPECT_EQ(environment.find("restarts"), "12");
  EXPECT_EQ(environment.find("min_time"), "0.05 s");
  EXPECT_EQ(environment.find("filter"), "alpha");
  EXPECT_EQ(environment.find("command"), FAKE_BENCH " --size=7");
  EXPECT_FALSE(environment.find("commit"));
  ASSERT_TRUE(environment.find("compiler"));
  EXPECT_THAT(std::string(*environment.find("compiler")),
              ::testing::ContainsRegex("(GCC|clang|LLVM)"));
}

int shell(const std::filesystem::path& folder, const std::string& script) {
  return std::system(("cd '" + folder.string() + "' && (" + script + ") >/dev/null 2>&1").c_str());
}

TEST(SourceCommit, AsksGit) {
  const TemporaryFolder folder;
  EXPECT_FALSE(source_commit(folder.path()));
  ASSERT_EQ(shell(folder.path(), "git init -b trunk"), 0);
  EXPECT_FALSE(source_commit(folder.path()));
  ASSERT_EQ(shell(folder.path(),
                  "echo 1 > file && mkdir build && git add file && "
                  "GIT_COMMITTER_DATE='2026-11-21T10:00:00+01:00' git -c user.name=n "
                  "-c user.email=e@example.org commit -m first"),
            0);
  const auto clean = source_commit(folder.path() / "build");
  ASSERT_TRUE(clean);
  EXPECT_THAT(clean->commit, MatchesRegex("[0-9a-f]{40}"));
  EXPECT_EQ(clean->date, "2026-11-21T10:00:00+01:00");
  EXPECT_EQ(clean->branch, "trunk");
  EXPECT_FALSE(clean->is_dirty);
  ASSERT_EQ(shell(folder.path(), "echo new > untracked"), 0);
  EXPECT_FALSE(source_commit(folder.path())->is_dirty);
  ASSERT_EQ(shell(folder.path(), "echo 2 > file && git checkout --detach"), 0);
  const auto dirty = source_commit(folder.path());
  EXPECT_TRUE(dirty->is_dirty);
  EXPECT_FALSE(dirty->branch);

  const FakeMachine machine;
  auto source = machine.source();
  source.variables = Variables{{"GITHUB_HEAD_REF", "feature"}, {"GITHUB_REF_NAME", "12/merge"}};
  const auto environment =
      probe_suite({.name = "s", .command = {"/bin/true"}, .working_directory = folder.path()},
                  {.source = source});
  EXPECT_EQ(environment.find("branch"), "feature");
  EXPECT_EQ(environment.find("dirty"), "true");
  EXPECT_EQ(environment.find("commit"), clean->commit);
}

TEST(ElfCompiler, ReadsOnlyWhatIsThere) {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& bytes) {
    const auto path = folder.path() / "file";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    return !elf_compiler(path);
  };
  std::ifstream file(FAKE_BENCH, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(file)), {});
  ASSERT_TRUE(elf_compiler(FAKE_BENCH));
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused("#!/bin/sh\necho\n"));
  EXPECT_TRUE(
      refused("\x7f"
              "ELF"));
  EXPECT_TRUE(refused(whole.substr(0, 64)));
  EXPECT_TRUE(refused(whole.substr(0, whole.size() / 2)));
  auto damaged = whole;
  for (std::size_t i = 40; i < 48; ++i) damaged[i] = '\xff';  // the section table's offset
  EXPECT_TRUE(refused(damaged));
  damaged = whole;
  damaged[60] = '\xff';  // more sections than there are
  static_cast<void>(refused(damaged));
  damaged[4] = '\x01';  // 32 bits
  EXPECT_TRUE(refused(damaged));
  EXPECT_FALSE(elf_compiler("/dev/null"));
  EXPECT_FALSE(elf_compiler(folder.path()));
  EXPECT_FALSE(elf_compiler("/no/such/file"));
}

}  // namespace
}  // namespace benchgate::measure
