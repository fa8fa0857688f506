// The {{markers}} of a template's text, one after another. Internal to template_check.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace benchgate::report {

struct Marker {
  enum class Kind { Variable, SectionStart, SectionEnd, Comment, Other };
  Kind kind = Kind::Other;
  std::string_view name;      ///< without the sign before it and the modifiers behind it
  std::string_view modifier;  ///< behind the first ':'; empty if there is none
  std::size_t begin = 0;      ///< offset of its first brace
  std::size_t end = 0;        ///< offset behind its last brace
  bool closed = true;
};

/// The first marker at or behind `from`; nothing if there is none.
[[nodiscard]] std::optional<Marker> next_marker(std::string_view text, std::size_t from);

}  // namespace benchgate::report
