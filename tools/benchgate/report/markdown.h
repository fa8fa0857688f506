// Markdown for a pull request's comment and for a job's summary.
#pragma once

#include <cstddef>
#include <string>

#include "benchgate/report/template_engine.h"
#include "benchgate/report/view.h"

namespace benchgate::report {

/// GitHub refuses a comment of more than 65,536 characters. A UTF-8 text never has more characters,
/// of whichever kind, than bytes: counting bytes is the strict side.
inline constexpr std::size_t kMostMarkdownBytes = 65'536;

/// The report in less than kMostMarkdownBytes. What does not fit is left out and counted: unchanged
/// rows first, then what else is folded, then what is good, and problems only when nothing but
/// problems is left. Throws UsageError where the template is wrong.
[[nodiscard]] std::string render_markdown(const View& view, const Template& source);

}  // namespace benchgate::report
