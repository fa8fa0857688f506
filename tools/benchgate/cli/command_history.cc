#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/date.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/output_option.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/report/history_json.h"
#include "benchgate/report/history_text.h"
#include "benchgate/work/history_query.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "A change point is where a series moved from one level to another, and stayed there for five "
    "runs. Without BENCHMARK, all series with change points are listed, worst first. For one "
    "benchmark its series are drawn, with all change points.\n\n"
    "Runs of other branches of the source are left out. Otherwise their changes would come and "
    "go with every run.\n\n"
    "The exit code is 0 with or without change points: a history decides nothing.\n\n"
    "Examples:\n"
    "  benchgate history out/history                       what changed, worst first\n"
    "  benchgate history out/history --since 14d           lately\n"
    "  benchgate history out/history db/select/1000        one benchmark, drawn\n"
    "  benchgate history postgresql://db/bench 'db/*' --metric clock\n"
    "  benchgate history out/history --branch release-2    of another branch than most runs\n"
    "  benchgate history out/history --format json | jq '.series[].changes[]'";

struct HistoryCommandOptions {
  work::HistoryQuery query;
  std::string since;
  std::string format = "terminal";
  bool all = false;
  ColourChoice colour = ColourChoice::Auto;
};

std::optional<unsigned> days_in(std::string_view text) {
  if (!text.ends_with('d')) return std::nullopt;
  text.remove_suffix(1);
  unsigned days = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (error != std::errc() || end != text.data() + text.size() || days > 36500) return std::nullopt;
  return days;
}

std::optional<model::Timestamp> since(const std::string& text) {
  if (text.empty()) return std::nullopt;
  auto day = parse_date(text);
  if (const auto days = days_in(text)) day = today_in_utc() - std::chrono::days(*days);
  if (!day) {
    throw UsageError(fmt::format(
        "--since {}: write a day, like 2026-11-01, or how many days ago, like 14d", text));
  }
  return std::chrono::sys_seconds(*day).time_since_epoch().count();
}

/// Can it show more than ASCII? Where nothing is said, it can.
bool is_plain(const Console& console) {
  for (const auto* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto value = console.getenv(name);
    if (!value || value->empty()) continue;
    return value->find("UTF-8") == std::string::npos && value->find("utf8") == std::string::npos &&
           value->find("utf-8") == std::string::npos;
  }
  return false;
}

bool is_one_benchmark(const std::vector<history::SeriesReport>& reports) {
  return std::ranges::all_of(reports, [&](const history::SeriesReport& report) {
    return report.series.key.suite == reports.front().series.key.suite &&
           report.series.key.benchmark == reports.front().series.key.benchmark;
  });
}

ExitCode show_history(const HistoryCommandOptions& options, const Console& console) {
  const report::HistoryTextOptions how{
      .filter = {.all = options.all, .since = since(options.since)},
      .width = static_cast<std::size_t>(std::max(console.width, 60)),
      .colour = use_colour(options.colour, console),
      .plain = is_plain(console)};
  ConsoleObserver observer(console);
  const auto reports = work::query_history(options.query, observer);
  if (options.format == "json") {
    console.out << report::history_json(reports, how.filter);
  } else if (reports.empty()) {
    console.out << "No runs yet. `benchgate store append` adds one.\n";
  } else if (!options.query.benchmark.empty() && is_one_benchmark(reports)) {
    console.out << report::history_series_text(reports, how);
  } else {
    console.out << report::history_list_text(reports, how);
  }
  return ExitCode::Passed;
}

}  // namespace

void add_history_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<HistoryCommandOptions>();
  auto* command = app.add_subcommand("history", "Show what changed over many runs, and when");
  command->footer(kFooter);
  command
      ->add_option("location", options->query.history.location,
                   "History: a folder, or postgresql://... (`benchgate store`)")
      ->type_name("LOCATION")
      ->required();
  command
      ->add_option("benchmark", options->query.benchmark, "Only benchmarks of this name or pattern")
      ->type_name("BENCHMARK");
  command
      ->add_option("--metric", options->query.metric,
                   "Only metrics of this name or pattern; `clock` is the judged one")
      ->type_name("METRIC");
  add_branch_option(*command, options->query.history.branch);
  command
      ->add_option("--since", options->since,
                   "Only changes since that day, or in the last "
                   "days")
      ->type_name("DATE|14d");
  command->add_flag("--all", options->all,
                    "Include changes that went away, and series without changes");
  command->add_option("--format", options->format, "terminal or json [terminal]")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"terminal", "json"}).description(""));
  add_colour_option(*command, options->colour);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return show_history(*options, console); };
  });
}

}  // namespace benchgate::cli
