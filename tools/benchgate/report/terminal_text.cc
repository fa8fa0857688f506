#include "benchgate/report/terminal_text.h"

#include <algorithm>

#include "benchgate/report/unicode.h"

namespace benchgate::report {
namespace {

std::string spaces(std::size_t count) {
  return std::string(count, ' ');
}

/// The length in bytes of an ANSI colour that begins at `at`; 0 if none does.
std::size_t colour_length(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("\x1b[")) return 0;
  const auto end = text.find('m', at);
  return end == std::string_view::npos ? 0 : end + 1 - at;
}

/// Columns that a text with colours takes.
std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto colour = colour_length(text, at); colour > 0) {
      at += colour;
      continue;
    }
    const auto bytes = character_at(text, at).bytes;
    columns += display_width(text.substr(at, bytes));
    at += bytes;
  }
  return columns;
}

/// The longest front of `text` that takes at most `columns`, at least one character of it.
std::string_view front_of(std::string_view text, std::size_t columns) {
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto colour = colour_length(text, at);
    const auto bytes = colour > 0 ? colour : character_at(text, at).bytes;
    if (colour == 0) used += display_width(text.substr(at, bytes));
    if (used > columns && at > 0) break;
    at += bytes;
  }
  return text.substr(0, at);
}

/// Where the second line of a broken line begins.
std::size_t hanging_indent(std::string_view line) {
  constexpr std::size_t kLongestMark = 2;
  constexpr std::size_t kDefault = 4;
  const auto indent = line.find_first_not_of(' ');
  if (indent == std::string_view::npos || indent > 0)
    return indent == std::string_view::npos ? 0 : indent;
  const auto mark = columns_of(line.substr(0, line.find(' ')));
  return mark <= kLongestMark ? mark + 1 : kDefault;
}

/// The next piece that is not broken: blanks, and the word behind them.
std::string_view next_piece(std::string_view text) {
  const auto word = std::min(text.find_first_not_of(' '), text.size());
  auto end = std::min(text.find(' ', word), text.size());
  while (text.substr(end).starts_with(" %")) end = std::min(text.find(' ', end + 1), text.size());
  return text.substr(0, end);
}

std::string wrap_line(std::string_view line, std::size_t width) {
  const auto indent = std::min(hanging_indent(line), width / 2);
  std::string out;
  std::size_t column = 0;
  while (!line.empty()) {
    auto piece = next_piece(line);
    line.remove_prefix(piece.size());
    if (column + columns_of(piece) > width && column > indent) {
      out += '\n' + spaces(indent);
      column = indent;
      piece.remove_prefix(std::min(piece.find_first_not_of(' '), piece.size()));
    }
    while (column + columns_of(piece) > width) {
      const auto front = front_of(piece, width - column);
      out += std::string(front) + '\n' + spaces(indent);
      column = indent;
      piece.remove_prefix(front.size());
    }
    out += piece;
    column += columns_of(piece);
  }
  return out;
}

}  // namespace

std::string padded_left(std::string_view text, std::size_t columns) {
  const auto width = display_width(text);
  return spaces(columns > width ? columns - width : 0) + std::string(text);
}

std::string padded_right(std::string_view text, std::size_t columns) {
  const auto width = display_width(text);
  return std::string(text) + spaces(columns > width ? columns - width : 0);
}

std::string wrap_lines(std::string_view text, std::size_t width) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with(kUnbroken)) {
      out += line.substr(1);
    } else {
      out += columns_of(line) > width ? wrap_line(line, width) : std::string(line);
    }
    if (end != std::string_view::npos) out += '\n';
  }
  return out;
}

}  // namespace benchgate::report
