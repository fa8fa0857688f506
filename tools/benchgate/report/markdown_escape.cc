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

/// Everything that ASCII has for markup, but for what only means something behind these.
constexpr std::string_view kMarkup = "\\`*_{}[]<>#!|~&\"'^$@";

bool is_in_emoji_name(char c) {
  return is_letter_or_digit(c) || is_in(c, "_+-");
}

/// Does ":name:" begin at `i`? Between digits it is a time of day.
bool begins_emoji(std::string_view text, std::size_t i) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto name = text.substr(i + 1);
  const auto end = std::ranges::find_if_not(name, is_in_emoji_name);
  if (end == name.begin() || end == name.end() || *end != ':') return false;
  return i == 0 || !is_digit(text[i - 1]) || !is_digit(name.front());
}

bool begins_www(std::string_view text, std::size_t i) {
  const auto is_w = [text](std::size_t at) { return at < text.size() && is_in(text[at], "wW"); };
  return is_w(i) && is_w(i + 1) && is_w(i + 2);
}

/// "GH-12" refers to an issue.
bool ends_gh(std::string_view text, std::size_t i) {
  return text[i] == '-' && i >= 2 && is_in(text[i - 1], "hH") && is_in(text[i - 2], "gG");
}

/// Lists, task lists and headings begin a text.
bool begins_block(std::string_view text, std::size_t i) {
  const char c = text[i];
  const char next = i + 1 < text.size() ? text[i + 1] : ' ';
  if (i == 0) return is_in(c, "-+=") && (next == ' ' || next == c);
  const bool numbers_before =
      std::ranges::all_of(text.substr(0, i), [](char d) { return d >= '0' && d <= '9'; });
  return is_in(c, ".)") && next == ' ' && numbers_before;
}

std::string escape_ascii(std::string_view text, std::size_t i) {
  const char c = text[i];
  const char next = i + 1 < text.size() ? text[i + 1] : '\0';
  const bool broken = c == '@' || (c == '#' && is_letter_or_digit(next)) || ends_gh(text, i) ||
                      (c == ':' && begins_emoji(text, i));
  if (broken) return entity(c) + std::string(kZeroWidthSpace);
  const bool link = (c == ':' && next == '/') || begins_www(text, i);
  if (is_in(c, kMarkup) || link || begins_block(text, i)) return entity(c);
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

std::string markdown_cell_name(std::string_view text) {
  constexpr std::size_t kShort = 8;
  const auto shown = elide_middle(visible(text), kMarkdownNameColumns);
  if (display_width(shown) <= kShort) return markdown_name(text);
  std::string out;
  std::string_view rest = shown;
  while (!rest.empty()) {
    const auto end = std::min(rest.find_first_of("/:_"), rest.size() - 1) + 1;
    out += (out.empty() ? "" : "<wbr>") + escape_prose(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  return "<code>" + out + "</code>";
}

std::string markdown_url(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) return {};
  std::string url;
  for (const char c : text) {
    const bool plain = is_letter_or_digit(c) || is_in(c, "-._~:/?#[]@!$&*+,;=%");
    url += plain ? std::string(1, c)
                 : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return url;
}

std::string markdown_prose(std::string_view text) {
  return escape_prose(elide_middle(visible(text), kMarkdownProseColumns));
}

std::string markdown_notice(std::string_view text) {
  return escape_prose(elide_middle(visible(text), kMarkdownNoticeColumns));
}

}  // namespace benchgate::report
