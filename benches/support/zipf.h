// Key popularity: which of n keys the next request asks for.
//
// A Zipf law (rank k is asked for in proportion to 1 / k^s) is what web caches see;
// uniform keys are the other extreme. Both are tables drawn once from a seed, before
// anything is timed: a benchmark's body only reads the next rank.
//
// It does not scramble: rank 0 is the most popular key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "support/random.h"

namespace benches {

/// The Zipf distribution over the ranks 0 .. n - 1.
///
/// A cumulative table and a binary search: exact, and small for the n used here.
/// Rejection-inversion (Hoermann and Derflinger, 1996) needs no table and would be the
/// choice for billions of keys.
class ZipfDistribution {
 public:
  /// `exponent` is s >= 0; 0 is uniform. Throws std::invalid_argument for n = 0 and for
  /// an exponent that is negative or not finite.
  ZipfDistribution(std::size_t n, double exponent);

  [[nodiscard]] std::size_t operator()(Random& random) const;
  /// P(rank), 0 beyond the last rank.
  [[nodiscard]] double probability(std::size_t rank) const;
  [[nodiscard]] std::size_t size() const { return cumulative_.size(); }

 private:
  std::vector<double> cumulative_;  // ends with exactly 1
};

/// How the keys of a benchmark are drawn; `name` is what its path says after `keys:`.
struct KeyPopularity {
  std::string_view name;
  double exponent;
};
inline constexpr KeyPopularity kUniformKeys{.name = "uniform", .exponent = 0.0};
/// 0.99 is YCSB's constant (Cooper et al., 2010), close to what web traces show
/// (Breslau et al., 1999: 0.64 to 0.83; Twitter's caches, Yang et al., 2020: up to 1.3).
inline constexpr KeyPopularity kZipfKeys{.name = "zipf", .exponent = 0.99};

/// `length` ranks in 0 .. n - 1 drawn from `seed`.
[[nodiscard]] std::vector<std::uint32_t> draw_ranks(KeyPopularity popularity, std::size_t n,
                                                    std::size_t length, std::uint64_t seed);

}  // namespace benches
