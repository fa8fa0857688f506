// A result as it is published where changes are reviewed: title, state, report.
//
// Made from an assessment by the report's own, trusted template; knows no forge.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/github/forge.h"
#include "benchgate/report/render.h"

namespace benchgate::github {

struct Publication {
  StatusState state = StatusState::Failed;
  std::string title;
  std::string report;  ///< Markdown of at most kMostReportBytes
  std::vector<Annotation> annotations;
  /// Findings that block merging; nothing if unknown.
  std::optional<std::size_t> findings;
  bool has_accepted = false;  ///< regressions that pass, and are not gone
  /// Does the result say that it passes for acceptances which the change itself may have added?
  bool accepts_by_itself = false;
  bool is_notable = true;  ///< is there anything to read but that all is well?
};

[[nodiscard]] Publication publication_of(const gate::Assessment& assessment,
                                         const report::Surroundings& surroundings);

/// There is no result, or none that can be believed: nothing of it is shown but `reason`, a plain
/// text that may be empty.
[[nodiscard]] Publication no_result(const std::string& run_url, const std::string& reason);

/// The run was cancelled, or took too long: nothing is known.
[[nodiscard]] Publication cancelled(const std::string& run_url);

/// The run was not started yet: somebody has to approve it.
[[nodiscard]] Publication awaits_approval(const std::string& run_url);

/// A run has begun.
[[nodiscard]] Publication begun(const std::string& run_url);

}  // namespace benchgate::github
