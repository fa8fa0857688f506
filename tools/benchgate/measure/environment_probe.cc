#include "benchgate/measure/environment_probe.h"

#include <algorithm>
#include <sstream>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/utsname.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/elf_compiler.h"
#include "benchgate/measure/source_commit.h"

namespace benchgate::measure {
namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

void put(Fields& fields, const std::string& name, const std::optional<std::string>& value) {
  if (value && !value->empty()) fields.insert_or_assign(name, *value);
}

std::optional<std::string> kernel(const ProbeSource& source) {
  const auto release = source.file("/proc/sys/kernel/osrelease");
  if (release) return source.file("/proc/sys/kernel/ostype").value_or("Linux") + " " + *release;
  utsname system{};
  if (source.root != "/" || ::uname(&system) != 0) return std::nullopt;
  return fmt::format("{} {}", system.sysname, system.release);
}

std::optional<std::string> os_name(const ProbeSource& source) {
  std::istringstream lines(source.file("/etc/os-release").value_or(""));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("PRETTY_NAME=")) continue;
    std::string name = line.substr(line.find('=') + 1);
    std::erase_if(name, [](char c) { return c == '"' || c == '\''; });
    return name;
  }
  return std::nullopt;
}

std::optional<std::string> hypervisor(const ProbeSource& source, const CpuIdentity& cpu) {
  const std::string release = source.file("/proc/sys/kernel/osrelease").value_or("");
  if (release.find("icrosoft") != std::string::npos) return "WSL";
  const auto type = source.file("/sys/hypervisor/type");
  if (!cpu.has_hypervisor && !type) return std::nullopt;
  if (const auto vendor = source.file("/sys/class/dmi/id/sys_vendor")) {
    const auto product = source.file("/sys/class/dmi/id/product_name");
    return product ? *vendor + " " + *product : *vendor;
  }
  return type.value_or("virtual machine");
}

std::optional<std::string> container(const ProbeSource& source) {
  if (const auto kind = source.file("/run/systemd/container")) return kind;
  if (source.variable("KUBERNETES_SERVICE_HOST")) return "kubernetes";
  if (source.exists("/run/.containerenv")) return "podman";
  if (source.exists("/.dockerenv")) return "docker";
  return std::nullopt;
}

std::optional<std::string> virtualization(const ProbeSource& source, const CpuIdentity& cpu) {
  if (!source.exists("/proc/cpuinfo")) return std::nullopt;  // nobody to ask
  const auto machine = hypervisor(source, cpu);
  const auto box = container(source);
  if (machine && box) return fmt::format("{}, {} container", *machine, *box);
  if (box) return *box + " container";
  return machine.value_or("none");
}

std::optional<std::string> turbo(const ProbeSource& source) {
  if (const auto off = source.file("/sys/devices/system/cpu/intel_pstate/no_turbo")) {
    return *off == "0" ? "on" : "off";
  }
  if (const auto on = source.file("/sys/devices/system/cpu/cpufreq/boost")) {
    return *on == "0" ? "off" : "on";
  }
  return std::nullopt;
}

std::optional<std::string> load_average(const ProbeSource& source) {
  std::istringstream words(source.file("/proc/loadavg").value_or(""));
  std::string one;
  std::string five;
  std::string fifteen;
  if (!(words >> one >> five >> fifteen)) return std::nullopt;
  return fmt::format("{}, {}, {}", one, five, fifteen);
}

std::filesystem::path executable_of(const SuiteToRun& suite) {
  try {
    return suite.command.empty() ? std::filesystem::path() : find_program(suite.command.front());
  } catch (const UsageError&) {
    return {};  // running it will say so
  }
}

/// A merge request's job has HEAD detached; the CI knows its branch.
std::optional<std::string> branch_of(const SourceCommit& source, const ProbeSource& system) {
  if (source.branch) return source.branch;
  for (const char* name : {"GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME"}) {
    if (auto branch = system.variable(name)) return branch;
  }
  return std::nullopt;
}

void put_commit(Fields& fields, const SuiteToRun& suite, const ProvenanceOptions& options,
                const std::filesystem::path& executable) {
  std::optional<SourceCommit> found;
  if (!options.source_directory.empty()) {
    found = source_commit(options.source_directory);
  } else {
    if (!executable.empty()) found = source_commit(executable.parent_path());
    const auto& folder = suite.working_directory;
    if (!found) found = source_commit(folder.empty() ? std::filesystem::current_path() : folder);
  }
  if (!found) return;
  put(fields, "commit", found->commit);
  put(fields, "commit_date", found->date);
  put(fields, "branch", branch_of(*found, options.source));
  put(fields, "dirty", found->is_dirty ? "true" : "false");
}

}  // namespace

model::Environment probe_machine(const ProbeSource& source) {
  const CpuIdentity cpu = read_cpu_identity(source);
  Fields fields;
  put(fields, "cpu_model", cpu.model_name);
  put(fields, "num_cpus", std::to_string(usable_cpus(source)));
  put(fields, "machine_class", machine_class(source));
  put(fields, "kernel", kernel(source));
  put(fields, "os", os_name(source));
  put(fields, "virtualization", virtualization(source, cpu));
  put(fields, "governor", source.file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
  put(fields, "turbo", turbo(source));
  if (const auto aslr = source.file("/proc/sys/kernel/randomize_va_space")) {
    put(fields, "aslr_enabled", *aslr == "0" ? "false" : "true");
  }
  put(fields, "load_avg", load_average(source));
  return {.fields = std::move(fields)};
}

model::Environment probe_suite(const SuiteToRun& suite, const ProvenanceOptions& options) {
  model::Environment environment = probe_machine(options.source);
  Fields& fields = environment.fields;
  const auto executable = executable_of(suite);
  put_commit(fields, suite, options, executable);
  put(fields, "compiler", elf_compiler(executable));
  const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(options.now);
  put(fields, "date",
      fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                  fmt::gmtime(std::chrono::system_clock::to_time_t(seconds))));
  put(fields, "version", options.benchgate_version);
  put(fields, "restarts", std::to_string(suite.restarts.value_or(options.restarts)));
  if (suite.min_time) put(fields, "min_time", fmt::format("{} s", suite.min_time->count()));
  put(fields, "filter", suite.filter);
  put(fields, "command", fmt::format("{}", fmt::join(suite.command, " ")));
  return environment;
}

}  // namespace benchgate::measure
