// How many allocations an iteration of a benchmark makes, and how much memory it needs.
//
// Counts through Google Benchmark's MemoryManager, in runs of their own, with the preloaded library
// of allocation_counter.cc; without that there is nothing to count with.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace benchgate::agent {

/// What was allocated while Google Benchmark ran so many iterations: the benchmark's function was
/// called once, and with it everything around its loop.
struct AllocationCount {
  std::uint64_t iterations = 0;         ///< that were asked for
  std::uint64_t iterations_before = 0;  ///< of the run before it: more where a loop takes batches
  std::uint64_t allocations = 0;
  std::uint64_t peak_bytes = 0;
  double seconds_per_iteration = 0;  ///< of the run before it
};

/// Is the library there, and are its functions the ones that this process allocates with?
[[nodiscard]] bool can_count_allocations();

/// What starts and ends counting; they come with the library.
void start_counting();
void stop_counting(AllocationCount& count);

/// One value for each time it was counted. Whether it is exact, whoever reads the values can see:
/// they are all the same.
struct MemoryCounts {
  std::vector<double> allocations_per_iteration{};
  std::vector<double> peak_bytes{};
};

/// `count` runs the benchmark for at least so many seconds and counts a few iterations after it;
/// nothing where it failed.
///
/// Per iteration is what further iterations allocate on top of the first one, so that what the
/// function sets up before its loop, and buffers that grow once, are not spread over however many
/// iterations there happened to be. The peak is that of a call with a single iteration. Each is
/// counted twice, with different numbers of iterations where that can be had: what depends on their
/// number differs.
[[nodiscard]] MemoryCounts count_memory(
    const std::function<std::optional<AllocationCount>(double seconds)>& count);

}  // namespace benchgate::agent
