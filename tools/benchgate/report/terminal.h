// The report for a terminal: aligned, wrapped to its width, with colour only where asked for.
//
// Colour is never the only sign. Control characters in names come out as text (\x1b), so that no
// name can move the cursor or set the window's title.
#pragma once

#include <cstddef>
#include <string>

#include "benchgate/report/template_engine.h"
#include "benchgate/report/view.h"

namespace benchgate::report {

struct TerminalOptions {
  std::size_t width = 80;  ///< columns; at least 60 are used
  bool colour = false;
  bool all_rows = false;  ///< also one line for each row that is folded away otherwise
  bool verbose = false;   ///< also the reason for each row, and how it was measured
};

/// Throws UsageError where the template is wrong.
[[nodiscard]] std::string render_terminal(const View& view, const Template& source,
                                          const TerminalOptions& options);

}  // namespace benchgate::report
