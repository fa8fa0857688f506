#include "benchgate/stats/signed_rank.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "benchgate/stats/normal.h"
#include "benchgate/stats/tails.h"

namespace benchgate::stats {
namespace {

struct Ranking {
  std::vector<std::size_t> twice_ranks;  // doubled mid-ranks of the sizes, ascending
  std::size_t twice_positive = 0;        // their sum over positive differences
  double tie_sum = 0.0;                  // sum of t^3 - t over groups of t equal sizes
};

Ranking rank(std::span<const double> differences) {
  std::vector<double> nonzero;
  nonzero.reserve(differences.size());
  for (const double d : differences) {
    assert(std::isfinite(d));
    if (d != 0.0) nonzero.push_back(d);
  }
  std::ranges::sort(nonzero, {}, [](double d) { return std::abs(d); });

  Ranking ranking;
  ranking.twice_ranks.reserve(nonzero.size());
  for (std::size_t begin = 0; begin < nonzero.size();) {
    std::size_t end = begin;
    std::size_t positive = 0;
    for (; end < nonzero.size() && std::abs(nonzero[end]) == std::abs(nonzero[begin]); ++end) {
      if (nonzero[end] > 0.0) ++positive;
    }
    const std::size_t twice_rank = begin + end + 1;
    ranking.twice_ranks.insert(ranking.twice_ranks.end(), end - begin, twice_rank);
    ranking.twice_positive += positive * twice_rank;
    const auto t = static_cast<double>(end - begin);
    ranking.tie_sum += t * t * t - t;
    begin = end;
  }
  return ranking;
}

// P(sum <= observed), P(sum >= observed) when every rank is kept or left by a coin. The
// distribution is symmetric even with ties, so only the half below the observed sum, or
// below its mirror image, is built.
Tails exact_tails(std::span<const std::size_t> ranks, std::size_t observed) {
  std::size_t total = 0;
  for (const std::size_t r : ranks) total += r;
  if (2 * observed > total) {
    const Tails mirrored = exact_tails(ranks, total - observed);
    return {.at_most = mirrored.at_least, .at_least = mirrored.at_most};
  }
  std::vector<double> probability(observed + 1, 0.0);
  probability[0] = 1.0;
  for (const std::size_t r : ranks) {
    for (std::size_t s = observed + 1; s-- > 0;) {
      probability[s] = 0.5 * (probability[s] + (s >= r ? probability[s - r] : 0.0));
    }
  }
  double below = 0.0;
  for (std::size_t s = 0; s < observed; ++s) below += probability[s];
  return {.at_most = below + probability[observed], .at_least = 1.0 - below};
}

Tails normal_tails(const Ranking& ranking) {
  const auto n = static_cast<double>(ranking.twice_ranks.size());
  const double variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ranking.tie_sum / 48.0;
  const double distance = static_cast<double>(ranking.twice_positive) / 2.0 - n * (n + 1.0) / 4.0;
  const double deviation = std::sqrt(variance);
  return {.at_most = normal_cdf((distance + 0.5) / deviation),
          .at_least = normal_cdf((-distance + 0.5) / deviation)};
}

}  // namespace

std::optional<SignedRankResult> signed_rank_test(std::span<const double> differences,
                                                 Alternative alternative,
                                                 NullDistributions& distributions) {
  if (differences.empty()) return std::nullopt;
  const Ranking ranking = rank(differences);
  const std::size_t n = ranking.twice_ranks.size();
  const auto result = [&](const Tails& tails, PValueMethod method) {
    return SignedRankResult{.p_value = p_value(tails, alternative),
                            .positive_rank_sum = static_cast<double>(ranking.twice_positive) / 2.0,
                            .pairs_used = n,
                            .method = method};
  };
  if (n == 0) return result({.at_most = 1.0, .at_least = 1.0}, PValueMethod::Exact);
  if (ranking.tie_sum > 0.0) {
    if (n > kTiedExactPairs)
      return result(normal_tails(ranking), PValueMethod::NormalApproximation);
    return result(exact_tails(ranking.twice_ranks, ranking.twice_positive), PValueMethod::Exact);
  }
  const SignedRankDistribution& null = distributions.signed_rank(n);
  const std::size_t sum = ranking.twice_positive / 2;
  return result({.at_most = null.at_most(sum), .at_least = null.at_most(null.max() - sum)},
                null.method());
}

std::size_t pairs_needed_for(Alpha alpha, Alternative alternative) {
  const double sides = alternative == Alternative::TwoSided ? 2.0 : 1.0;
  std::size_t n = 1;
  while (!rejects(std::ldexp(sides, -static_cast<int>(n)), alpha)) ++n;
  return n;
}

}  // namespace benchgate::stats
