// The report as one HTML file that needs no network: style and script stand in it, and a content
// security policy with their hashes lets nothing else run, whatever a name contains.
#pragma once

#include <string>

#include "benchgate/report/template_engine.h"
#include "benchgate/report/view.h"

namespace benchgate::report {

/// Throws UsageError where the template is wrong.
[[nodiscard]] std::string render_html(const View& view, const Template& source);

}  // namespace benchgate::report
