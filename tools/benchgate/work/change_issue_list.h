// The changes of a history that are worth an issue, as issues tell them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "benchgate/github/change_issues.h"
#include "benchgate/history/changes.h"

namespace benchgate::work {

struct IssueChanges {
  std::vector<github::IssueChange> list;
  std::size_t without_commit = 0;  ///< that would be in the list, but for their runs' commits
};

/// Those for the worse that stand, and that measuring again has not denied; of series that are
/// still measured, of timings those that are free of the machine where there are such; of runs
/// whose commits are known, since issues are about commits.
[[nodiscard]] IssueChanges issue_changes(const std::vector<history::SeriesReport>& reports);

struct IssuePlace {
  std::string site_url;  ///< of the dashboard, without a slash at its end; may be empty
};

/// The sentences above the table.
[[nodiscard]] std::string issue_introduction(const std::string& before, const std::string& at,
                                             const IssuePlace& place);

}  // namespace benchgate::work
