#include "benchgate/work/site.h"

#include <chrono>
#include <cstddef>

#include "benchgate/base/database_name.h"
#include "benchgate/base/writable.h"
#include "benchgate/site/open_metrics.h"

namespace benchgate::work {
namespace {

site::SiteOptions options_of(const SiteRequest& request) {
  site::SiteOptions options{.folder = request.folder, .title = request.title};
  if (!request.commit_url.empty()) options.commits = site::CommitLinks(request.commit_url);
  if (!request.url.empty()) options.url = site::site_url(request.url);
  if (!request.docs_url.empty()) options.docs_url = site::docs_url(request.docs_url);
  return options;
}

site::SiteProgress progress_to(Observer& observer) {
  return [&observer, begin = std::chrono::steady_clock::now()](std::size_t done, std::size_t all) {
    const measure::Seconds elapsed = std::chrono::steady_clock::now() - begin;
    const auto left = static_cast<double>(all - done) / static_cast<double>(done);
    observer.writing({.done = done, .total = all, .elapsed = elapsed, .remaining = elapsed * left});
  };
}

}  // namespace

site::SiteSummary write_site(const SiteRequest& request, Observer& observer) {
  require_no_database(request.folder, "OUT");
  require_writable_folder(request.folder);
  auto options = options_of(request);
  const auto history = open_branch(request.history, observer);
  const Phase phase(observer);
  options.progress = progress_to(observer);
  return site::write_site(*history, options);
}

std::string newest_metrics(const HistoryPlace& place, Observer& observer) {
  return site::open_metrics(*open_branch(place, observer));
}

}  // namespace benchgate::work
