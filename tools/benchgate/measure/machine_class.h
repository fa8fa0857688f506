// Which machines' timings may be compared with each other: a name such as
// "amd-epyc-7763-f25m1-4cpu".
//
// Made of the CPU's vendor, its model name without decoration, family and model number, and the
// number of CPUs that may be used: what is left of a hosted runner's identity. Has no table of
// products, so a class never changes its name with a new benchgate. Clock speed, memory and
// neighbours are not in it: nobody in a virtual machine knows them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "benchgate/measure/probe_source.h"

namespace benchgate::measure {

/// As /proc/cpuinfo says it; empty where it does not.
struct CpuIdentity {
  std::string vendor{};      ///< "GenuineIntel"; "0x41" (the implementer) on ARM
  std::string model_name{};  ///< "Intel(R) Xeon(R) Processor"
  std::string family{};      ///< "6"
  std::string model{};       ///< "143"; "0xd0c" (the part) on ARM
  bool has_hypervisor = false;
  bool operator==(const CpuIdentity&) const = default;
};

[[nodiscard]] CpuIdentity read_cpu_identity(const ProbeSource& source);

/// CPUs this process may use: its affinity, cut by the quotas of its control groups (v1, v2),
/// rounded up. At least 1.
[[nodiscard]] unsigned usable_cpus(const ProbeSource& source);

/// Lower-case letters, digits, '-', '.' and '_', at most 80: a file name anywhere.
[[nodiscard]] std::string machine_class_of(const CpuIdentity& cpu, unsigned cpus);

/// The class of this machine. BENCHGATE_MACHINE_CLASS, made safe as a file name, overrides it.
[[nodiscard]] std::string machine_class(const ProbeSource& source = {});

}  // namespace benchgate::measure
