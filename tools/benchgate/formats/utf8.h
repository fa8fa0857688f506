// Is this text UTF-8, and what to write if it is not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace benchgate::formats {

/// `text` without the mark that some programs begin UTF-8 with.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text);

/// UTF-16's byte order mark at the beginning, or a NUL as half of the first character.
[[nodiscard]] bool looks_like_utf16(std::string_view text);

/// The number of leading bytes of `text` that are well-formed UTF-8 (Unicode 15, table 3-7: no
/// overlong forms, no surrogates, nothing above U+10FFFF). text.size() if all of it is.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text);

/// Appends `text` to `out` as a JSON string with its quotes. Quotes, backslashes and control
/// characters are escaped; each byte that is not UTF-8 becomes U+FFFD, so that what is written
/// can always be read.
void append_json_string(std::string& out, std::string_view text);

}  // namespace benchgate::formats
