// A series drawn with characters: points, the levels between its change points, and where those
// are.
//
//   12.6 µs ┤                              ••·•••
//           ┤
//   11.2 µs ┤•••─••••─•·•••─••─•••••─••••─
//           └──────────────────────────────▲──────
//                                          1
//
// Where there are more points than columns, a column shows their median, and `·` how far they
// reach. What lies far beyond all others is drawn at the edge as `▴` or `▾`, so that one bad night
// does not flatten the rest.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace benchgate::report {

struct PlottedLevel {
  std::size_t first = 0;  ///< points [first, last]
  std::size_t last = 0;
  double level = 0;
  std::optional<double> from = std::nullopt;  ///< of a drift, which ends at `level`
};

struct SeriesPlot {
  std::vector<double> values;
  std::vector<PlottedLevel> levels;
  std::vector<std::size_t> marks;            ///< points to number from 1, in order
  std::function<std::string(double)> label;  ///< a value as it stands at the axis
};

struct PlotOptions {
  std::size_t columns = 80;  ///< of the whole; at least 40 are used
  std::size_t rows = 10;     ///< of the field, at least 2
  bool plain = false;        ///< ASCII only
};

/// Its lines, each with its end. Nothing for a series without points.
[[nodiscard]] std::string plot_series(const SeriesPlot& plot, const PlotOptions& options);

}  // namespace benchgate::report
