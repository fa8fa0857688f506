// How alike two names are, for "did you mean": unknown keys, vanished benchmarks.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace benchgate {

/// The fewest insertions, deletions, replacements and swaps of neighbouring bytes that turn one
/// text into the other (optimal string alignment). Time and memory: product and minimum of the
/// lengths.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that `text` was most likely meant to be: the nearest one, the first of several,
/// as long as at most a third of the longer text (and always at least one edit) differs. One that
/// differs in upper and lower case alone comes before all.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view text,
                                                      std::span<const std::string_view> candidates);

}  // namespace benchgate
