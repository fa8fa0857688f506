#include "benchgate/formats/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace benchgate::formats {
namespace {

/// One row of Unicode 15, table 3-7: the second byte's range depends on the first.
struct Form {
  unsigned char first_low, first_high;
  std::size_t length;
  unsigned char second_low, second_high;
};

constexpr std::array kForms = {
    Form{0xC2, 0xDF, 2, 0x80, 0xBF}, Form{0xE0, 0xE0, 3, 0xA0, 0xBF},
    Form{0xE1, 0xEC, 3, 0x80, 0xBF}, Form{0xED, 0xED, 3, 0x80, 0x9F},
    Form{0xEE, 0xEF, 3, 0x80, 0xBF}, Form{0xF0, 0xF0, 4, 0x90, 0xBF},
    Form{0xF1, 0xF3, 4, 0x80, 0xBF}, Form{0xF4, 0xF4, 4, 0x80, 0x8F},
};

unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

/// Length of the well-formed character at `i`, 0 if there is none.
std::size_t character_length(std::string_view text, std::size_t i) {
  const unsigned char first = byte_at(text, i);
  if (first < 0x80) return 1;
  for (const auto& form : kForms) {
    if (first < form.first_low || first > form.first_high) continue;
    if (i + form.length > text.size()) return 0;
    const unsigned char second = byte_at(text, i + 1);
    if (second < form.second_low || second > form.second_high) return 0;
    for (std::size_t k = 2; k < form.length; ++k) {
      if ((byte_at(text, i + k) & 0xC0U) != 0x80U) return 0;
    }
    return form.length;
  }
  return 0;
}

void append_escaped(std::string& out, unsigned char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      out += "\\u00";
      out += kHex[c >> 4U];
      out += kHex[c & 0xFU];
  }
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t length = character_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return i;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t i = 0;
  while (i < text.size()) {
    const unsigned char c = byte_at(text, i);
    if (c < 0x20 || c == '"' || c == '\\') {
      append_escaped(out, c);
      ++i;
      continue;
    }
    const std::size_t length = character_length(text, i);
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      ++i;
      continue;
    }
    out.append(text.substr(i, length));
    i += length;
  }
  out += '"';
}

bool looks_like_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
         (text.size() >= 2 && (text[0] == '\0' || text[1] == '\0'));
}

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  return text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

}  // namespace benchgate::formats
