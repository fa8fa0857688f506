// Which change a result is about: the pull request, if there is one, and the commit under review.
//
// The event decides, and where it does not name the pull request, GitHub is asked for the one whose
// head is the commit of the run. A result says only which commit it measured, and that must agree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/github/api.h"
#include "benchgate/github/workflow.h"

namespace benchgate::github {

struct Change {
  std::string commit;                        ///< the one under review
  std::optional<std::int64_t> pull_request;  ///< open, and with that commit as its head
  std::string base_branch;                   ///< may be empty
  std::string why_none;                      ///< why there is no pull request, for the log
};

/// Throws ApiError, EnvironmentError.
[[nodiscard]] Change find_change(const Workflow& workflow, Api& api);

/// The answer without a request to GitHub.
[[nodiscard]] Change change_of_event(const Workflow& workflow);

/// Was `head` measured on the change: on its commit, or on a merge of it into the base branch?
/// Empty if so, else what is wrong. A result without a commit passes where the same workflow
/// measured it, not where it comes from another run.
[[nodiscard]] std::string disagreement(const gate::SideIdentity& head, const Change& change,
                                       const Workflow& workflow, Api* api);

}  // namespace benchgate::github
