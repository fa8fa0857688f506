#include "benchgate/report/sketch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "benchgate/base/whole_number.h"

namespace benchgate::report {
namespace {

class Line {
 public:
  explicit Line(const EffectAxis& axis) : axis_(axis) { cells_.fill("·"); }

  void put(double worsened, std::string_view sign) { cells_[cell(worsened)] = sign; }

  /// Over what is there already, which stays visible where it is a mark.
  void put_interval(double low, double high) {
    for (std::size_t i = cell(low); i <= cell(high); ++i) {
      if (cells_[i] == "·") cells_[i] = "━";
      if (cells_[i] == "│") cells_[i] = "┿";
      if (cells_[i] == "┃") cells_[i] = "╋";
    }
    if (axis_.is_clipped(low) && cell(low) == 0) cells_.front() = "◂";
    if (axis_.is_clipped(high) && cell(high) + 1 == kSketchColumns) cells_.back() = "▸";
  }

  [[nodiscard]] std::string text() const {
    std::string text;
    for (const auto cell : cells_) text += cell;
    return text;
  }

 private:
  [[nodiscard]] std::size_t cell(double worsened) const {
    return truncated<std::size_t>(std::round(axis_.at(worsened) / 100 * (kSketchColumns - 1)));
  }

  const EffectAxis& axis_;
  std::array<std::string_view, kSketchColumns> cells_{};
};

}  // namespace

bool has_sketch(const Row& row) {
  return has_effect(row) && row.judgement->ratio->interval.has_value() &&
         row.judgement->definition.direction != model::Direction::NeitherIsBetter;
}

std::string sketch(const Row& row, const EffectAxis& axis) {
  const auto& [point, interval] = *row.judgement->ratio;
  const double one_end = worse_up(row, interval->bounds.lower);
  const double other_end = worse_up(row, interval->bounds.upper);
  Line line(axis);
  line.put(1, "│");
  const auto& limit = row.judgement->limit;
  if (limit && *limit > 0 && !axis.is_clipped(1 + *limit)) line.put(1 + *limit, "┃");
  line.put_interval(std::min(one_end, other_end), std::max(one_end, other_end));
  if (!axis.is_clipped(worse_up(row, point))) line.put(worse_up(row, point), "●");
  return line.text();
}

}  // namespace benchgate::report
