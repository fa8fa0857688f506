// Markdown for a pull request's comment and for a job's summary.
#pragma once

#include <cstddef>
#include <string>

#include "benchgate/report/template_engine.h"
#include "benchgate/report/view.h"

namespace benchgate::report {

/// The report in less than `most_bytes`. What does not fit is left out and counted: unchanged
/// rows first, then what else is folded, then what is good, and problems only when nothing but
/// problems is left. Throws UsageError where the template is wrong.
[[nodiscard]] std::string render_markdown(const View& view, const Template& source,
                                          std::size_t most_bytes);

}  // namespace benchgate::report
