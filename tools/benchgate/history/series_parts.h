// A timing's series cut into the parts that it consists of: levels and drifts.
//
// Works on the scale that steps are measured on (logarithms where they are ratios), and says what
// is worth telling: where a series shifted at all is found by stats/change_points.h.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "benchgate/stats/change_points.h"
#include "benchgate/stats/level.h"

namespace benchgate::history {

/// Points behind a change, or between two of them: fewer may be a burst.
inline constexpr std::size_t kAnnouncedAfter = 5;

/// Points [first, last] of a series: around one level, or on their way from one to another.
struct Part {
  std::size_t first = 0;
  std::size_t last = 0;
  double from = 0;  ///< where it is at its first point
  double to = 0;    ///< and at its last
  bool is_drift = false;
  bool continues = false;  ///< without a step from the part before: a drift and what it leads to
  double variance = 0;     ///< of `to`; of a drift, that of `to - from`
};

struct SeriesParts {
  std::vector<Part> parts;  ///< in order, without gaps; empty for no points
  stats::Noise noise;
};

/// `smallest_step`: what is not told, however sure.
///
/// - Stretches of fewer than 5 points between two others are no level, but bad nights.
/// - A step is told where it is sure by its standard error (stats::is_sure), however much single
///   points scatter.
/// - Stretches with steps one way, and each stretch for itself, are a drift where a ramp
///   (stats/ramp.h) of at least 15 points is as sure as a step has to be, and lies nearer to the
///   points than the stairs do. Four steps or more one way are a drift also where it is no straight
///   line: where the points of a stretch go up as much as from one stretch to the next, half of it
///   at least. 15 points are the shortest four steps, of 3 points each.
[[nodiscard]] SeriesParts parts_of(std::span<const double> values, double smallest_step);

}  // namespace benchgate::history
