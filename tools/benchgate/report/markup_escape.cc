#include "benchgate/report/markup_escape.h"

#include <cstddef>

#include "benchgate/report/unicode.h"

namespace benchgate::report {

std::string markup_text(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = character_at(text, at);
    const auto bytes = text.substr(at, character.bytes);
    at += character.bytes;
    const bool control = character.code < 0x20 && character.code != '\n' && character.code != '\t';
    // XML 1.0, section 2.2: no control characters, and neither of these two.
    if (!character.valid || control || character.code == 0xFFFE || character.code == 0xFFFF) {
      append_utf8(escaped, 0xFFFD);
    } else if (character.code == '&') {
      escaped += "&amp;";
    } else if (character.code == '<') {
      escaped += "&lt;";
    } else if (character.code == '>') {
      escaped += "&gt;";
    } else if (character.code == '"') {
      escaped += "&quot;";
    } else if (character.code == '\'') {
      escaped += "&#39;";
    } else {
      escaped += bytes;
    }
  }
  return escaped;
}

}  // namespace benchgate::report
