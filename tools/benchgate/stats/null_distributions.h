// Null distributions, computed once per sample size.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <utility>

#include "benchgate/stats/median_ranks.h"
#include "benchgate/stats/rank_sum_distribution.h"
#include "benchgate/stats/signed_rank_distribution.h"

namespace benchgate::stats {

/// A cache that the caller owns and passes to the tests: thousands of benchmarks share a
/// handful of sample sizes, and a table costs a hundred times the test that reads it.
/// It changes speed, never results. Not for several threads at once: one each.
class NullDistributions {
 public:
  /// Both sizes at least 1. The reference stays valid as long as this object.
  const RankSumDistribution& rank_sum(std::size_t n, std::size_t m);
  /// n at least 1.
  const SignedRankDistribution& signed_rank(std::size_t n);
  std::optional<MedianRanks> median_ranks(std::size_t n, ConfidenceLevel level);

 private:
  std::map<std::pair<std::size_t, std::size_t>, RankSumDistribution> rank_sum_;
  std::map<std::size_t, SignedRankDistribution> signed_rank_;
  std::map<std::pair<std::size_t, ConfidenceLevel>, std::optional<MedianRanks>> median_ranks_;
};

}  // namespace benchgate::stats
