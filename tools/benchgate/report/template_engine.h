// Filling a template. The only file that knows the template library, whose caches and registries
// are global: every expansion uses a cache of its own, which sees no file.
#pragma once

#include <string>
#include <string_view>

#include "benchgate/report/fields.h"

namespace benchgate::report {

enum class Escaping {
  Done,           ///< values are written as they are
  ByHtmlContext,  ///< text, attribute, URL, script: each its own way
};

struct Template {
  std::string name;  ///< for messages: a path, or the name of one of benchgate's own
  std::string text;
};

/// The template with its markers replaced. Throws UsageError with line and column where the
/// template is wrong. May be called from several threads.
[[nodiscard]] std::string expand(const Template& source, const Fields& fields, Escaping escaping);

}  // namespace benchgate::report
