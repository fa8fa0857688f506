#include "benchgate/measure/machine_fitness.h"

#include <algorithm>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

#include "benchgate/measure/core_topology.h"
#include "benchgate/measure/environment_probe.h"
#include "benchgate/measure/machine_class.h"

namespace benchgate::measure {
namespace {

/// Beyond these the noise of a duet is seen to grow.
constexpr double kMuchSteal = 0.01;
constexpr double kMuchLoadPerCpu = 0.25;

FitnessFinding ok(std::string code, std::string message) {
  return {.code = std::move(code), .is_ok = true, .message = std::move(message)};
}

FitnessFinding warn(std::string code, std::string message, std::string advice) {
  return {.code = std::move(code),
          .is_ok = false,
          .message = std::move(message),
          .advice = std::move(advice)};
}

std::string cpu_folder(int cpu) {
  return fmt::format("/sys/devices/system/cpu/cpu{}", cpu);
}

FitnessFinding cores(std::span<const int> cpus) {
  if (cpus.empty()) {
    return warn("cores", "no core can be pinned to",
                "allow sched_setaffinity (a container's seccomp profile forbids it); until then "
                "base and head take turns, which is noisier");
  }
  return ok("cores", fmt::format("{} core{} to measure on: {}", cpus.size(),
                                 cpus.size() == 1 ? "" : "s", fmt::join(cpus, ", ")));
}

std::optional<FitnessFinding> smt(const ProbeSource& source, std::span<const int> cpus) {
  std::vector<std::string> shared;
  bool is_known = false;
  for (const int cpu : cpus) {
    const auto siblings = siblings_of(source, cpu);
    is_known = is_known || !siblings.empty();
    if (siblings.find_first_of(",-") != std::string::npos) shared.push_back(siblings);
  }
  if (!is_known) return std::nullopt;
  for (const auto& core : by_core(source, cpus)) {
    if (core.size() < 2) continue;
    return warn("smt",
                fmt::format("CPUs {} are threads of one core: duets on them disturb each other",
                            fmt::join(core, ", ")),
                fmt::format("BENCHGATE_CPUS={} measures on one thread of each core",
                            fmt::join(one_of_each_core(source, cpus), ",")));
  }
  if (shared.empty()) return ok("smt", "the CPUs to measure on are cores of their own");
  return ok("smt", fmt::format("measures on one hardware thread of each core ({}): what runs on "
                               "the others meanwhile disturbs it",
                               fmt::join(shared, "; ")));
}

std::optional<FitnessFinding> governor(const ProbeSource& source, std::span<const int> cpus) {
  std::set<std::string> found;
  for (const int cpu : cpus) {
    if (const auto name = source.file(cpu_folder(cpu) + "/cpufreq/scaling_governor"))
      found.insert(*name);
  }
  if (found.empty()) return std::nullopt;
  const auto message = fmt::format("frequency governor: {}", fmt::join(found, ", "));
  if (found == std::set<std::string>{"performance"}) return ok("governor", message);
  return warn("governor", message, "cpupower frequency-set --governor performance");
}

/// What probe_machine() says of `field`, and whether `is_well` thinks so.
std::optional<FitnessFinding> field(const model::Environment& machine, const std::string& name,
                                    const std::string& code, std::string_view well,
                                    const std::string& bad, const std::string& advice) {
  const auto value = machine.find(name);
  if (!value) return std::nullopt;
  if (*value == well) return ok(code, fmt::format("{}: {}", code, *value));
  return warn(code, fmt::format("{}: {}; {}", code, *value, bad), advice);
}

std::optional<FitnessFinding> quota(const ProbeSource& source) {
  auto unlimited = source;
  unlimited.affinity_cpus = 1U << 20U;
  const unsigned granted = usable_cpus(unlimited);
  if (granted == *unlimited.affinity_cpus) return ok("quota", "no limit on CPU time");
  return warn("quota",
              fmt::format("a control group limits CPU time to that of {} CPU{}", granted,
                          granted == 1 ? "" : "s"),
              "lift the limit (docker run without --cpus; no CPU limit in Kubernetes): when it is "
              "used up, every process is stopped for a while");
}

std::optional<FitnessFinding> load(const ProbeSource& source, std::size_t cpus) {
  std::istringstream text(source.file("/proc/loadavg").value_or(""));
  double one_minute = 0;
  if (!(text >> one_minute)) return std::nullopt;
  const auto message = fmt::format("load of the last minute: {:.2f}", one_minute);
  if (one_minute <= kMuchLoadPerCpu * static_cast<double>(std::max<std::size_t>(cpus, 1))) {
    return ok("load", message);
  }
  return warn("load", message, "wait until nothing else runs, or stop it");
}

void add(std::vector<FitnessFinding>& findings, std::optional<FitnessFinding> finding) {
  if (finding) findings.push_back(std::move(*finding));
}

/// "cpu.stat" of the process's control group, v2 or v1.
std::optional<std::uint64_t> throttled(const ProbeSource& source) {
  std::istringstream groups(source.file("/proc/self/cgroup").value_or(""));
  std::vector<std::string> files{"/sys/fs/cgroup/cpu.stat", "/sys/fs/cgroup/cpu/cpu.stat"};
  for (std::string line; std::getline(groups, line);) {
    const auto path = line.substr(line.rfind(':') + 1);
    if (line.starts_with("0::")) files.insert(files.begin(), "/sys/fs/cgroup" + path + "/cpu.stat");
  }
  for (const auto& file : files) {
    std::istringstream words(source.file(file).value_or(""));
    std::string key;
    std::uint64_t value = 0;
    while (words >> key >> value) {
      if (key == "nr_throttled") return value;
    }
  }
  return std::nullopt;
}

}  // namespace

MachineCounters read_counters(const ProbeSource& source) {
  MachineCounters counters{.throttled_periods = throttled(source)};
  std::istringstream words(source.file("/proc/stat").value_or(""));
  std::string name;
  if (!(words >> name) || name != "cpu") return counters;
  // user nice system idle iowait irq softirq steal; what follows is counted in user already.
  constexpr int kColumns = 8;
  std::uint64_t ticks = 0;
  for (int column = 0; column < kColumns && words >> ticks; ++column) {
    counters.cpu_ticks += ticks;
    if (column == 3 || column == 4) counters.idle_ticks += ticks;
    if (column == kColumns - 1) counters.steal_ticks = ticks;
  }
  return counters;
}

std::optional<model::MachineTime> machine_time_between(const MachineCounters& before,
                                                       const MachineCounters& after,
                                                       double own_seconds) {
  if (after.cpu_ticks <= before.cpu_ticks || after.idle_ticks < before.idle_ticks) {
    return std::nullopt;
  }
  const auto seconds = [](std::uint64_t ticks) {
    return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  };
  const double all = seconds(after.cpu_ticks - before.cpu_ticks);
  const double used = all - seconds(after.idle_ticks - before.idle_ticks);
  return model::MachineTime{.others_seconds = std::max(used - own_seconds, 0.0),
                            .all_seconds = all};
}

std::vector<FitnessFinding> machine_fitness(const ProbeSource& source, std::span<const int> cpus) {
  const auto machine = probe_machine(source);
  std::vector<FitnessFinding> findings{cores(cpus)};
  add(findings, smt(source, cpus));
  add(findings, governor(source, cpus));
  add(findings, field(machine, "turbo", "turbo", "off", "the clock depends on heat and neighbours",
                      "echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo, or echo 0 > "
                      "/sys/devices/system/cpu/cpufreq/boost"));
  add(findings, field(machine, "aslr_enabled", "aslr", "true",
                      "every process has the same memory layout, so that more processes do not "
                      "average its luck out",
                      "sysctl kernel.randomize_va_space=2"));
  add(findings, quota(source));
  add(findings, field(machine, "virtualization", "virtualization", "none",
                      "neighbours share caches and memory with you",
                      "nothing, if the noise below is low enough; else a machine of your own"));
  add(findings, load(source, cpus.size()));
  return findings;
}

std::vector<FitnessFinding> fitness_between(const MachineCounters& before,
                                            const MachineCounters& after) {
  std::vector<FitnessFinding> findings;
  if (after.cpu_ticks > before.cpu_ticks && after.steal_ticks >= before.steal_ticks) {
    const double share = static_cast<double>(after.steal_ticks - before.steal_ticks) /
                         static_cast<double>(after.cpu_ticks - before.cpu_ticks);
    const auto message =
        fmt::format("steal: a hypervisor gave {:.1f} % of the time to others", share * 100);
    findings.push_back(share <= kMuchSteal
                           ? ok("steal", message)
                           : warn("steal", message, "a machine with CPUs of its own"));
  }
  if (before.throttled_periods && after.throttled_periods) {
    const auto periods =
        *after.throttled_periods - std::min(*before.throttled_periods, *after.throttled_periods);
    const auto message = fmt::format("throttling: the CPU limit stopped us {} times", periods);
    findings.push_back(periods == 0 ? ok("throttling", message)
                                    : warn("throttling", message, "lift the limit on CPU time"));
  }
  return findings;
}

}  // namespace benchgate::measure
