// What a history shows, for others to look at: the dashboard, and figures for Prometheus.
//
// How they look is site/'s affair.
#pragma once

#include <string>

#include "benchgate/site/write_site.h"
#include "benchgate/work/branch_history.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

struct SiteRequest {
  HistoryPlace history;
  std::string folder;
  std::string title = "Benchmarks";
  std::string commit_url;  ///< of a commit, with {} for its hash; empty: commits are not linked
  std::string url;         ///< of the site, for its feeds; may be empty
  std::string docs_url;    ///< linked in the footer; may be empty
};

/// Tells how far it is. Throws UsageError where an address is none or the history cannot be shown,
/// EnvironmentError where the folder cannot be written, and as open_branch() and
/// site::write_site() do.
site::SiteSummary write_site(const SiteRequest& request, Observer& observer);

/// The newest figures as OpenMetrics text. Throws as open_branch() does.
[[nodiscard]] std::string newest_metrics(const HistoryPlace& place, Observer& observer);

}  // namespace benchgate::work
