// Writes the dashboard of a history: static files for any folder, which need no server and ask
// nobody for anything.
//
// Decides nothing: what changed is history/'s finding, how it looks templates/site/.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "benchgate/site/benchmark_history.h"
#include "benchgate/site/commit_links.h"
#include "benchgate/site/site_folder.h"
#include "benchgate/store/history_store.h"

namespace benchgate::site {

struct SiteOptions {
  std::filesystem::path folder;
  std::string title = "Benchmarks";
  std::string url;       ///< where it will be found, for feeds; empty or ending in '/'
  std::string docs_url;  ///< linked in the footer; empty, http or https
  CommitLinks commits;
  SiteProgress progress;  ///< may be empty
};

struct SiteSummary {
  std::size_t runs = 0;
  std::size_t benchmarks = 0;
  std::size_t changes = 0;        ///< of all benchmarks, each with all metrics that moved
  std::size_t files_written = 0;  ///< that were not there already
  SiteFolder::File largest;       ///< of its files of data
};

/// Throws InputError where the history is empty; UsageError, EnvironmentError as SiteFolder does.
SiteSummary write_site(const store::HistoryStore& store, const SiteOptions& options);

/// The address of a site as it is written before names of files: http or https, ending in '/'.
/// Throws UsageError for any other.
[[nodiscard]] std::string site_url(const std::string& text);

/// As given. Throws UsageError where it is no http or https address.
[[nodiscard]] std::string docs_url(const std::string& text);

}  // namespace benchgate::site
