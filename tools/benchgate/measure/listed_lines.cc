#include "benchgate/measure/listed_lines.h"

#include <algorithm>
#include <optional>

namespace benchgate::measure {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.emplace_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

std::size_t common_suffix(std::string_view a, std::string_view b) {
  const auto most = std::min(a.size(), b.size());
  std::size_t length = 0;
  while (length < most && a[a.size() - 1 - length] == b[b.size() - 1 - length]) ++length;
  return length;
}

/// What is in `listing` between a first and a last part that together are `own_text`. The list
/// consists of whole lines; of several such places the one where a line begins.
std::optional<std::string_view> inserted(std::string_view listing, std::string_view own_text) {
  if (listing.size() < own_text.size()) return std::nullopt;
  const auto length = listing.size() - own_text.size();
  const auto most = common_prefix(listing, own_text);
  const auto end = common_suffix(listing, own_text);
  std::optional<std::string_view> found;
  for (auto first = own_text.size() - std::min(end, own_text.size()); first <= most; ++first) {
    const auto part = listing.substr(first, length);
    if (!part.empty() && part.back() != '\n') continue;
    if (first == 0 || own_text[first - 1] == '\n') return part;
    if (!found) found = part;
  }
  return found;
}

}  // namespace

ListedLines listed_lines(std::string_view listing, std::string_view own_text) {
  const auto list = inserted(listing, own_text);
  return {.lines = lines_of(list.value_or(listing)), .is_sure = list.has_value()};
}

}  // namespace benchgate::measure
