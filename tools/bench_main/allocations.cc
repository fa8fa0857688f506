#include "bench_main/allocations.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>

namespace benchgate::agent {
namespace {

/// Long enough for one iteration and nothing more.
constexpr double kOneIteration = 1e-9;
/// So many iterations are wanted, if they take no longer than that.
constexpr double kWanted = 32;
constexpr double kLongestSeconds = 0.25;
constexpr int kAttempts = 6;

using Start = void();
using Stop = void(std::uint64_t*, std::uint64_t*);

template <typename Function>
Function* find(const char* name) {
  void* const symbol = ::dlsym(RTLD_DEFAULT, name);
  Function* function = nullptr;
  static_assert(sizeof function == sizeof symbol);
  std::memcpy(&function, &symbol, sizeof function);
  return function;
}

/// Two or more iterations. How long one takes is known badly: it ran once, and cold.
std::optional<AllocationCount> several(
    const std::function<std::optional<AllocationCount>(double)>& count, double seconds_each) {
  double seconds = std::max(std::min(kWanted * seconds_each, kLongestSeconds), 2 * seconds_each);
  for (int i = 0; i < kAttempts; ++i, seconds *= 2) {
    const auto counted = count(std::max(seconds, kOneIteration));
    if (!counted || counted->iterations > 1) return counted;
  }
  return std::nullopt;
}

struct Finding {
  std::optional<double> per_iteration{};
  double peak_bytes = 0;
};

std::optional<Finding> find_once(
    const std::function<std::optional<AllocationCount>(double)>& count) {
  const auto one = count(kOneIteration);
  if (!one) return std::nullopt;
  Finding finding{std::nullopt, static_cast<double>(one->peak_bytes)};
  if (one->iterations > 1 || one->iterations_before > 1) {
    // It insists on a number of iterations or a time, or takes batches: there is no single one.
    const auto iterations = one->iterations > 1 ? one->iterations : one->iterations_before;
    finding.per_iteration = static_cast<double>(one->allocations) / static_cast<double>(iterations);
    return finding;
  }
  const auto more = several(count, one->seconds_per_iteration);
  if (!more || more->allocations < one->allocations) return finding;
  finding.per_iteration = static_cast<double>(more->allocations - one->allocations) /
                          static_cast<double>(more->iterations - 1);
  return finding;
}

}  // namespace

bool can_count_allocations() {
  if (find<Start>("benchgate_allocations_start") == nullptr) return false;
  AllocationCount count;
  start_counting();
  void* volatile place = std::malloc(1);
  std::free(place);
  stop_counting(count);
  return count.allocations == 1;
}

void start_counting() {
  static Start* const start = find<Start>("benchgate_allocations_start");
  start();
}

void stop_counting(AllocationCount& count) {
  static Stop* const stop = find<Stop>("benchgate_allocations_stop");
  stop(&count.allocations, &count.peak_bytes);
}

ExactMemory exact_memory(
    const std::function<std::optional<AllocationCount>(double seconds)>& count) {
  const auto first = find_once(count);
  const auto second = find_once(count);
  ExactMemory memory;
  if (!first || !second) return memory;
  if (first->per_iteration && first->per_iteration == second->per_iteration) {
    memory.allocations_per_iteration = first->per_iteration;
  }
  if (first->peak_bytes == second->peak_bytes) memory.peak_bytes = first->peak_bytes;
  return memory;
}

}  // namespace benchgate::agent
