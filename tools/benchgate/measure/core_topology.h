// Which CPUs are hardware threads of one core, as the kernel says.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "benchgate/measure/probe_source.h"

namespace benchgate::measure {

/// `cpus`, each in a group with those of them that it shares its core with; in the order in which
/// they come. One of which the kernel says nothing is taken for a core of its own.
[[nodiscard]] std::vector<std::vector<int>> by_core(const ProbeSource& source,
                                                    std::span<const int> cpus);

/// The first of `cpus` on each core: two duets on one core would disturb each other.
[[nodiscard]] std::vector<int> one_of_each_core(const ProbeSource& source,
                                                std::span<const int> cpus);

/// The CPUs of the core that `cpu` is one of, as the kernel lists them ("0,4"); empty: unknown.
[[nodiscard]] std::string siblings_of(const ProbeSource& source, int cpu);

}  // namespace benchgate::measure
