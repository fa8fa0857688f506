#include "support/zipf.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace benches {

ZipfDistribution::ZipfDistribution(std::size_t n, double exponent) {
  if (n == 0) throw std::invalid_argument("a Zipf distribution needs at least one rank");
  if (!std::isfinite(exponent) || exponent < 0) {
    throw std::invalid_argument("a Zipf exponent must be finite and not negative");
  }
  cumulative_.reserve(n);
  double sum = 0;
  for (std::size_t rank = 0; rank < n; ++rank) {
    sum += std::pow(static_cast<double>(rank + 1), -exponent);
    cumulative_.push_back(sum);
  }
  for (double& value : cumulative_) value /= sum;
  cumulative_.back() = 1.0;
}

std::size_t ZipfDistribution::operator()(Random& random) const {
  // The first rank whose cumulative probability exceeds the draw; the draw is below 1.
  const auto found = std::ranges::upper_bound(cumulative_, random.unit());
  return static_cast<std::size_t>(found - cumulative_.begin());
}

double ZipfDistribution::probability(std::size_t rank) const {
  if (rank >= cumulative_.size()) return 0.0;
  return rank == 0 ? cumulative_[0] : cumulative_[rank] - cumulative_[rank - 1];
}

std::vector<std::uint32_t> draw_ranks(KeyPopularity popularity, std::size_t n, std::size_t length,
                                      std::uint64_t seed) {
  if (n > std::numeric_limits<std::uint32_t>::max()) {
    throw std::invalid_argument("draw_ranks: more keys than fit a rank");
  }
  const ZipfDistribution distribution(n, popularity.exponent);
  Random random(seed);
  std::vector<std::uint32_t> ranks(length);
  for (auto& rank : ranks) rank = static_cast<std::uint32_t>(distribution(random));
  return ranks;
}

}  // namespace benches
