#include "benchgate/report/unicode.h"

#include <array>
#include <cstdint>
#include <vector>

#include <fmt/format.h>
#include <utf8proc.h>

namespace benchgate::report {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::string_view kEllipsis = "…";

bool is_unseen(char32_t code) {
  const auto& property = *utf8proc_get_property(static_cast<utf8proc_int32_t>(code));
  switch (property.category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    case UTF8PROC_CATEGORY_CF:  // but for signs that stand before digits: they have a form
      return property.boundclass != UTF8PROC_BOUNDCLASS_PREPEND;
    case UTF8PROC_CATEGORY_CN:  // kept for more of them, among tags
      return code == 0x2065 || (code >= 0xE0000 && code <= 0xE007F);
    default:
      return false;
  }
}

std::size_t width_of(char32_t code) {
  if (code < 0x300) return 1;
  return static_cast<std::size_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(code)));
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
  const auto rest = text.substr(at, 4);  // none is longer
  utf8proc_int32_t code = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                       static_cast<utf8proc_ssize_t>(rest.size()), &code);
  if (length <= 0) return {.code = kReplacement, .bytes = 1, .valid = false};
  return {.code = static_cast<char32_t>(code),
          .bytes = static_cast<std::size_t>(length),
          .valid = true};
}

void append_utf8(std::string& out, char32_t code) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
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
    if (is_unseen(character.code)) {
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
