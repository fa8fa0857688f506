#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>
#include <thread>

#include <fmt/format.h>

#ifdef __linux__
#include <sched.h>
#endif

#include "benchgate/base/error.h"
#include "benchgate/measure/core_topology.h"
#include "benchgate/measure/machine_class.h"
#include "benchgate/measure/measure_pairs.h"

namespace benchgate::measure {
namespace {

/// What the system lets us pin to. Only trying tells: a container may refuse the call as such.
std::vector<int> pinnable_cpus() {
  std::vector<int> cpus;
#ifdef __linux__
  const auto try_each = [&cpus] {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
      if (!CPU_ISSET(static_cast<std::size_t>(cpu), &allowed)) continue;
      cpu_set_t one;
      CPU_ZERO(&one);
      CPU_SET(static_cast<std::size_t>(cpu), &one);
      if (::sched_setaffinity(0, sizeof one, &one) == 0) cpus.push_back(cpu);
    }
  };
  std::thread(try_each).join();  // a thread of its own: whoever asks stays where it may run
#endif
  return cpus;
}

[[noreturn]] void refuse(std::string_view text) {
  throw UsageError(fmt::format(
      "BENCHGATE_CPUS is \"{}\"; it names the cores to measure on, such as 2,3 or 2-5, or is none",
      text));
}

int number(std::string_view digits, std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 0) refuse(text);
  return value;
}

/// "2,4-6" out of `cpus`.
std::vector<int> chosen(const std::vector<int>& cpus, std::string_view text) {
  std::vector<int> kept;
  for (std::string_view rest = text; !rest.empty();) {
    const auto part = rest.substr(0, rest.find(','));
    rest = part.size() == rest.size() ? std::string_view() : rest.substr(part.size() + 1);
    const auto dash = part.find('-');
    const int first = number(part.substr(0, dash), text);
    const int last = dash == std::string_view::npos ? first : number(part.substr(dash + 1), text);
    std::ranges::copy_if(cpus, std::back_inserter(kept),
                         [&](int cpu) { return first <= cpu && cpu <= last; });
  }
  std::ranges::sort(kept);
  kept.erase(std::ranges::unique(kept).begin(), kept.end());
  if (kept.empty()) refuse(text);
  return kept;
}

}  // namespace

std::vector<int> usable_cpus() {
  const char* const variable = std::getenv("BENCHGATE_CPUS");
  const std::string_view choice = variable == nullptr ? "" : variable;
  if (choice == "none") return {};
  auto cpus = pinnable_cpus();
  if (!choice.empty() && !cpus.empty()) return chosen(cpus, choice);
  const ProbeSource system;
  cpus = one_of_each_core(system, cpus);
  // A control group may grant less time than cores: more duets at once would be throttled.
  const std::size_t granted = usable_cpus(system);
  if (cpus.size() > granted) cpus.resize(granted);
  return cpus;
}

}  // namespace benchgate::measure
