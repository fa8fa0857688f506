// The axis that effects are drawn on: one for all rows, so that they can be compared by eye.
//
// Logarithmic in the ratio: twice as slow is as far from the middle as twice as fast. A few wild
// rows do not squeeze all others: the axis spans what most rows need, what lies beyond it is drawn
// at its edge and marked as clipped.
#pragma once

#include <string>
#include <vector>

#include "benchgate/report/view.h"

namespace benchgate::report {

struct Tick {
  double at = 0;     ///< 0 to 100
  std::string text;  ///< "+5 %"
};

class EffectAxis {
 public:
  /// Spans the intervals and limits of `rows`, and 6 % to either side at least. With `worsening`,
  /// what is drawn is how much worse head is, whichever way is better.
  EffectAxis(const std::vector<const Row*>& rows, bool worsening);

  /// Where a ratio lies, 0 to 100; clipped to that.
  [[nodiscard]] double at(double ratio) const;
  [[nodiscard]] bool is_clipped(double ratio) const;
  /// With no change at 0 % among them; at least `distance` apart.
  [[nodiscard]] std::vector<Tick> ticks(double distance) const;

 private:
  double low_ = 0;  // logarithms of the ratios at the ends
  double high_ = 0;
};

/// Has the row an effect that can be drawn? Ratios of plan hashes, for example, mean nothing.
[[nodiscard]] bool has_effect(const Row& row);

/// The ratio that stands for `ratio` of the row where worse is up: head / base, or its inverse
/// where higher is better.
[[nodiscard]] double worse_up(const Row& row, double ratio);

}  // namespace benchgate::report
