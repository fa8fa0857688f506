#include "benchgate/compare/pair_planning.h"

#include <algorithm>

#include "benchgate/stats/power.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::compare {
namespace {

/// What a comparison without a policy spends: the pairs of a quiet benchmark's screening, the most
/// that confirm a suspect (pair_schedule.h), the level, and the change that is tolerated.
constexpr double kScreeningPairs = 8;
constexpr double kMostConfirmingPairs = 256;
constexpr double kFamilyAlpha = 0.01;
constexpr double kToleratedEffect = 0.005;
constexpr double kPower = 0.8;
/// Times that never differ, as a test's may, still have a resolution.
constexpr double kSmallestSd = 1e-6;

}  // namespace

std::optional<double> smallest_slowdown_found(const PairPlanningQuestion& question,
                                              double seconds) {
  const double all = seconds / question.seconds_per_pair;
  const double left = all - kScreeningPairs * static_cast<double>(question.benchmarks);
  if (!(left >= 1)) return std::nullopt;
  return stats::smallest_detectable_effect(
      {.log_sd = std::max(question.log_sd, kSmallestSd),
       .alpha = stats::Alpha(kFamilyAlpha),
       .power = kPower,
       .tolerated_effect = kToleratedEffect},
      static_cast<std::size_t>(std::min(left, kMostConfirmingPairs)));
}

std::optional<double> noise_of_pairs(std::span<const double> differences) {
  return stats::standard_deviation(differences);
}

NoiseSummary summary_of_noise(std::span<const double> log_sds) {
  const stats::SortedSample sorted(log_sds);
  return {.median = *stats::median(sorted), .worst = sorted.values().back()};
}

}  // namespace benchgate::compare
