#include "benchgate/stats/selected_estimate.h"

#include <algorithm>
#include <cassert>

#include "benchgate/stats/normal.h"

namespace benchgate::stats {
namespace {

/// In standard errors: below it, the conditional distribution no longer moves noticeably.
constexpr double kFarBelow = 30;
constexpr int kHalvings = 60;

/// P(estimate > seen | estimate > threshold), in standard errors from the truth; rises with it.
double exceeds_given_selection(double seen, double threshold, double truth) {
  // Upper tails, so that both are exact far out.
  const double all = normal_cdf(truth - threshold);
  return all > 0 ? normal_cdf(truth - seen) / all : 0;
}

/// The truth under which that probability is `probability`.
double truth_for(double seen, double threshold, double probability) {
  double low = threshold - kFarBelow;
  double high = seen + kFarBelow;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (exceeds_given_selection(seen, threshold, middle) < probability ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

Estimate selected_estimate(const SelectedEffect& effect, ConfidenceLevel level) {
  assert(effect.standard_error > 0);
  const double seen = effect.estimate / effect.standard_error;
  const double threshold = std::min(effect.threshold / effect.standard_error, seen);
  const double tail = (1 - level.value()) / 2;
  const auto truth = [&](double probability) {
    const double standardised = truth_for(seen, threshold, probability);
    return std::max(standardised * effect.standard_error, effect.tolerated);
  };
  const double upper = effect.estimate + normal_upper_quantile(tail) * effect.standard_error;
  return {.point = truth(0.5),
          .interval = ConfidenceInterval{.bounds = {truth(tail), std::max(upper, truth(0.5))},
                                         .achieved_level = level.value()}};
}

}  // namespace benchgate::stats
