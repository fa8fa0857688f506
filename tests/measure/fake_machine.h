// A folder that looks like a machine's /proc, /sys and /etc.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "benchgate/measure/probe_source.h"
#include "support/temporary_folder.h"

namespace test_support {

class FakeMachine {
 public:
  FakeMachine& with(const std::string& path, const std::string& content) {
    const auto file = folder_.path() / path.substr(1);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << content;
    return *this;
  }

  [[nodiscard]] benchgate::measure::ProbeSource source(unsigned cpus = 4) const {
    return {.root = folder_.path(),
            .variables = std::map<std::string, std::string>{},
            .affinity_cpus = cpus};
  }

 private:
  TemporaryFolder folder_;
};

// As the kernel prints them (shortened), from hosted runners and virtual machines.
inline const std::string kIntelVm =
    "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 143\n"
    "model name\t: Intel(R) Xeon(R) Processor\nstepping\t: 8\n"
    "flags\t\t: fpu vme hypervisor lahf_lm\n\nprocessor\t: 1\nvendor_id\t: GenuineIntel\n"
    "model\t\t: 999\n";
inline const std::string kIntelLaptop =
    "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 140\n"
    "model name\t: 11th Gen Intel(R) Core(TM) i7-1185G7 @ 3.00GHz\nflags\t\t: fpu vme\n";
inline const std::string kAmd =
    "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 1\n"
    "model name\t: AMD EPYC 7763 64-Core Processor\nflags\t\t: fpu hypervisor\n";
inline const std::string kArm =
    "processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\n"
    "CPU architecture: 8\nCPU variant\t: 0x3\nCPU part\t: 0xd0c\nCPU revision\t: 1\n\n"
    "processor\t: 1\n";

}  // namespace test_support
