#include "benchgate/stats/null_distributions.h"

#include <algorithm>

namespace benchgate::stats {

const RankSumDistribution& NullDistributions::rank_sum(std::size_t n, std::size_t m) {
  const auto [small, large] = std::minmax(n, m);
  return rank_sum_.try_emplace({small, large}, small, large).first->second;
}

const SignedRankDistribution& NullDistributions::signed_rank(std::size_t n) {
  return signed_rank_.try_emplace(n, n).first->second;
}

std::optional<MedianRanks> NullDistributions::median_ranks(std::size_t n, ConfidenceLevel level) {
  const auto known = median_ranks_.find({n, level});
  if (known != median_ranks_.end()) return known->second;
  return median_ranks_.emplace(std::pair{n, level}, stats::median_ranks(n, level)).first->second;
}

}  // namespace benchgate::stats
