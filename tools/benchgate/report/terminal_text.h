// Text in columns: padded, wrapped, by what a terminal shows and not by bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace benchgate::report {

[[nodiscard]] std::string padded_left(std::string_view text, std::size_t columns);
[[nodiscard]] std::string padded_right(std::string_view text, std::size_t columns);

/// Begins a line that is never broken: an example to be copied. wrap_lines takes it off.
inline constexpr char kUnbroken = '\x01';

/// Breaks every line of `text` that is wider than `width` at spaces, never between a number and its
/// percent sign; a word longer than a line is broken where the line ends. What follows stands under
/// the text of its line: behind a list's mark, under an indentation. ANSI colours have no width.
[[nodiscard]] std::string wrap_lines(std::string_view text, std::size_t width);

}  // namespace benchgate::report
