#include "benchgate/site/write_site.h"

#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/new_file.h"
#include "benchgate/report/markup_escape.h"
#include "benchgate/report/unicode.h"
#include "benchgate/site/benchmark_data.h"
#include "benchgate/site/builtin_page.h"
#include "benchgate/site/change_group.h"
#include "benchgate/site/feeds.h"
#include "benchgate/site/noted_change.h"
#include "benchgate/site/script_data.h"
#include "benchgate/site/suite_health.h"
#include "benchgate/site/summary.h"

namespace benchgate::site {
namespace {

/// From so much on a file of data begins another one: a page loads one of them.
constexpr std::size_t kDataFileBytes = std::size_t{256} << 10;

struct Placeholder {
  std::string_view name;
  std::string text;
};

/// One pass: what is put in is not searched again.
std::string filled(std::string_view page, const std::vector<Placeholder>& placeholders) {
  std::string text;
  while (!page.empty()) {
    const auto open = page.find("{{");
    text += page.substr(0, open);
    if (open == std::string_view::npos) break;
    page.remove_prefix(open + 2);
    const auto close = page.find("}}");
    for (const auto& [name, value] : placeholders)
      if (page.substr(0, close) == name) text += value;
    page.remove_prefix(close + 2);
  }
  return text;
}

std::string docs_link(const std::string& url) {
  if (url.empty()) return {};
  return fmt::format("<a href=\"{}\">Documentation</a> ", report::markup_text(url));
}

std::string index_html(const SiteOptions& options, const std::string& style,
                       const std::string& script, const std::string& summary) {
  return filled(kIndexPage, {{"TITLE", report::markup_text(report::visible(options.title))},
                             {"STYLE", style},
                             {"SCRIPT", script},
                             {"SUMMARY", summary},
                             {"DOCS", docs_link(options.docs_url)}});
}

/// Data of the benchmarks of one suite, several to a file: a file for each would be tens of
/// thousands where a suite is large.
class DataFiles {
 public:
  DataFiles(SiteFolder& folder, Summary& summary) : folder_(folder), summary_(summary) {}

  /// Before the benchmark is added to the summary.
  void begin(const BenchmarkHistory& benchmark) {
    if (benchmark.suite != suite_ || text_.size() >= kDataFileBytes) finish();
    suite_ = benchmark.suite;
    if (text_.empty()) stem_ = "data/" + benchmark.slug;
  }

  void add(const std::string& slug, const std::string& json) { text_ += data_script(slug, json); }

  void finish() {
    if (text_.empty()) return;
    summary_.add_file(folder_.add(stem_, ".js", text_));
    text_.clear();
  }

 private:
  SiteFolder& folder_;
  Summary& summary_;
  std::string suite_;
  std::string stem_;  ///< the name of the first benchmark in it, and of the file
  std::string text_;
};

}  // namespace

SiteSummary write_site(const store::HistoryStore& store, const SiteOptions& options) {
  const RunTable runs(store.runs());
  if (runs.empty()) {
    throw InputError("history", "has no runs yet; `benchgate store append` adds the first");
  }
  const auto findings = store.findings();
  SiteFolder folder(options.folder);
  for (const char* part : {"", "data", "assets"}) remove_abandoned_files(options.folder / part);
  Summary summary(runs, newest_health(store, runs));
  std::vector<ChangeGroup> all_changes;
  SiteSummary done{.runs = runs.runs().size()};
  DataFiles files(folder, summary);
  for_each_benchmark(store, runs, options.progress, [&](const BenchmarkHistory& benchmark) {
    files.begin(benchmark);
    files.add(benchmark.slug, benchmark_json(benchmark, runs, findings));
    auto changes = group_changes(benchmark, changes_of(benchmark, runs, findings));
    summary.add(benchmark, changes);
    all_changes.insert(all_changes.end(), std::make_move_iterator(changes.begin()),
                       std::make_move_iterator(changes.end()));
    ++done.benchmarks;
  });
  files.finish();
  done.changes = all_changes.size();

  auto json = summary.json();
  json["title"] = options.title;
  json["commit_url"] = options.commits.pattern();
  json["range_url"] = options.commits.range_pattern();
  json["runs_file"] = folder.add("data/runs", ".js", data_script("runs", runs_json(runs)));
  json["chart_file"] = folder.add("assets/dygraph", ".js", kChartScript);
  const auto summary_file =
      folder.add("data/summary", ".js", data_script("summary", script_json(json)));
  const auto style = folder.add("assets/site", ".css", kPageStyle);
  const auto script = folder.add("assets/site", ".js", kPageScript);

  const FeedOptions feed{.title = options.title, .url = options.url, .commits = options.commits};
  const auto entries = announced(std::move(all_changes), runs);
  folder.add_fixed("feed.atom", atom_feed(entries, runs, feed));
  folder.add_fixed("feed.json", json_feed(entries, feed));
  folder.finish(index_html(options, style, script, summary_file));
  done.files_written = folder.written();
  done.largest = folder.largest();
  return done;
}

std::string site_url(const std::string& text) {
  auto url = text;
  if (!url.ends_with('/')) url += '/';
  if (!link_or_nothing(url) || url.find_first_of("?#") != std::string::npos) {
    throw UsageError(
        fmt::format("'{}' is not the address of a site: it must begin with https:// or http:// and "
                    "name a folder",
                    text));
  }
  return url;
}

std::string docs_url(const std::string& text) {
  if (!link_or_nothing(text)) {
    throw UsageError(fmt::format(
        "'{}' is not the address of documentation: it must begin with https:// or http://", text));
  }
  return text;
}

}  // namespace benchgate::site
