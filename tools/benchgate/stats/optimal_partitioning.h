// The split of a series into stretches of constant level that costs least: exact, point by point.
//
// Knows neither noise nor what a step must be like to matter: that is change_points.h.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace benchgate::stats {

struct PartitioningOptions {
  double penalty = 1;        ///< what each further segment must save; positive
  std::size_t shortest = 1;  ///< points that a segment has at least; positive
};

/// Minimises, over all ways to cut the points so far into segments of at least `shortest`, the sum
/// of squared distances to the segments' means plus `penalty` for each segment.
///
/// Exact: the recursion of Jackson et al., "An Algorithm for Optimal Partitioning of Data on an
/// Interval" (IEEE Signal Processing Letters 12, 2005). What can no longer be the last cut,
/// whatever comes, is dropped: Maidstone, Hocking, Rigaill & Fearnhead, "On optimal multiple
/// changepoint algorithms for large data" (Statistics and Computing 27, 2017, section 4: FPOP). Why
/// not PELT (Killick, Fearnhead & Eckley, JASA 107, 2012), which finds the same: it drops
/// candidates only once a change lies behind them, so that a series without changes costs n^2
/// steps, and most series have none; here a step costs some ten candidates, whatever the length.
/// Why not binary segmentation: a step up and back down hides from it.
///
/// A segment of at least `shortest` points takes part from the moment that it has them: whether one
/// candidate is cheaper than another at some level never changes with further points, for both
/// have the same points from then on.
/// Test values: enumeration of all partitions; the recursion without dropping.
class OptimalPartitioning {
 public:
  explicit OptimalPartitioning(const PartitioningOptions& options);

  /// Appends a finite value. Costs are differences of sums of squares: values far from zero for
  /// their spread (beyond 1e6 of it) should be centred first.
  void add(double value);

  [[nodiscard]] std::size_t size() const { return sums_.size() - 1; }

  /// Where the segments of the cheapest partition begin, the first at 0; empty as long as there
  /// are fewer than `shortest` points.
  [[nodiscard]] std::vector<std::size_t> starts() const;

  /// What that partition costs, without the penalty for the first segment; 0 without one.
  [[nodiscard]] double cost() const;

 private:
  /// Sums of the first points of the series.
  struct Sums {
    double values = 0;
    double squares = 0;
  };
  /// Levels from that of the piece before to `up_to` for which a segment that begins at point
  /// `start` is the cheapest last one.
  struct Piece {
    double up_to;
    std::size_t start;
  };
  struct Best {
    double cost = 0;        ///< of the points before; infinite where they are too few
    std::size_t start = 0;  ///< of their last segment
  };

  void admit(std::size_t start);
  void find_best();

  PartitioningOptions options_;
  std::vector<Sums> sums_;     // [i]: of the first i points
  std::vector<Best> best_;     // [i]: for the first i points
  std::vector<Piece> pieces_;  // by level, without gaps
  std::vector<Piece> next_;
};

/// The cheapest partition of `values`: where its segments begin. Empty for fewer than `shortest`.
[[nodiscard]] std::vector<std::size_t> partition(std::span<const double> values,
                                                 const PartitioningOptions& options);

}  // namespace benchgate::stats
