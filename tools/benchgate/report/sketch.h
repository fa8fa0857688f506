// An effect with its interval and its limit as one line of characters, for formats that cannot
// draw.
//
//     ·····│····┃··━━●━━···
//
// Always better on the left, worse on the right, whichever way the metric goes; the same axis for
// all rows of a table. `│` is no change, `┃` what the policy allows, `━` the interval, `●` the
// effect. What lies beyond the axis is cut off with `◂` or `▸`.
#pragma once

#include <cstddef>
#include <string>

#include "benchgate/report/effect_axis.h"
#include "benchgate/report/view.h"

namespace benchgate::report {

inline constexpr std::size_t kSketchColumns = 21;

/// Has the row what it takes: an effect with an interval, and a worse side?
[[nodiscard]] bool has_sketch(const Row& row);

/// `axis` must be one of worsenings. Only for rows that have one.
[[nodiscard]] std::string sketch(const Row& row, const EffectAxis& axis);

}  // namespace benchgate::report
