// Order statistics of all pairs formed from sorted samples, without sorting the pairs.
//
// Inside this layer only. 1,000 against 1,000 samples make a million differences: too many
// to sort for three of them, and 8 MB a benchmark to hold.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace benchgate::stats {

/// Up to this many pairs are written out and partitioned, which is faster for the usual
/// 20 x 20; beyond, the value is found by bisection and no pair is stored.
inline constexpr std::size_t kPairsWrittenOut = 4096;

/// Doubles as integers in the same order, -0.0 and 0.0 the same. Bisecting these ends
/// after at most 64 steps on the exact value, whatever the magnitudes.
[[nodiscard]] inline std::int64_t ordered_bits(double x) {
  const auto bits = std::bit_cast<std::int64_t>(x);
  return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
}

[[nodiscard]] inline double from_ordered_bits(std::int64_t ordered) {
  const auto bits = ordered < 0 ? std::numeric_limits<std::int64_t>::min() - ordered : ordered;
  return std::bit_cast<double>(bits);
}

/// The k-th smallest (from 0) of the pairs, by bisection. Pairs has lowest(), highest() and
/// count_at_most(t), linear in the number of samples.
template <class Pairs>
[[nodiscard]] double bisect_rank(const Pairs& pairs, std::size_t k) {
  std::int64_t below = ordered_bits(pairs.lowest());
  std::int64_t above = ordered_bits(pairs.highest());
  while (below < above) {
    // Not below + (above - below) / 2: the difference may overflow.
    const std::int64_t middle = (below & above) + ((below ^ above) >> 1);
    if (pairs.count_at_most(from_ordered_bits(middle)) > k) {
      above = middle;
    } else {
      below = middle + 1;
    }
  }
  return from_ordered_bits(below);
}

/// The values at the given ranks (from 0, ascending) among all pairs. Pairs also has count()
/// and write_out(), which returns them all in any order.
template <class Pairs>
[[nodiscard]] std::vector<double> values_at_ranks(const Pairs& pairs,
                                                  std::span<const std::size_t> ranks) {
  std::vector<double> found;
  found.reserve(ranks.size());
  if (pairs.count() > kPairsWrittenOut) {
    for (const std::size_t rank : ranks) found.push_back(bisect_rank(pairs, rank));
    return found;
  }
  std::vector<double> all = pairs.write_out();
  auto rest = all.begin();
  for (const std::size_t rank : ranks) {
    const auto place = all.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(rest, place, all.end());
    found.push_back(*place);
    rest = place;
  }
  return found;
}

}  // namespace benchgate::stats
