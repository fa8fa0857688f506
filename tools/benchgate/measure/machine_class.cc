#include "benchgate/measure/machine_class.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <regex>
#include <sstream>
#include <thread>

#include <fmt/format.h>
#include <sys/utsname.h>

#ifdef __linux__
#include <sched.h>
#endif
#ifdef __APPLE__
#include <sys/sysctl.h>
#endif

namespace benchgate::measure {
namespace {

constexpr std::size_t kMaxClassBytes = 80;

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

/// Everything but letters, digits, '.' and '_' becomes '-', at most one in a row.
std::string slug(std::string_view text) {
  std::string made;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte < 128 && (std::isalnum(byte) != 0 || c == '.' || c == '_');
    if (plain) {
      made += static_cast<char>(std::tolower(byte));
    } else if (!made.empty() && made.back() != '-') {
      made += '-';
    }
  }
  made.resize(std::min(made.size(), kMaxClassBytes));
  const auto end = made.find_last_not_of("-.");
  made.resize(end == std::string::npos ? 0 : end + 1);
  made.erase(0, std::min(made.find_first_not_of("-."), made.size()));
  return made;
}

std::string vendor_name(const std::string& vendor) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kNames = {{
      {"GenuineIntel", "intel"},
      {"AuthenticAMD", "amd"},
      {"HygonGenuine", "hygon"},
      {"0x41", "arm"},
      {"0x61", "apple"},
      {"0xc0", "ampere"},
      {"0x51", "qualcomm"},
  }};
  for (const auto& [said, name] : kNames) {
    if (vendor == said) return std::string(name);
  }
  return slug(vendor);
}

/// "AMD EPYC 7763 64-Core Processor" -> "epyc-7763".
std::string model_slug(const CpuIdentity& cpu) {
  static const std::regex decoration(
      R"(\((r|tm|c)\)|\b(cpu|processor|intel|amd|genuine|with radeon.*|\d+-core)\b|@.*$)",
      std::regex::icase);
  return slug(std::regex_replace(cpu.model_name, decoration, " "));
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc{} || end == text.data()) return std::nullopt;
  return value;
}

/// CPUs that "cpu.max" ("50000 100000", "max 100000") grants.
std::optional<double> quota_v2(const ProbeSource& source, const std::string& folder) {
  const auto text = source.file("/sys/fs/cgroup" + folder + "/cpu.max");
  if (!text) return std::nullopt;
  std::istringstream words(*text);
  std::string quota;
  std::string period;
  words >> quota >> period;
  const auto granted = number(quota);
  const auto of = number(period);
  if (!granted || !of || *granted <= 0 || *of <= 0) return std::nullopt;
  return *granted / *of;
}

std::optional<double> quota_v1(const ProbeSource& source, const std::string& folder) {
  for (const char* mount : {"/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/cpu"}) {
    const auto quota = source.file(mount + folder + "/cpu.cfs_quota_us");
    const auto period = source.file(mount + folder + "/cpu.cfs_period_us");
    if (!quota || !period) continue;
    const auto granted = number(*quota);
    const auto of = number(*period);
    if (granted && of && *granted > 0 && *of > 0) return *granted / *of;
  }
  return std::nullopt;
}

/// This process's folders below a control group mount, from its own up to the root ("").
std::vector<std::string> group_folders(const ProbeSource& source) {
  std::vector<std::string> folders;
  std::istringstream lines(source.file("/proc/self/cgroup").value_or(""));
  for (std::string line; std::getline(lines, line);) {
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (!controllers.empty() && controllers.find("cpu") != 0) continue;
    for (std::string path = line.substr(second + 1); path.size() > 1;) {
      folders.push_back(path);
      path.resize(path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
    }
  }
  folders.emplace_back();
  return folders;
}

unsigned affinity() {
#ifdef __linux__
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0) {
    return static_cast<unsigned>(CPU_COUNT(&set));
  }
#endif
  return std::max(1U, std::thread::hardware_concurrency());
}

void fill_without_proc(CpuIdentity& cpu) {
#ifdef __APPLE__
  std::array<char, 256> name{};
  std::size_t size = name.size() - 1;
  if (::sysctlbyname("machdep.cpu.brand_string", name.data(), &size, nullptr, 0) == 0) {
    cpu.model_name = name.data();
  }
#endif
  utsname system{};
  if (cpu.model_name.empty() && ::uname(&system) == 0) cpu.model_name = system.machine;
}

}  // namespace

CpuIdentity read_cpu_identity(const ProbeSource& source) {
  CpuIdentity cpu;
  std::istringstream lines(source.file("/proc/cpuinfo").value_or(""));
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) {
      if (!cpu.vendor.empty()) break;  // the first CPU speaks for all
      continue;
    }
    const std::string key = trimmed(std::string_view(line).substr(0, colon));
    const std::string value = trimmed(std::string_view(line).substr(colon + 1));
    if (key == "vendor_id" || key == "CPU implementer") cpu.vendor = value;
    if (key == "model name") cpu.model_name = value;
    if (key == "cpu family") cpu.family = value;
    if (key == "model" || key == "CPU part") cpu.model = value;
    if (key == "flags")
      cpu.has_hypervisor = (" " + value + " ").find(" hypervisor ") != std::string::npos;
  }
  if (cpu == CpuIdentity{} && source.root == "/") fill_without_proc(cpu);
  return cpu;
}

unsigned usable_cpus(const ProbeSource& source) {
  auto cpus = static_cast<double>(source.affinity_cpus.value_or(affinity()));
  for (const auto& folder : group_folders(source)) {
    for (const auto quota : {quota_v2(source, folder), quota_v1(source, folder)}) {
      if (quota) cpus = std::min(cpus, std::ceil(*quota));
    }
  }
  return std::max(1U, static_cast<unsigned>(cpus));
}

std::string machine_class_of(const CpuIdentity& cpu, unsigned cpus) {
  std::string name = vendor_name(cpu.vendor);
  const auto add = [&](const std::string& part) {
    if (part.empty()) return;
    name += (name.empty() ? "" : "-") + part;
  };
  add(model_slug(cpu).substr(0, 40));
  if (!cpu.family.empty() && !cpu.model.empty()) {
    add(fmt::format("f{}m{}", slug(cpu.family), slug(cpu.model)));
  } else if (!cpu.model.empty()) {
    add("part-" + slug(cpu.model));
  }
  if (name.empty()) name = "unknown";
  return slug(fmt::format("{}-{}cpu", name.substr(0, 64), cpus));
}

std::string machine_class(const ProbeSource& source) {
  if (const auto given = source.variable("BENCHGATE_MACHINE_CLASS")) {
    if (auto safe = slug(*given); !safe.empty()) return safe;
  }
  return machine_class_of(read_cpu_identity(source), usable_cpus(source));
}

}  // namespace benchgate::measure
