#include "benchgate/stats/power.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "benchgate/stats/normal.h"
#include "benchgate/stats/rank_sum.h"
#include "benchgate/stats/signed_rank.h"

namespace benchgate::stats {
namespace {

constexpr double kPriceOfRanks = std::numbers::pi / 3.0;
constexpr double kMostSamples = 1e9;

// (z_alpha + z_beta) * sd: the distance that one observation of variance sd^2 would show.
std::optional<double> distance_of_one(const PowerQuestion& question) {
  const bool sound = question.log_sd > 0.0 && std::isfinite(question.log_sd) &&
                     question.power > question.alpha.value() && question.power < 1.0 &&
                     question.tolerated_effect >= 0.0 && std::isfinite(question.tolerated_effect);
  if (!sound) return std::nullopt;
  const double quantiles =
      normal_upper_quantile(question.alpha.value()) + normal_upper_quantile(1.0 - question.power);
  return quantiles * question.log_sd;
}

// Observations needed, each worth `variance_factor` * sd^2; before rounding.
std::optional<double> observations(const PowerQuestion& question, double effect,
                                   double variance_factor) {
  const auto one = distance_of_one(question);
  if (!one || !(effect > question.tolerated_effect)) return std::nullopt;
  const double gap = std::log1p(effect) - std::log1p(question.tolerated_effect);
  const double needed = kPriceOfRanks * variance_factor * (*one / gap) * (*one / gap);
  if (!(needed <= kMostSamples)) return std::nullopt;
  return std::ceil(needed);
}

std::optional<double> detectable(const PowerQuestion& question, double variance) {
  const auto one = distance_of_one(question);
  if (!one) return std::nullopt;
  const double gap = *one * std::sqrt(kPriceOfRanks * variance);
  return std::expm1(std::log1p(question.tolerated_effect) + gap);
}

}  // namespace

std::optional<std::size_t> pairs_needed(const PowerQuestion& question, double effect) {
  const auto needed = observations(question, effect, 1.0);
  if (!needed) return std::nullopt;
  return std::max(static_cast<std::size_t>(*needed),
                  pairs_needed_for(question.alpha, Alternative::Greater));
}

std::optional<double> smallest_detectable_effect(const PowerQuestion& question, std::size_t pairs) {
  if (pairs < pairs_needed_for(question.alpha, Alternative::Greater)) return std::nullopt;
  return detectable(question, 1.0 / static_cast<double>(pairs));
}

std::optional<double> smallest_detectable_effect(const PowerQuestion& question,
                                                 std::size_t base_samples,
                                                 std::size_t head_samples) {
  const auto smallest = smallest_rank_sum_p(base_samples, head_samples, Alternative::Greater);
  if (!smallest || !rejects(*smallest, question.alpha)) return std::nullopt;
  return detectable(
      question, 1.0 / static_cast<double>(base_samples) + 1.0 / static_cast<double>(head_samples));
}

std::optional<std::size_t> samples_needed_per_side(const PowerQuestion& question, double effect) {
  const auto needed = observations(question, effect, 2.0);
  if (!needed) return std::nullopt;
  return std::max(static_cast<std::size_t>(*needed),
                  samples_needed_for_rank_sum(question.alpha, Alternative::Greater));
}

}  // namespace benchgate::stats
