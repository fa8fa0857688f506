#include "benchgate/report/template_markers.h"

namespace benchgate::report {
namespace {

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";

void read_content(std::string_view content, Marker& marker) {
  const char sign = content.empty() ? '\0' : content.front();
  switch (sign) {
    case '#':
      marker.kind = Marker::Kind::SectionStart;
      break;
    case '/':
      marker.kind = Marker::Kind::SectionEnd;
      break;
    case '!':
      marker.kind = Marker::Kind::Comment;
      break;
    case '>':
    case '%':
    case '=':
      marker.kind = Marker::Kind::Other;
      break;
    default:
      marker.kind = Marker::Kind::Variable;
  }
  if (marker.kind != Marker::Kind::Variable && !content.empty()) content.remove_prefix(1);
  const auto colon = content.find(':');
  marker.name = content.substr(0, colon);
  if (colon != std::string_view::npos) marker.modifier = content.substr(colon + 1);
}

}  // namespace

std::optional<Marker> next_marker(std::string_view text, std::size_t from) {
  const auto begin = text.find(kOpen, from);
  if (begin == std::string_view::npos) return std::nullopt;
  Marker marker{.begin = begin};
  const auto close = text.find(kClose, begin);
  marker.closed = close != std::string_view::npos;
  marker.end = marker.closed ? close + kClose.size() : text.size();
  const auto inner_end = marker.closed ? close : text.size();
  read_content(text.substr(begin + kOpen.size(), inner_end - begin - kOpen.size()), marker);
  return marker;
}

}  // namespace benchgate::report
