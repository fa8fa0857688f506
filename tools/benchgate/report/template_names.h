// Every variable and section that a template may use: the one table.
//
// Templates are checked against it before they are expanded, and docs/templates.md lists it (a
// test compares the two).
#pragma once

#include <span>
#include <string_view>

namespace benchgate::report {

struct TemplateName {
  enum class Kind {
    Variable,  ///< {{NAME}}
    Trusted,   ///< {{NAME:none}}: markup of benchgate's own, without anything from outside
    Section,   ///< {{#NAME}} ... {{/NAME}}
  };
  Kind kind;
  std::string_view name;
  /// Where it may stand: "" is anywhere, otherwise inside a section that opens this scope.
  std::string_view scope;
  /// For sections: the scope that it opens; may be empty.
  std::string_view opens;
  std::string_view meaning;
};

[[nodiscard]] std::span<const TemplateName> template_names();

}  // namespace benchgate::report
