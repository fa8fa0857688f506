// A report of an assessment, in any format: the one entry that commands call.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "benchgate/gate/assessment.h"

namespace benchgate::report {

enum class Format { Terminal, Markdown, Html, Json };

[[nodiscard]] std::string_view format_name(Format format);  ///< "terminal", "markdown", ...
[[nodiscard]] std::optional<Format> parse_format(std::string_view name);

struct RenderOptions {
  Format format = Format::Terminal;
  std::size_t width = 80;  ///< terminal: columns
  bool colour = false;     ///< terminal: may ANSI colours be used
  bool all_rows = false;   ///< terminal: list also what is folded away otherwise
  /// The user's own template instead of benchgate's; docs/templates.md. Not for JSON.
  std::optional<std::filesystem::path> template_file;
};

/// Throws UsageError where the template is wrong or there can be none; InputError where its file
/// cannot be read.
[[nodiscard]] std::string render(const gate::Assessment& assessment, const RenderOptions& options);

}  // namespace benchgate::report
