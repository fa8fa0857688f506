#include <chrono>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "benchgate/base/database_name.h"
#include "benchgate/base/file.h"
#include "benchgate/base/writable.h"
#include "benchgate/cli/branch_option.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/progress.h"
#include "benchgate/site/open_metrics.h"
#include "benchgate/site/write_site.h"

namespace benchgate::cli {
namespace {

constexpr const char* kSiteFooter =
    "LOCATION is a history: a folder, or postgresql://... OUT becomes a dashboard of static "
    "files, for GitHub Pages, any web server, or opened from disk. The page loads nothing from "
    "other servers. Unchanged files are not written again, index.html is replaced last, and "
    "files that benchgate did not write are left alone. feed.atom and feed.json list every "
    "change point.\n\n"
    "Examples:\n"
    "  benchgate site out/history out/site\n"
    "  benchgate site out/history out/site --title 'octo/engine' \\\n"
    "    --commit-url 'https://github.com/octo/engine/commit/{}' \\\n"
    "    --url https://octo.github.io/engine/bench/";

constexpr const char* kMetricsFooter =
    "LOCATION is a history: a folder, or postgresql://... Without -o the text goes to standard "
    "output. A file is replaced in one step, as node_exporter's textfile collector needs it. "
    "ci/monitoring/ has alert rules and a Grafana dashboard.\n\n"
    "Examples:\n"
    "  benchgate metrics out/history\n"
    "  benchgate metrics out/history -o /var/lib/node_exporter/textfile/benchgate.prom";

/// Bytes of a file that GitHub takes without a warning.
constexpr std::size_t kMostForGitHub = std::size_t{50} << 20;

struct SiteCommandOptions {
  std::string location;
  std::string out;
  BranchOption branch;
  std::string title = "Benchmarks";
  std::string commit_url;
  std::string url;
  std::string docs_url;
};

struct MetricsCommandOptions {
  std::string location;
  BranchOption branch;
  std::string output;
};

/// Progress of what takes longer than a second: a short one has nothing to show.
site::SiteProgress progress_on(ProgressDisplay& display) {
  const auto begin = std::chrono::steady_clock::now();
  return [&display, begin](std::size_t done, std::size_t all) {
    const measure::Seconds elapsed = std::chrono::steady_clock::now() - begin;
    if (elapsed < measure::Seconds(1)) return;
    const auto left = static_cast<double>(all - done) / static_cast<double>(done);
    display.update({.done = done, .total = all, .elapsed = elapsed, .remaining = elapsed * left});
  };
}

ExitCode write_site(const SiteCommandOptions& options, const Console& console) {
  require_no_database(options.out, "OUT");
  require_writable_folder(options.out);
  site::SiteOptions wanted{.folder = options.out, .title = options.title};
  if (!options.commit_url.empty()) wanted.commits = site::CommitLinks(options.commit_url);
  if (!options.url.empty()) wanted.url = site::site_url(options.url);
  if (!options.docs_url.empty()) wanted.docs_url = site::docs_url(options.docs_url);
  const auto store = open_branch(options.location, options.branch, console);
  site::SiteSummary done;
  {
    ProgressDisplay display(console);
    wanted.progress = progress_on(display);
    done = site::write_site(*store, wanted);
  }
  console.out << fmt::format("Wrote {}/index.html: {} benchmarks, {} runs, {} change points.\n",
                             options.out, done.benchmarks, done.runs, done.changes);
  if (done.largest.bytes > kMostForGitHub) {
    console.err << fmt::format(
        "benchgate: {} has {} MiB. GitHub warns about files above 50 MiB and refuses those above "
        "100 MiB; serve this site from elsewhere.\n",
        done.largest.name, done.largest.bytes >> 20);
  }
  return ExitCode::Passed;
}

ExitCode write_metrics(const MetricsCommandOptions& options, const Console& console) {
  require_no_database(options.output, "--output");
  if (!options.output.empty()) require_writable_file(options.output);
  const auto text = site::open_metrics(*open_branch(options.location, options.branch, console));
  if (options.output.empty()) {
    console.out << text;
  } else {
    write_file_atomically(options.output, text);
  }
  return ExitCode::Passed;
}

}  // namespace

void add_site_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<SiteCommandOptions>();
  auto* command = app.add_subcommand("site", "Write a dashboard of a history");
  command->footer(kSiteFooter);
  command->add_option("location", options->location, "The history")
      ->type_name("LOCATION")
      ->required();
  command->add_option("out", options->out, "The folder to write")->type_name("OUT")->required();
  add_branch_option(*command, options->branch);
  command->add_option("--title", options->title, "Title of the site [Benchmarks]")
      ->type_name("TITLE");
  command
      ->add_option("--commit-url", options->commit_url, "Address of a commit, with {} for its hash")
      ->type_name("URL");
  command->add_option("--url", options->url, "Address of the site, for links in its feeds")
      ->type_name("URL");
  command->add_option("--docs-url", options->docs_url, "Address of documentation to link")
      ->type_name("URL");
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return write_site(*options, console); };
  });
}

void add_metrics_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<MetricsCommandOptions>();
  auto* command =
      app.add_subcommand("metrics", "Write the newest figures of a history for Prometheus");
  command->footer(kMetricsFooter);
  command->add_option("location", options->location, "The history")
      ->type_name("LOCATION")
      ->required();
  add_branch_option(*command, options->branch);
  command->add_option("-o,--output", options->output, "The file [standard output]")
      ->type_name("FILE");
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return write_metrics(*options, console); };
  });
}

}  // namespace benchgate::cli
