// Numbers with a fraction as integers, in the two ways that are defined for every double.
//
// A cast is not: out of range, or NaN, it is undefined behaviour. Only the casts in here may turn a
// double that comes from a file into an integer.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>
#include <optional>

namespace benchgate {

/// The first double that lies beyond `Integer`. Its largest value often is no double itself.
template <std::integral Integer>
inline constexpr double kBeyond =
    2.0 * (static_cast<double>(std::numeric_limits<Integer>::max() / 2 + 1));

/// `value` if it is a whole number that `Integer` can hold; nothing for any other, NaN included.
template <std::integral Integer>
[[nodiscard]] std::optional<Integer> whole_number(double value) {
  constexpr auto kLeast = static_cast<double>(std::numeric_limits<Integer>::min());
  if (!(value >= kLeast && value < kBeyond<Integer>) || std::trunc(value) != value) {
    return std::nullopt;
  }
  return static_cast<Integer>(value);
}

/// `value` without its fraction, or the end of `Integer`'s range that it lies beyond; 0 for NaN.
template <std::integral Integer>
[[nodiscard]] Integer truncated(double value) {
  if (std::isnan(value)) return 0;
  if (value >= kBeyond<Integer>) return std::numeric_limits<Integer>::max();
  constexpr auto kLeast = static_cast<double>(std::numeric_limits<Integer>::min());
  return static_cast<Integer>(std::max(value, kLeast));
}

}  // namespace benchgate
