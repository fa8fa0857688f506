#include "benchgate/measure/core_topology.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace benchgate::measure {

std::string siblings_of(const ProbeSource& source, int cpu) {
  return source
      .file(fmt::format("/sys/devices/system/cpu/cpu{}/topology/thread_siblings_list", cpu))
      .value_or("");
}

std::vector<std::vector<int>> by_core(const ProbeSource& source, std::span<const int> cpus) {
  std::vector<std::vector<int>> cores;
  std::map<std::string, std::size_t> known;
  for (const int cpu : cpus) {
    const auto siblings = siblings_of(source, cpu);
    const auto [place, is_new] = known.emplace(siblings, cores.size());
    if (is_new || siblings.empty()) {
      cores.push_back({cpu});
    } else {
      cores[place->second].push_back(cpu);
    }
  }
  return cores;
}

std::vector<int> one_of_each_core(const ProbeSource& source, std::span<const int> cpus) {
  std::vector<int> chosen;
  for (const auto& core : by_core(source, cpus)) chosen.push_back(core.front());
  return chosen;
}

}  // namespace benchgate::measure
