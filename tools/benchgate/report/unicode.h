// Text from outside as characters: how wide it is, what of it cannot be seen, how to shorten it.
//
// Knows no output format; what a character means to Markdown or a terminal is theirs to know.
// Grapheme clusters are not formed: an elision may part a letter from its accent.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace benchgate::report {

struct Character {
  char32_t code = 0;      ///< U+FFFD where the bytes are not UTF-8
  std::size_t bytes = 1;  ///< how many it takes; 1 for a byte that is not UTF-8
  bool valid = true;
};

/// The character that begins at byte `at`, which must be inside `text`.
[[nodiscard]] Character character_at(std::string_view text, std::size_t at);

/// Appends `code` as UTF-8.
void append_utf8(std::string& out, char32_t code);

/// The same text with every byte that is not UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// One line in which everything can be seen: control characters, line ends, marks that turn the
/// direction of writing and characters of no width are written as `\n`, `\x1b`, `\u{202e}`; what is
/// not UTF-8 becomes U+FFFD. All else is kept.
[[nodiscard]] std::string visible(std::string_view text);

/// Columns that a terminal takes for it: 2 for East Asian wide characters and emoji, 0 for
/// combining marks.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Shortens to at most `columns`, with an ellipsis in the middle: names of benchmarks differ at
/// both ends.
[[nodiscard]] std::string elide_middle(std::string_view text, std::size_t columns);

}  // namespace benchgate::report
