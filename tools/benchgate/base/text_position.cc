#include "benchgate/base/text_position.h"

#include <algorithm>

namespace benchgate {

TextPosition position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
  const std::size_t last = before.rfind('\n');
  const std::size_t line_start = last == std::string_view::npos ? 0 : last + 1;
  return {.line = lines + 1, .column = before.size() - line_start + 1};
}

}  // namespace benchgate
