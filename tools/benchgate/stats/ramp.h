// A level that moves steadily to another one: what a slow drift looks like.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace benchgate::stats {

/// `from` up to point `first`, then in a straight line to `to` at point `last`, and there on.
struct Ramp {
  std::size_t first = 0;
  std::size_t last = 0;
  double from = 0;
  double to = 0;
  double squares = 0;   ///< what is left: the sum of squared distances of the points
  double variance = 0;  ///< long-run variance of what is left
  double error = 0;     ///< standard error of `to - from`
  [[nodiscard]] double at(std::size_t point) const;
};

/// The ramp over at least `shortest` points that lies nearest to the values by least squares;
/// nothing where there are not that many points. Its ends are looked for among 32 places each, and
/// then more closely around the best ones: where a drift begins is not known to the point anyway.
///
/// `error` is that of a regression on the ramp's shape, from the long-run variance of what is left
/// (long_run_variance.h), or that of its 16 batch means where that is more (level.h): a level that
/// wanders goes somewhere too, and what is left of it resembles its neighbours for long.
/// Test values: by hand.
[[nodiscard]] std::optional<Ramp> fit_ramp(std::span<const double> values, std::size_t shortest);

}  // namespace benchgate::stats
