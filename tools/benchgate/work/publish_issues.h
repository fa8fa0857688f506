// Changes for the worse that a history shows, kept as issues.
//
// Which issue is about which change is github/change_issues.h's, the text change_issue_list.h's.
#pragma once

#include <chrono>
#include <cstddef>
#include <ostream>
#include <string>

#include "benchgate/base/getenv.h"
#include "benchgate/work/branch_history.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

struct IssuesRequest {
  HistoryPlace history;
  std::string site_url;  ///< of the dashboard; empty: there is none
  std::string label = "benchgate";
  std::chrono::milliseconds patience{};  ///< where GitHub limits or fails
  std::size_t most = 10;                 ///< opened at once
};

struct IssuesOutcome {
  std::size_t standing = 0;        ///< changes for the worse
  std::size_t without_commit = 0;  ///< and of them, that get no issue: no full commit is known
  std::size_t opened = 0;          ///< issues
  std::size_t postponed = 0;       ///< beyond `most`
};

/// Says on `log` what it did. Throws UsageError where the label or the address is none,
/// EnvironmentError where GitHub refuses, and as open_branch() does.
IssuesOutcome publish_issues(const IssuesRequest& request, const Caller& caller, std::ostream& log);

/// Shows on `out` what would be sent, and asks nobody: as if there were no issue yet.
IssuesOutcome preview_issues(const IssuesRequest& request, Observer& observer, std::ostream& out);

}  // namespace benchgate::work
