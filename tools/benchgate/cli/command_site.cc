#include <memory>
#include <string>

#include <fmt/format.h>

#include "benchgate/base/database_name.h"
#include "benchgate/base/file.h"
#include "benchgate/base/writable.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/work/site.h"

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

struct MetricsOptions {
  work::HistoryPlace history;
  std::string output;
};

ExitCode write_site(const work::SiteRequest& request, const Console& console) {
  ConsoleObserver observer(console);
  const auto done = work::write_site(request, observer);
  console.out << fmt::format("Wrote {}/index.html: {} benchmarks, {} runs, {} change points.\n",
                             request.folder, done.benchmarks, done.runs, done.changes);
  if (done.largest.bytes > kMostForGitHub) {
    console.err << fmt::format(
        "benchgate: {} has {} MiB. GitHub warns about files above 50 MiB and refuses those above "
        "100 MiB; serve this site from elsewhere.\n",
        done.largest.name, done.largest.bytes >> 20);
  }
  return ExitCode::Passed;
}

ExitCode write_metrics(const MetricsOptions& options, const Console& console) {
  require_no_database(options.output, "--output");
  if (!options.output.empty()) require_writable_file(options.output);
  ConsoleObserver observer(console);
  const auto text = work::newest_metrics(options.history, observer);
  if (options.output.empty()) {
    console.out << text;
  } else {
    write_file_atomically(options.output, text);
  }
  return ExitCode::Passed;
}

}  // namespace

void add_site_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<work::SiteRequest>();
  auto* command = app.add_subcommand("site", "Write a dashboard of a history");
  command->footer(kSiteFooter);
  command->add_option("location", options->history.location, "The history")
      ->type_name("LOCATION")
      ->required();
  command->add_option("out", options->folder, "The folder to write")->type_name("OUT")->required();
  add_branch_option(*command, options->history.branch);
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
  auto options = std::make_shared<MetricsOptions>();
  auto* command =
      app.add_subcommand("metrics", "Write the newest figures of a history for Prometheus");
  command->footer(kMetricsFooter);
  command->add_option("location", options->history.location, "The history")
      ->type_name("LOCATION")
      ->required();
  add_branch_option(*command, options->history.branch);
  command->add_option("-o,--output", options->output, "The file [standard output]")
      ->type_name("FILE");
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return write_metrics(*options, console); };
  });
}

}  // namespace benchgate::cli
