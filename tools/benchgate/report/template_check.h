// Reading a template before the template library does: finds mistakes, says where they are.
//
// The library shows an unknown variable as nothing and reports errors on standard error without a
// column; a template that somebody wrote for themselves deserves better.
#pragma once

#include <string>
#include <string_view>

namespace benchgate::report {

/// Throws UsageError, beginning `name:line:column: `, for: a name that benchgate does not know or
/// not in this place, a section that is not closed or not open, a marker that is not closed, and
/// markers that are not benchgate's (includes, pragmas, other delimiters, modifiers).
void check_template(std::string_view text, std::string_view name);

/// A line with nothing but section markers and comments leaves no line behind: taken off with its
/// line end, so that a template can be laid out to be read.
[[nodiscard]] std::string without_marker_lines(std::string_view text);

}  // namespace benchgate::report
