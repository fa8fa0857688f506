#include "benchgate/stats/rank_sum.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "benchgate/stats/normal.h"
#include "benchgate/stats/tied_rank_sum.h"

namespace benchgate::stats {
namespace {

constexpr double kSmallestP = std::numeric_limits<double>::min();

// What merging the two sorted samples tells. Ranks and U are doubled: whole numbers.
struct Ranking {
  std::int64_t twice_u = 0;          // of head
  std::int64_t head_rank_sum = 0;    // doubled mid-ranks
  double tie_sum = 0.0;              // sum of t^3 - t over groups of t equal values
  std::vector<std::int64_t> scores;  // doubled mid-rank of every value; filled on ties only
};

struct Group {
  std::size_t in_base;
  std::size_t in_head;
};

// Calls visit(values before, Group) for every group of equal values in the merged order.
template <class Visit>
void for_each_group(std::span<const double> base, std::span<const double> head, Visit visit) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < base.size() || j < head.size()) {
    const std::size_t before = i + j;
    const double value =
        j == head.size() || (i < base.size() && base[i] < head[j]) ? base[i] : head[j];
    Group group{.in_base = 0, .in_head = 0};
    for (; i < base.size() && base[i] == value; ++i) ++group.in_base;
    for (; j < head.size() && head[j] == value; ++j) ++group.in_head;
    visit(before, group);
  }
}

Ranking rank(std::span<const double> base, std::span<const double> head) {
  Ranking ranking;
  for_each_group(base, head, [&](std::size_t before, Group group) {
    const std::size_t size = group.in_base + group.in_head;
    const auto twice_midrank = static_cast<std::int64_t>(2 * before + size + 1);
    ranking.head_rank_sum += twice_midrank * static_cast<std::int64_t>(group.in_head);
    const auto t = static_cast<double>(size);
    ranking.tie_sum += t * t * t - t;
  });
  const auto n = static_cast<std::int64_t>(head.size());
  ranking.twice_u = ranking.head_rank_sum - n * (n + 1);
  if (ranking.tie_sum > 0.0) {
    ranking.scores.reserve(base.size() + head.size());
    for_each_group(base, head, [&](std::size_t before, Group group) {
      const std::size_t size = group.in_base + group.in_head;
      ranking.scores.insert(ranking.scores.end(), size,
                            static_cast<std::int64_t>(2 * before + size + 1));
    });
  }
  return ranking;
}

// With continuity correction on both sides; 1 for both where everything is tied.
Tails normal_tails(const Ranking& ranking, double n, double m) {
  const double total = n + m;
  const double variance = n * m / 12.0 * (total + 1.0 - ranking.tie_sum / (total * (total - 1.0)));
  if (!(variance > 0.0)) return {.at_most = 1.0, .at_least = 1.0};
  const double distance = static_cast<double>(ranking.twice_u) / 2.0 - n * m / 2.0;
  const double deviation = std::sqrt(variance);
  return {.at_most = normal_cdf((distance + 0.5) / deviation),
          .at_least = normal_cdf((-distance + 0.5) / deviation)};
}

// Chooses the smaller side, which is cheaper; base's tails are head's, swapped.
std::optional<Tails> exact_tied_tails(const Ranking& ranking, std::size_t base, std::size_t head) {
  if (head <= base) return tied_rank_sum_tails(ranking.scores, head, ranking.head_rank_sum);
  const auto total = static_cast<std::int64_t>(base + head);
  const std::int64_t base_rank_sum = total * (total + 1) - ranking.head_rank_sum;
  const auto tails = tied_rank_sum_tails(ranking.scores, base, base_rank_sum);
  if (!tails) return std::nullopt;
  return Tails{.at_most = tails->at_least, .at_least = tails->at_most};
}

}  // namespace

std::optional<RankSumResult> rank_sum_test(const TwoSamples& samples, Alternative alternative,
                                           NullDistributions& distributions) {
  const std::size_t n = samples.head.size();
  const std::size_t m = samples.base.size();
  if (n == 0 || m == 0) return std::nullopt;
  const Ranking ranking = rank(samples.base.values(), samples.head.values());

  const double u = static_cast<double>(ranking.twice_u) / 2.0;
  const auto result = [&](const Tails& tails, PValueMethod method) {
    return RankSumResult{.p_value = p_value(tails, alternative), .u = u, .method = method};
  };
  if (ranking.tie_sum > 0.0) {
    const auto exact = exact_tied_tails(ranking, m, n);
    if (exact) return result(*exact, PValueMethod::Exact);
    return result(normal_tails(ranking, static_cast<double>(n), static_cast<double>(m)),
                  PValueMethod::NormalApproximation);
  }
  const RankSumDistribution& null = distributions.rank_sum(n, m);
  const auto count = static_cast<std::size_t>(ranking.twice_u / 2);
  return result({.at_most = null.at_most(count), .at_least = null.at_most(null.max() - count)},
                null.method());
}

std::optional<double> smallest_rank_sum_p(std::size_t n, std::size_t m, Alternative alternative) {
  if (n == 0 || m == 0) return std::nullopt;
  const auto [small, large] = std::minmax(n, m);
  double p = 1.0;
  for (std::size_t i = 1; i <= small; ++i) {
    p *= static_cast<double>(i) / static_cast<double>(large + i);
  }
  if (alternative == Alternative::TwoSided) p = std::min(1.0, 2.0 * p);
  return std::max(p, kSmallestP);
}

std::size_t samples_needed_for_rank_sum(Alpha alpha, Alternative alternative) {
  std::size_t n = 1;
  while (!rejects(*smallest_rank_sum_p(n, n, alternative), alpha)) ++n;
  return n;
}

}  // namespace benchgate::stats
