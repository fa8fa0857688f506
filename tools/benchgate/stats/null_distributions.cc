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

}  // namespace benchgate::stats
