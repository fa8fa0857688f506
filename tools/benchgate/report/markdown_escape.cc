#include "benchgate/report/markdown_escape.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/report/unicode.h"

namespace benchgate::report {
namespace {

// As text, not as a character: it must be seen in this source.
constexpr std::string_view kZeroWidthSpace = "\xE2\x80\x8B";

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_in(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

std::string entity(char c) {
  return fmt::format("&#{};", static_cast<int>(static_cast<unsigned char>(c)));
}

/// Characters of which none means anything inside a code span or to the table around it.
bool is_safe_in_code_span(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  return std::ranges::all_of(text, [](char c) {
    return is_letter_or_digit(c) || is_in(c, " _./:=,;+%()-") || (c & '\x80') != 0;
  });
}

/// Everything that ASCII has for markup.
constexpr std::string_view kMarkup = "\\`*_{}[]<>()#!|~&\"'^$@";

/// `:` begins emoji and, before `//`, links.
std::string escape_ascii(std::string_view text, std::size_t i) {
  const char c = text[i];
  const char next = i + 1 < text.size() ? text[i + 1] : '\0';
  const char previous = i > 0 ? text[i - 1] : '\0';
  if (c == '@' || (c == '#' && is_letter_or_digit(next))) {
    return entity(c) + std::string(kZeroWidthSpace);
  }
  if (is_in(c, kMarkup)) return entity(c);
  if (c == ':' && next != ' ' && next != '\0') return entity(c);
  // "www." and "GH-12" are recognised where a word begins.
  if ((c == 'w' || c == 'W') && !is_letter_or_digit(previous)) return entity(c);
  const bool reference = c == '-' && i >= 2 && is_in(text[i - 2], "gG") && is_in(previous, "hH");
  if (reference) return entity(c) + std::string(kZeroWidthSpace);
  // Lists, headings and rules begin a text.
  const bool first = i == 0;
  if (first && is_in(c, "-+=") && (next == ' ' || next == c || next == '\0')) return entity(c);
  const bool numbers_before =
      std::ranges::all_of(text.substr(0, i), [](char d) { return d >= '0' && d <= '9'; });
  if (!first && c == '.' && next == ' ' && numbers_before) return entity(c);
  return std::string(1, c);
}

std::string escape_prose(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 4);
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += (text[i] & '\x80') != 0 ? std::string(1, text[i]) : escape_ascii(text, i);
  }
  return out;
}

}  // namespace

std::string markdown_name(std::string_view text) {
  if (text.empty()) return {};
  const auto shown = elide_middle(visible(text), kMarkdownNameColumns);
  if (is_safe_in_code_span(shown)) return "`" + shown + "`";
  return "<code>" + escape_prose(shown) + "</code>";
}

std::string markdown_prose(std::string_view text) {
  return escape_prose(elide_middle(visible(text), kMarkdownProseColumns));
}

}  // namespace benchgate::report
