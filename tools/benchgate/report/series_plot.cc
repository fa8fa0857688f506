#include "benchgate/report/series_plot.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "benchgate/base/whole_number.h"
#include "benchgate/report/terminal_text.h"
#include "benchgate/report/unicode.h"

namespace benchgate::report {
namespace {

constexpr std::size_t kNarrowest = 40;
constexpr double kFar = 0.02;  // of the points may lie beyond the edges

struct Signs {
  std::string_view point = "•", reach = "·", level = "─", above = "▴", below = "▾", tick = "┤",
                   corner = "└", axis = "─", mark = "▲";
};

constexpr Signs kPlainSigns{.point = "o",
                            .reach = ".",
                            .level = "-",
                            .above = "^",
                            .below = "v",
                            .tick = "|",
                            .corner = "+",
                            .axis = "-",
                            .mark = "^"};

struct Range {
  double low = 0;
  double high = 0;
};

/// What most points and all levels need; never empty.
Range range_of(const SeriesPlot& plot) {
  auto sorted = plot.values;
  std::ranges::sort(sorted);
  const auto far = static_cast<std::size_t>(kFar * static_cast<double>(sorted.size()));
  Range range{sorted[far], sorted[sorted.size() - 1 - far]};
  for (const auto& level : plot.levels) {
    const double from = level.from.value_or(level.level);
    range.low = std::min({range.low, level.level, from});
    range.high = std::max({range.high, level.level, from});
  }
  if (range.low == range.high) {
    const double around = range.low == 0 ? 1 : std::abs(range.low) * 0.01;
    range = {range.low - around, range.high + around};
  }
  return range;
}

class Field {
 public:
  Field(const SeriesPlot& plot, const Signs& signs, std::size_t columns, std::size_t rows)
      : plot_(plot),
        signs_(signs),
        range_(range_of(plot)),
        columns_(std::min(columns, std::max(plot.values.size() * 3, std::size_t{10}))),
        rows_(rows),
        cells_(rows, std::vector<std::string_view>(columns_, " ")) {
    for (const auto& level : plot.levels) draw(level);
    for (std::size_t first = 0; first < plot.values.size();) {
      auto last = first;
      while (last + 1 < plot.values.size() && column(last + 1) == column(first)) ++last;
      draw(first, last);
      first = last + 1;
    }
  }

  [[nodiscard]] Range range() const { return range_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }

  [[nodiscard]] std::size_t column(std::size_t point) const {
    const auto last = plot_.values.size() - 1;
    return last == 0 ? 0 : point * (columns_ - 1) / last;
  }

  [[nodiscard]] std::string line(std::size_t row) const {
    std::string text;
    for (const auto cell : cells_[row]) text += cell;
    return text;
  }

 private:
  /// From the top. Values beyond the edges are at them.
  [[nodiscard]] std::size_t row(double value) const {
    const double place = (range_.high - value) / (range_.high - range_.low);
    return truncated<std::size_t>(
        std::round(std::clamp(place, 0.0, 1.0) * static_cast<double>(rows_ - 1)));
  }

  void draw(const PlottedLevel& level) {
    const auto first = column(level.first);
    const auto last = column(level.last);
    const double from = level.from.value_or(level.level);
    const auto columns = static_cast<double>(std::max<std::size_t>(last - first, 1));
    for (auto at = first; at <= last; ++at) {
      const double way = static_cast<double>(at - first) / columns;
      cells_[row(from + way * (level.level - from))][at] = signs_.level;
    }
  }

  void draw(std::size_t first, std::size_t last) {
    std::vector<double> values(plot_.values.begin() + static_cast<std::ptrdiff_t>(first),
                               plot_.values.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    std::ranges::sort(values);
    const auto at = column(first);
    for (auto i = row(values.back()); i <= row(values.front()); ++i)
      if (cells_[i][at] == " ") cells_[i][at] = signs_.reach;
    const double middle = values[values.size() / 2];
    cells_[row(middle)][at] = middle > range_.high  ? signs_.above
                              : middle < range_.low ? signs_.below
                                                    : signs_.point;
  }

  const SeriesPlot& plot_;
  const Signs& signs_;
  Range range_;
  std::size_t columns_;
  std::size_t rows_;
  std::vector<std::vector<std::string_view>> cells_;
};

/// The marks' numbers below the axis; what would run into its neighbour is left out.
std::string numbers_below(const SeriesPlot& plot, const Field& field) {
  std::string line;
  for (std::size_t i = 0; i < plot.marks.size(); ++i) {
    const auto at = field.column(plot.marks[i]);
    if (!line.empty() && line.size() >= at) continue;
    line.append(at - line.size(), ' ');
    line += std::to_string(i + 1);
  }
  return line;
}

std::string axis_below(const SeriesPlot& plot, const Field& field, const Signs& signs) {
  std::vector<std::string_view> cells(field.columns(), signs.axis);
  for (const auto mark : plot.marks) cells[field.column(mark)] = signs.mark;
  std::string line;
  for (const auto cell : cells) line += cell;
  return line;
}

}  // namespace

std::string plot_series(const SeriesPlot& plot, const PlotOptions& options) {
  if (plot.values.empty()) return {};
  static constexpr Signs kSigns{};
  const auto& signs = options.plain ? kPlainSigns : kSigns;
  const auto rows = std::max<std::size_t>(options.rows, 2);
  const auto range = range_of(plot);
  const auto top = plot.label(range.high);
  const auto bottom = plot.label(range.low);
  const auto margin = std::max(display_width(top), display_width(bottom)) + 1;
  const auto columns = std::max(options.columns, kNarrowest) - std::min(margin + 1, kNarrowest / 2);
  const Field field(plot, signs, columns, rows);
  std::string text;
  const auto add = [&](std::string_view label, std::string_view sign, std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    text += padded_right(padded_left(label, margin - 1), margin);
    text += std::string(sign) + line + '\n';
  };
  for (std::size_t row = 0; row < rows; ++row)
    add(row == 0 ? top : row + 1 == rows ? bottom : "", signs.tick, field.line(row));
  add("", signs.corner, axis_below(plot, field, signs));
  if (!plot.marks.empty()) add("", " ", numbers_below(plot, field));
  return text;
}

}  // namespace benchgate::report
