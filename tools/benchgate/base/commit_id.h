// The name of a git commit, in full or its beginning: lower-case hexadecimal digits.
//
// Result files, comments and events say commits too, and are not to be believed: what is none goes
// into no command, link or comparison.
#pragma once

#include <cstddef>
#include <string_view>

namespace benchgate {

/// git's own beginnings have no fewer digits; of fewer it is not believed.
inline constexpr std::size_t kShortestCommit = 7;

[[nodiscard]] constexpr bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// 40 digits (SHA-1), or 64 (SHA-256).
[[nodiscard]] constexpr bool is_full_commit(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) && is_hexadecimal(text);
}

/// A commit in full or its beginning: 7 to 64 digits.
[[nodiscard]] constexpr bool is_commit(std::string_view text) {
  return text.size() >= kShortestCommit && text.size() <= 64 && is_hexadecimal(text);
}

}  // namespace benchgate
