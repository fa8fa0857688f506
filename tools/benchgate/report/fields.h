// The values that a template is filled with: variables, and sections that repeat.
//
// A plain tree; the template library's own dictionary is made from it where the template is
// expanded (template_engine.h). Values are already escaped, except for HTML, where the template
// engine escapes by context. Which names there are is template_names.h's business.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace benchgate::report {

class Fields {
 public:
  void set(std::string_view variable, std::string value) {
    values_.emplace_back(variable, std::move(value));
  }

  /// Shows `section` once more, with variables of its own; what it does not set is looked up here.
  Fields& add(std::string_view section) { return sections_.emplace_back(section, Fields()).second; }

  /// Shows `section` if `condition` holds.
  void show(std::string_view section, bool condition = true) {
    if (condition) add(section);
  }

  /// Sets `variable` inside `section` and shows it, unless the value is empty.
  void show_with(std::string_view section, std::string_view variable, std::string value) {
    if (!value.empty()) add(section).set(variable, std::move(value));
  }

  [[nodiscard]] const auto& values() const { return values_; }
  [[nodiscard]] const auto& sections() const { return sections_; }

 private:
  // Names are literals; a deque keeps references to sections valid while others are added.
  std::vector<std::pair<std::string_view, std::string>> values_;
  std::deque<std::pair<std::string_view, Fields>> sections_;
};

}  // namespace benchgate::report
