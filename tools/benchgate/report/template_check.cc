#include "benchgate/report/template_check.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/edit_distance.h"
#include "benchgate/base/error.h"
#include "benchgate/base/text_position.h"
#include "benchgate/report/template_markers.h"
#include "benchgate/report/template_names.h"

namespace benchgate::report {
namespace {

using Kind = TemplateName::Kind;

struct OpenSection {
  std::string_view name;
  std::string_view scope;
  std::size_t begin;
};

class Check {
 public:
  Check(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  void run() {
    std::size_t at = 0;
    while (const auto marker = next_marker(text_, at)) {
      if (!marker->closed) refuse(marker->begin, "this {{ has no }}");
      read(*marker);
      at = marker->end;
    }
    if (open_.empty()) return;
    refuse(open_.back().begin,
           fmt::format("{{{{#{0}}}}} is never closed; write {{{{/{0}}}}}", open_.back().name));
  }

 private:
  void read(const Marker& marker) {
    switch (marker.kind) {
      case Marker::Kind::Comment:
        return;
      case Marker::Kind::Variable:
        return read_variable(marker);
      case Marker::Kind::SectionStart:
        return read_start(marker);
      case Marker::Kind::SectionEnd:
        return read_end(marker);
      case Marker::Kind::Other:
        refuse(marker.begin, "includes, pragmas and other delimiters are not for reports");
    }
  }

  void read_variable(const Marker& marker) {
    if (marker.name == "BI_SPACE" || marker.name == "BI_NEWLINE") return;
    const auto& known = find(marker, false);
    const bool trusted = known.kind == Kind::Trusted;
    if (trusted == (marker.modifier == "none") && (trusted || marker.modifier.empty())) return;
    refuse(marker.begin, trusted ? fmt::format("write {{{{{}:none}}}}", marker.name)
                                 : fmt::format("write {{{{{}}}}}: escaping is not the template's "
                                               "to choose",
                                               marker.name));
  }

  void read_start(const Marker& marker) {
    constexpr std::string_view kSeparator = "_separator";
    if (!open_.empty() && marker.name.ends_with(kSeparator) &&
        marker.name.substr(0, marker.name.size() - kSeparator.size()) == open_.back().name) {
      open_.push_back({marker.name, "", marker.begin});
      return;
    }
    open_.push_back({marker.name, find(marker, true).opens, marker.begin});
  }

  void read_end(const Marker& marker) {
    if (open_.empty()) refuse(marker.begin, fmt::format("no section {} is open", marker.name));
    if (open_.back().name != marker.name) {
      refuse(marker.begin,
             fmt::format("{{{{/{}}}}} while {{{{#{}}}}} is open", marker.name, open_.back().name));
    }
    open_.pop_back();
  }

  [[nodiscard]] bool is_reachable(const TemplateName& known) const {
    return known.scope.empty() || std::ranges::count(open_, known.scope, &OpenSection::scope) > 0;
  }

  [[nodiscard]] const TemplateName& find(const Marker& marker, bool section) const {
    const TemplateName* elsewhere = nullptr;
    for (const auto& known : template_names()) {
      if (known.name != marker.name || (known.kind == Kind::Section) != section) continue;
      if (is_reachable(known)) return known;
      elsewhere = &known;
    }
    if (elsewhere == nullptr) refuse_unknown(marker, section);
    refuse(marker.begin,
           fmt::format("{} has a value only inside a section of {}; see docs/templates.md",
                       marker.name, elsewhere->scope));
  }

  [[noreturn]] void refuse_unknown(const Marker& marker, bool section) const {
    std::vector<std::string_view> names;
    for (const auto& known : template_names()) {
      if ((known.kind == Kind::Section) == section) names.push_back(known.name);
    }
    const auto meant = nearest(marker.name, names);
    refuse(marker.begin, fmt::format("there is no {} {}{}", section ? "section" : "variable",
                                     marker.name.substr(0, 80),
                                     meant ? fmt::format("; did you mean {}?", *meant)
                                           : "; docs/templates.md lists them"));
  }

  [[noreturn]] void refuse(std::size_t offset, const std::string& what) const {
    const auto [line, column] = position_of(text_, offset);
    throw UsageError(fmt::format("{}:{}:{}: {}", file_, line, column, what));
  }

  std::string_view text_;
  std::string_view file_;
  std::vector<OpenSection> open_;
};

/// Does the line consist of markers that leave nothing behind, and blanks?
bool is_marker_line(std::string_view line) {
  bool found = false;
  std::size_t at = 0;
  const auto blank = [](std::string_view part) {
    return part.find_first_not_of(" \t\r") == std::string_view::npos;
  };
  while (const auto marker = next_marker(line, at)) {
    if (!marker->closed || marker->kind == Marker::Kind::Variable) return false;
    if (!blank(line.substr(at, marker->begin - at))) return false;
    found = true;
    at = marker->end;
  }
  return found && blank(line.substr(at));
}

}  // namespace

void check_template(std::string_view text, std::string_view name) {
  Check(text, name).run();
}

std::string without_marker_lines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto line_end = text.find('\n');
    const auto line = text.substr(0, line_end);
    const bool last = line_end == std::string_view::npos;
    if (!is_marker_line(line)) {
      out += line;
      if (!last) out += '\n';
    } else {
      const auto first = line.find("{{");
      const auto behind = line.rfind("}}") + 2;
      out += line.substr(first, behind - first);
    }
    text.remove_prefix(last ? text.size() : line_end + 1);
  }
  return out;
}

}  // namespace benchgate::report
