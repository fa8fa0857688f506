// The split of a series into stretches of constant level that costs least: exact, point by point.
//
// Knows neither noise nor what a step must be like to matter: that is change_points.h.
#pragma once

#include <cstddef>
#include <vector>

namespace benchgate::stats {

/// Points [first, last], scattered around one level.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;
  double level = 0;
  [[nodiscard]] std::size_t size() const { return last - first + 1; }
  bool operator==(const Stretch&) const = default;
};

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

  [[nodiscard]] std::size_t size() const { return last_starts_.size(); }

  /// The cheapest partition, its levels the means; empty as long as there are fewer than `shortest`
  /// points.
  [[nodiscard]] std::vector<Stretch> stretches() const;

  /// What that partition costs, without the penalty for the first segment; 0 without one.
  [[nodiscard]] double cost() const;

  /// Room for so many points.
  void reserve(std::size_t points);

  /// Where it stands now, to return to from any later point: `state` is overwritten.
  struct State;
  void save(State& state) const;
  void return_to(const State& state);

 private:
  /// A segment that begins at point `start`, and the levels for which it is the cheapest last one:
  /// from those of the piece before up to `up_to`.
  struct Piece {
    double up_to = 0;
    double values = 0;  ///< sum of the points before
    double rest =
        0;  ///< what the points before cost, less the sum of their squares; may be infinite
    std::size_t start = 0;
  };

  /// What candidates are measured by; grows and shrinks with the points.
  struct Sums {
    double values = 0;
    double squares = 0;
    double cost = 0;  ///< of the cheapest partition; infinite as long as there is none
  };

  void admit(const Piece& fresh);
  void find_best();

  PartitioningOptions options_;
  Sums sums_;
  std::vector<std::size_t> last_starts_;  // [i]: of the last segment of the first i + 1 points
  std::vector<Piece> candidates_;         // [i]: the one that begins at point i
  std::vector<Piece> pieces_;             // the first piece_count_: by level, without gaps
  std::size_t piece_count_ = 0;           // vectors that only grow spare their initialising
  std::vector<Piece> next_;
};

struct OptimalPartitioning::State {
 private:
  friend class OptimalPartitioning;
  std::size_t size = 0;
  Sums sums;
  std::vector<Piece> pieces;
};

}  // namespace benchgate::stats
