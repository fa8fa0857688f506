// Is this machine fit for measuring? What about it adds noise, and what to do about that.
//
// Facts as the system tells them, read twice where only a difference tells something. How noisy
// the machine really is, only measuring tells; what cannot be found out is no finding.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "benchgate/measure/probe_source.h"
#include "benchgate/model/core_time.h"

namespace benchgate::measure {

struct FitnessFinding {
  std::string code{};  ///< stable: "cores", "smt", "governor", ...
  bool is_ok = true;
  std::string message{};  ///< what was found
  std::string advice{};   ///< what to do; empty where it is well
  bool operator==(const FitnessFinding&) const = default;
};

/// Counters that only grow.
struct MachineCounters {
  std::uint64_t cpu_ticks = 0;    ///< of all CPUs, idle included
  std::uint64_t idle_ticks = 0;   ///< of those, with nothing to do or waiting for a disk
  std::uint64_t steal_ticks = 0;  ///< of those, what a hypervisor gave to others
  std::optional<std::uint64_t>
      throttled_periods{};  ///< in which a control group's quota was used up
  bool operator==(const MachineCounters&) const = default;
};
[[nodiscard]] MachineCounters read_counters(const ProbeSource& source);

/// Between two readings, of which `own_seconds` were the caller's. Nothing where the system keeps
/// no such counters.
[[nodiscard]] std::optional<model::MachineTime> machine_time_between(const MachineCounters& before,
                                                                     const MachineCounters& after,
                                                                     double own_seconds);

/// cores, smt, governor, turbo, aslr, quota, virtualization, load. `cpus`: to be measured on,
/// as of usable_cpus().
[[nodiscard]] std::vector<FitnessFinding> machine_fitness(const ProbeSource& source,
                                                          std::span<const int> cpus);

/// steal, throttling: what happened between the two readings.
[[nodiscard]] std::vector<FitnessFinding> fitness_between(const MachineCounters& before,
                                                          const MachineCounters& after);

}  // namespace benchgate::measure
