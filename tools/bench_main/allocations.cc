#include "bench_main/allocations.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>

namespace benchgate::agent {
namespace {

/// Long enough for one iteration and nothing more.
constexpr double kOneIteration = 1e-9;
/// So many iterations are wanted, first and second time, if they take no longer than that. Google
/// Benchmark counts at most 16.
constexpr std::array<double, 2> kWanted = {32, 4};
constexpr double kLongestSeconds = 0.25;
constexpr int kAttempts = 6;

using CountOnce = std::function<std::optional<AllocationCount>(double)>;
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

/// Two or more iterations, `wanted` if they do not take too long. How long one takes is known
/// badly: it ran once, and cold.
std::optional<AllocationCount> several(const CountOnce& count, double wanted, double seconds_each) {
  double seconds = std::max(std::min(wanted * seconds_each, kLongestSeconds), 2 * seconds_each);
  for (int i = 0; i < kAttempts; ++i, seconds *= 2) {
    const auto counted = count(std::max(seconds, kOneIteration));
    if (!counted || counted->iterations > 1) return counted;
  }
  return std::nullopt;
}

/// False where the benchmark failed.
bool count_one_more(const CountOnce& count, double wanted, MemoryCounts& counts) {
  const auto one = count(kOneIteration);
  if (!one) return false;
  const auto allocations = static_cast<double>(one->allocations);
  counts.peak_bytes.push_back(static_cast<double>(one->peak_bytes));
  if (one->iterations > 1 || one->iterations_before > 1) {
    // It insists on a number of iterations or a time, or takes batches: there is no single one.
    const auto iterations = one->iterations > 1 ? one->iterations : one->iterations_before;
    counts.allocations_per_iteration.push_back(allocations / static_cast<double>(iterations));
    return true;
  }
  const auto more = several(count, wanted, one->seconds_per_iteration);
  if (!more) return true;
  // Fewer than in the single one: what is allocated depends on something else than iterations.
  const double further = std::max(static_cast<double>(more->allocations) - allocations, 0.0);
  counts.allocations_per_iteration.push_back(further / static_cast<double>(more->iterations - 1));
  return true;
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

MemoryCounts count_memory(const CountOnce& count) {
  MemoryCounts counts;
  for (const double wanted : kWanted) {
    if (!count_one_more(count, wanted, counts)) return {};
  }
  return counts;
}

}  // namespace benchgate::agent
