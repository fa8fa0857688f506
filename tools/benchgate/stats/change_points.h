// Where a noisy series shifted from one level to another.
//
// Says where and by how much, never whether that matters: that is history/'s business. Whoever
// wants a slow drift must look elsewhere: it comes out as a stair.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "benchgate/stats/level.h"
#include "benchgate/stats/optimal_partitioning.h"

namespace benchgate::stats {

struct ChangePoints {
  std::vector<Stretch> stretches;  ///< in order, without gaps; empty for no points
  Noise noise;                     ///< of the points around their levels
  std::vector<double> winsorised;  ///< the points, outliers held near their neighbours
  bool operator==(const ChangePoints&) const = default;
};

/// The cheapest partition of the winsorised values (optimal_partitioning.h) under a penalty of
/// 6 ln(n) long-run variances for each change.
///
/// - Winsorised: outliers are held to 4 standard deviations around the median of the 15 points
///   around them, so that one bad night is no change and still counts as bad. The standard
///   deviation is one that a fifth of the points cannot move; what happens more often than that is
///   no outlier, but how the series is (two modes, a few distinct values).
/// - Long-run variance (long_run_variance.h) of the residuals: nights that resemble each other are
///   worth less than independent ones. It needs a partition, and the partition needs it: begun
///   with the variance that differences of neighbours show, until it no longer moves.
/// - 6 and not 2 (BIC): levels of real machines wander. Since the variance is an estimate, what
///   is as rare by Student's distribution: of 20 points of correlated noise one series in 12 had a
///   change point without that, one in 50 has with it (docs/history-accuracy.md).
/// - Each cut then moves by up to three points to where the values as they are lie nearest. Levels
///   are those of the values themselves (level.h), and not of the winsorised ones, which next to a
///   step are held back by a median of both sides.
///
/// Up to 64 points the noise is that of all of them; beyond, that of the first ones, all but a
/// sixteenth and seven: so that one point more is one step more.
///
/// Why not E-divisive or its windowed kin: they ask of each candidate alone whether it is one, with
/// a test that does not know that the best of many was chosen, and find changes in every fifth
/// unchanged series. Why not a CUSUM: it knows one level before, and no series of ours begins with
/// one that is known.
class ChangePointTracker {
 public:
  /// Values must be finite; take logarithms of what has a scale. However they are handed in, one by
  /// one or all at once, the answer is the same.
  void append(std::span<const double> values);

  [[nodiscard]] ChangePoints found() const;

 private:
  void calibrate(std::size_t points);
  void partition_rest();

  std::vector<double> values_;
  std::size_t calibrated_on_ = 0;  // points that what follows rests on
  double origin_ = 0;              // taken off all values: sums of squares stay small
  double reach_ = 0;               // of winsorising
  double sd_ = 0;
  double long_run_sd_ = 0;
  OptimalPartitioning partitioning_{{}};
  OptimalPartitioning::State settled_;  // before the points whose surroundings are yet to come
};

/// The same for a series as a whole. Milliseconds for 5,000 points.
[[nodiscard]] ChangePoints find_change_points(std::span<const double> values);

/// Is the step too large for noise? It is where it is as many standard errors as a cut in a series
/// of so many points costs: more than 6 ln(points) of its variances, by Student's distribution.
/// Noise of a point does not count: what lasts is sure, however much single points scatter.
[[nodiscard]] bool is_sure(const LevelStep& step, std::size_t points);

}  // namespace benchgate::stats
