#include "benchgate/report/unicode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

namespace benchgate::report {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::string_view kEllipsis = "…";

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t code) {
  return std::ranges::any_of(
      ranges, [code](const Range& range) { return code >= range.first && code <= range.last; });
}

// C0, DEL, C1; soft hyphen; Arabic letter mark; Mongolian vowel separator; zero-width spaces and
// joiners, direction marks; line and paragraph separators, embeddings and overrides; word joiner to
// deprecated format characters, isolates; byte-order mark; interlinear annotation; tag characters.
constexpr std::array kUnseen = {
    Range{0x00, 0x1F},     Range{0x7F, 0x9F},     Range{0xAD, 0xAD},      Range{0x61C, 0x61C},
    Range{0x180E, 0x180E}, Range{0x200B, 0x200F}, Range{0x2028, 0x202E},  Range{0x2060, 0x206F},
    Range{0xFEFF, 0xFEFF}, Range{0xFFF9, 0xFFFB}, Range{0xE0000, 0xE007F}};

// Unicode 15, EastAsianWidth W and F, in blocks.
constexpr std::array kWide = {
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x23E9, 0x23EC},
    Range{0x2614, 0x2615},   Range{0x26A1, 0x26A1},   Range{0x2705, 0x2705},
    Range{0x274C, 0x274C},   Range{0x2753, 0x2755},   Range{0x2795, 0x2797},
    Range{0x2B1B, 0x2B1C},   Range{0x2B50, 0x2B50},   Range{0x2E80, 0x303E},
    Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},
    Range{0xA000, 0xA4CF},   Range{0xA960, 0xA97C},   Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6},   Range{0x16FE0, 0x18CFF}, Range{0x1B000, 0x1B2FF},
    Range{0x1F004, 0x1F004}, Range{0x1F18E, 0x1F18E}, Range{0x1F191, 0x1F19A},
    Range{0x1F200, 0x1F320}, Range{0x1F32D, 0x1F64F}, Range{0x1F680, 0x1F6FF},
    Range{0x1F7E0, 0x1F7EB}, Range{0x1F90C, 0x1F9FF}, Range{0x1FA70, 0x1FAFF},
    Range{0x20000, 0x3FFFD}};

// Combining marks of the common blocks, variation selectors.
constexpr std::array kCombining = {
    Range{0x300, 0x36F},   Range{0x483, 0x489},    Range{0x591, 0x5BD},   Range{0x610, 0x61A},
    Range{0x64B, 0x65F},   Range{0x6D6, 0x6DC},    Range{0x93A, 0x93C},   Range{0x941, 0x948},
    Range{0xE31, 0xE31},   Range{0xE34, 0xE3A},    Range{0xE47, 0xE4E},   Range{0x1AB0, 0x1AFF},
    Range{0x1DC0, 0x1DFF}, Range{0x20D0, 0x20F0},  Range{0x3099, 0x309A}, Range{0xFE00, 0xFE0F},
    Range{0xFE20, 0xFE2F}, Range{0xE0100, 0xE01EF}};

std::size_t width_of(char32_t code) {
  if (code < 0x300) return 1;
  if (is_in(kCombining, code) || is_in(kUnseen, code)) return 0;
  return is_in(kWide, code) ? 2 : 1;
}

std::uint32_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

std::size_t sequence_length(std::uint32_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

bool is_scalar(std::uint32_t code, std::size_t bytes) {
  constexpr std::array<std::uint32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  return code >= kSmallest.at(bytes) && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

void append_visible(std::string& out, char32_t code) {
  const auto number = static_cast<std::uint32_t>(code);
  if (code == '\n') {
    out += "\\n";
  } else if (code == '\t') {
    out += "\\t";
  } else if (code == '\r') {
    out += "\\r";
  } else if (code < 0x100) {
    out += fmt::format("\\x{:02x}", number);
  } else {
    out += fmt::format("\\u{{{:x}}}", number);
  }
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::uint32_t, 5> kFirstBits = {0, 0x7F, 0x1F, 0x0F, 0x07};
  const std::uint32_t first = byte_at(text, at);
  const std::size_t length = sequence_length(first);
  const Character broken{.code = kReplacement, .bytes = 1, .valid = false};
  if (length == 0 || at + length > text.size()) return broken;
  std::uint32_t code = first & kFirstBits.at(length);
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint32_t next = byte_at(text, at + i);
    if ((next & 0xC0U) != 0x80U) return broken;
    code = (code << 6U) | (next & 0x3FU);
  }
  if (!is_scalar(code, length)) return broken;
  return {.code = char32_t{code}, .bytes = length, .valid = true};
}

void append_utf8(std::string& out, char32_t code) {
  const auto number = static_cast<std::uint32_t>(code);
  const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  const auto tail = [number](unsigned shift) { return 0x80U | ((number >> shift) & 0x3FU); };
  if (number < 0x80) {
    add(number);
  } else if (number < 0x800) {
    add(0xC0U | (number >> 6U));
    add(tail(0));
  } else if (number < 0x10000) {
    add(0xE0U | (number >> 12U));
    add(tail(6));
    add(tail(0));
  } else {
    add(0xF0U | (number >> 18U));
    add(tail(12));
    add(tail(6));
    add(tail(0));
  }
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto character = character_at(text, i);
    append_utf8(out, character.code);
    i += character.bytes;
  }
  return out;
}

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto character = character_at(text, i);
    if (is_in(kUnseen, character.code)) {
      append_visible(out, character.code);
    } else {
      append_utf8(out, character.code);
    }
    i += character.bytes;
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto character = character_at(text, i);
    width += width_of(character.code);
    i += character.bytes;
  }
  return width;
}

std::string elide_middle(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); i += character_at(text, i).bytes) starts.push_back(i);
  const std::size_t front_columns = columns / 2;
  const std::size_t back_columns = columns - 1 - front_columns;
  std::size_t front = 0;
  std::size_t used = 0;
  for (; front < starts.size(); ++front) {
    used += width_of(character_at(text, starts[front]).code);
    if (used > front_columns) break;
  }
  std::size_t back = starts.size();
  used = 0;
  while (back > front) {
    used += width_of(character_at(text, starts[back - 1]).code);
    if (used > back_columns) break;
    --back;
  }
  const auto cut = [&](std::size_t i) { return i < starts.size() ? starts[i] : text.size(); };
  std::string out(text.substr(0, cut(front)));
  out += kEllipsis;
  out += text.substr(cut(back));
  return out;
}

}  // namespace benchgate::report
