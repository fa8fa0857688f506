// Markdown for a pull request's comment and for a job's summary.
#pragma once

#include <cstddef>
#include <string>

#include "benchgate/report/render.h"
#include "benchgate/report/template_engine.h"
#include "benchgate/report/view.h"

namespace benchgate::report {

struct MarkdownOptions {
  std::size_t most_bytes = kMostMarkdownBytes;
  Surroundings surroundings;
};

/// The report in less than `options.most_bytes`. What does not fit is left out and counted:
/// unchanged rows first, then what else is folded, then what is good, and problems only when
/// nothing but problems is left. Throws UsageError where the template is wrong, or a few of each
/// are too long already.
[[nodiscard]] std::string render_markdown(const View& view, const Template& source,
                                          const MarkdownOptions& options);

}  // namespace benchgate::report
