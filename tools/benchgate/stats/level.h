// The level that the points of a stretch scatter around, and how well it is known.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "benchgate/stats/optimal_partitioning.h"
#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// The noise of a series around its levels.
struct Noise {
  double sd = 0;            ///< of one point; outliers do not count
  double long_run_sd = 0;   ///< of means, times the root of their number (long_run_variance.h)
  std::size_t degrees = 0;  ///< of freedom: how many residuals these rest on; 0: nothing is known
  /// [k]: the variance of means of 2^k neighbours around their stretch's level, times 2^k. Of white
  /// noise they are all alike; where levels wander, they grow with k. See wander_of().
  std::vector<double> wander;
  bool operator==(const Noise&) const = default;
};

/// The standard deviation that the bulk of deviations speaks of. Two quantiles, because the median
/// alone is 0 where most values are equal, and tiny where they are of two kinds. 0 for none.
[[nodiscard]] double robust_sd(std::vector<double> deviations);

/// The points of a stretch.
[[nodiscard]] std::span<const double> points_of(const Stretch& stretch,
                                                std::span<const double> values);

/// Noise::wander from all stretches together, as far as there are 16 batch means: Schmeiser, "Batch
/// Size Effects in the Analysis of Simulation Output" (Operations Research 30, 1982) finds 10 to 30
/// to be right. A handful of lags does not see that a machine is a percent slower for weeks.
[[nodiscard]] std::vector<double> wander_of(std::span<const double> values,
                                            std::span<const Stretch> stretches, double sd);

struct Level {
  double value = 0;
  double variance = 0;   ///< of `value` around what ever more points would show
  bool wanders = false;  ///< is that more than the long run's variance?
};

/// Of a stretch of at least one point: the mean of the points, outliers held to 4 standard
/// deviations around their median. It is an M-estimate (Huber, Annals of Mathematical Statistics
/// 35, 1964) of the points as they are: winsorised ones next to a step are held back by a median of
/// both sides of it.
///
/// The variance is that of the long run, or, where it is more, what means of so many points do in
/// this series (Noise::wander). It counts as more from 5/3 on: 16 batches of white noise exceed
/// that once in 20 times (chi squared with 15 degrees of freedom, .95: 25.0).
/// Test values: by hand; coverage by simulation (tests/accuracy/change_points.cc).
[[nodiscard]] Level level_of(std::span<const double> stretch, const Noise& noise);

/// A difference of two levels and what it rests on.
struct LevelStep {
  double size = 0;          ///< behind less before
  double error = 0;         ///< standard error of `size`
  std::size_t degrees = 0;  ///< of freedom of `error`; 0: nothing is known of it
};

[[nodiscard]] LevelStep step_between(const Level& before, const Level& behind, const Noise& noise);

/// With Student's interval; without one where nothing is known of the noise. It covers less than it
/// says where a step is barely found at all: noise that made a step larger is found more often.
[[nodiscard]] Estimate estimate_of(const LevelStep& step, ConfidenceLevel level);

}  // namespace benchgate::stats
