#include "benchgate/stats/alpha_spending.h"

#include <cmath>
#include <numbers>

namespace benchgate::stats {

std::optional<double> spent_alpha(Alpha alpha, double fraction) {
  if (!(fraction >= 0.0 && fraction <= 1.0)) return std::nullopt;
  // At 1 exactly alpha: log1p(e - 1) is 1 only up to rounding.
  if (fraction == 1.0) return alpha.value();
  return alpha.value() * std::log1p((std::numbers::e - 1.0) * fraction);
}

std::optional<std::vector<Alpha>> look_alphas(Alpha alpha, std::span<const double> fractions) {
  if (fractions.empty()) return std::nullopt;
  std::vector<Alpha> levels;
  levels.reserve(fractions.size());
  double before = 0.0;
  for (const double fraction : fractions) {
    const auto spent = spent_alpha(alpha, fraction);
    if (!spent) return std::nullopt;
    const auto level = Alpha::from(*spent - before);
    if (!level) return std::nullopt;  // did not rise
    levels.push_back(*level);
    before = *spent;
  }
  return levels;
}

std::vector<Look> looks_reached(std::span<const std::size_t> planned, std::size_t pairs,
                                Alpha alpha) {
  std::vector<std::size_t> counts;
  for (const std::size_t look : planned) {
    if (look <= pairs) counts.push_back(look);
  }
  const bool ended_between = pairs > (counts.empty() ? 0 : counts.back()) && pairs < planned.back();
  if (ended_between) counts.push_back(pairs);
  std::vector<double> fractions;
  fractions.reserve(counts.size());
  for (const std::size_t count : counts) {
    fractions.push_back(static_cast<double>(count) / static_cast<double>(planned.back()));
  }
  const auto levels = look_alphas(alpha, fractions);
  std::vector<Look> looks;
  for (std::size_t i = 0; levels && i < counts.size(); ++i) {
    looks.push_back({counts[i], (*levels)[i]});
  }
  return looks;
}

}  // namespace benchgate::stats
