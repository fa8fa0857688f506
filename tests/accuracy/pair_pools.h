// Recorded pairs as pools that simulated pull requests draw from.
#pragma once

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "recorded_pairs.h"

namespace benchgate::accuracy {

using Random = std::mt19937_64;

struct DrawnPair {
  double base = 0;  ///< in units of what the benchmark typically takes
  double head = 0;
  double seconds = 0;
};

class PairPools {
 public:
  /// Keeps the pairs of one pacing.
  PairPools(const std::vector<RecordedPair>& pairs, const std::string& pacing);

  /// How many pairs were measured at the same time: one on each of two cores, unless in turn.
  [[nodiscard]] std::size_t side_by_side() const { return side_by_side_; }

  [[nodiscard]] const std::vector<std::string>& kinds() const { return kinds_; }
  /// Were there pairs of this effect, or would they be made from those of none?
  [[nodiscard]] bool is_recorded(const std::string& kind, int permille) const;
  [[nodiscard]] const std::vector<DrawnPair>& pool(const std::string& kind, int permille) const;

  /// A pair of a benchmark that has not changed: which side is which is the coin's to say, for
  /// both are the same program.
  [[nodiscard]] DrawnPair draw_same(const std::string& kind, Random& random) const;
  /// A pair whose head is slower by arithmetic: a truth that is known exactly, which the few pairs
  /// that were recorded with more work only know within their own error.
  [[nodiscard]] DrawnPair draw_slower(const std::string& kind, int permille, Random& random) const;

 private:
  std::size_t side_by_side_;
  std::vector<std::string> kinds_;
  std::map<std::pair<std::string, int>, std::vector<DrawnPair>> pools_;
};

}  // namespace benchgate::accuracy
