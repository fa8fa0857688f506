#include "benchgate/stats/median_ranks.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/binomial.hpp>

#include "benchgate/stats/normal.h"

namespace benchgate::stats {
namespace {

// P(fewer than `rank` of n values fall below the median).
double tail_below(std::size_t n, std::size_t rank) {
  if (rank == 0) return 0.0;
  const boost::math::binomial below(static_cast<double>(n), 0.5);
  return boost::math::cdf(below, static_cast<double>(rank - 1));
}

}  // namespace

std::optional<MedianRanks> median_ranks(std::size_t n, ConfidenceLevel level) {
  const double tail = (1.0 - level.value()) / 2.0;
  if (n < samples_needed_for_median_interval(level)) return std::nullopt;
  // The normal approximation is off by at most a rank or two; the binomial decides.
  const auto size = static_cast<double>(n);
  const double guess = size / 2.0 - normal_upper_quantile(tail) * std::sqrt(size) / 2.0;
  auto rank = static_cast<std::size_t>(std::clamp(guess, 1.0, std::ceil(size / 2.0)));
  while (rank > 1 && tail_below(n, rank) > tail) --rank;
  while (2 * (rank + 1) <= n + 1 && tail_below(n, rank + 1) <= tail) ++rank;
  return MedianRanks{.rank = rank, .achieved_level = 1.0 - 2.0 * tail_below(n, rank)};
}

std::size_t samples_needed_for_median_interval(ConfidenceLevel level) {
  // Minimum and maximum miss with 2 * 2^-n.
  const double miss = 1.0 - level.value();
  std::size_t n = 2;
  while (std::ldexp(2.0, -static_cast<int>(n)) > miss) ++n;
  return n;
}

}  // namespace benchgate::stats
