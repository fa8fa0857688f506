// Work of a known amount: what the demonstration of a history measures. A commit that changes
// how many rounds a benchmark makes changes how long it takes by that much.
#pragma once

#include <cstdint>

// Each round depends on the one before, so neither compiler nor processor can leave any out.
inline std::uint64_t work(int rounds) {
  std::uint64_t x = 0x9e3779b97f4a7c15U;
  for (int i = 0; i < rounds; ++i) {
    x ^= x >> 12U;
    x ^= x << 25U;
    x ^= x >> 27U;
    x *= 0x2545f4914f6cdd1dU;
  }
  return x;
}

std::uint64_t large_step();
std::uint64_t small_step();
std::uint64_t drift();
std::uint64_t steady();
