// Numbers for people: quantities on a readable scale, effects, intervals, limits.
//
// The one place that rounds. Two sides of one row share one unit and one number of decimals, so
// that they can be compared at a glance; exact metrics show as many digits as it takes to tell two
// different values apart. The minus sign is U+2212: it is as wide as the plus, and no line is
// broken behind it. Machines read results.json, which has plain numbers.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "benchgate/model/metric.h"
#include "benchgate/model/unit.h"
#include "benchgate/stats/types.h"

namespace benchgate::report {

struct QuantityPair {
  std::string base;
  std::string head;
};

/// A second is 1e9 ns and written " s".
struct Scale {
  double size;
  std::string_view suffix;
};

/// On which a unit's values are written, the smallest first.
[[nodiscard]] std::span<const Scale> scales_of(model::Unit unit);

/// "12.34 ms", "1000", "93.20 %", "1.250 MB/s". `value` in the unit's scale.
[[nodiscard]] std::string quantity_text(double value, model::Unit unit);

/// Both sides of one metric, in the same unit and with the same decimals.
[[nodiscard]] QuantityPair quantity_pair(double base, double head,
                                         const model::MetricDefinition& definition);

/// A limit as a person would write it: "5 ms", not "5.000 ms".
[[nodiscard]] std::string short_quantity_text(double value, model::Unit unit);

/// A fraction in percent, with its sign: 0.123 is "+12.3 %". "0 %" where it rounds to nothing.
[[nodiscard]] std::string signed_percent_text(double fraction);

/// A fraction in percent without its sign: -0.123 is "12.3 %".
[[nodiscard]] std::string percent_text(double fraction);

/// A limit or level as a person would write it: 0.05 is "5 %", 0.025 "2.5 %".
[[nodiscard]] std::string short_percent_text(double fraction);

/// The interval of a ratio as effects: {1.101, 1.142} is "[+10.1 %, +14.2 %]".
[[nodiscard]] std::string interval_text(const stats::Interval& ratio);

/// The same beside its effect and shorter: "± 0.3" where both sides are alike, else "[+10.1,
/// +14.2]".
[[nodiscard]] std::string spread_text(double ratio, const stats::Interval& bounds);

/// The same in words: "+10.1 to +14.2 %".
[[nodiscard]] std::string interval_words(const stats::Interval& ratio);

}  // namespace benchgate::report
