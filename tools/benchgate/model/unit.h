// Units of measured quantities, and quantities as people write them ("5 ms", "64 KiB", "3 %").
//
// Inside benchgate every value of a unit is held in that unit's one scale: times in nanoseconds,
// sizes in bytes, rates per second, fractions as 0..1. Conversion happens once, where text or a
// file comes in. Scaling for people is report's business, not this file's.
#pragma once

#include <optional>
#include <string_view>

#include "benchgate/base/name_table.h"

namespace benchgate::model {

enum class Unit {
  None,         ///< a plain number with no known meaning
  Nanoseconds,  ///< durations
  Bytes,        ///< sizes
  BytesPerSecond,
  ItemsPerSecond,
  Count,     ///< a number of things
  Fraction,  ///< 0..1, shown in percent
};

/// As files and benchgate.toml write them.
inline constexpr NameTable<Unit, 7> kUnitNames = {{
    {Unit::Nanoseconds, "ns"},
    {Unit::Bytes, "B"},
    {Unit::BytesPerSecond, "B/s"},
    {Unit::ItemsPerSecond, "items/s"},
    {Unit::Count, "count"},
    {Unit::Fraction, "fraction"},
    {Unit::None, "none"},
}};
[[nodiscard]] constexpr std::string_view unit_name(Unit unit) {
  return name_in(kUnitNames, unit);
}
[[nodiscard]] constexpr std::optional<Unit> parse_unit(std::string_view name) {
  return value_in(kUnitNames, name);
}

/// Nanoseconds in one Google Benchmark time unit ("ns", "us", "ms", "s"); nothing for any other.
[[nodiscard]] std::optional<double> nanoseconds_per(std::string_view time_unit);

/// A number with its unit, in the unit's scale: "5 ms" is {5e6, Nanoseconds}.
struct Quantity {
  double value = 0;
  Unit unit = Unit::None;
  bool operator==(const Quantity&) const = default;
};

/// Reads "5 ms", "1.5us", "64 KiB", "10 MB/s", "2 %", "250" (unit None). Nothing for anything
/// else: unknown suffix, non-finite, empty.
[[nodiscard]] std::optional<Quantity> parse_quantity(std::string_view text);

}  // namespace benchgate::model
