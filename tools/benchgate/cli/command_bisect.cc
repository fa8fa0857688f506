#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/writable.h"
#include "benchgate/cli/bisect_output.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/work/bisect.h"
#include "benchgate/work/duration.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "First measures BAD against GOOD, at the same moment and on the same core. If they do not "
    "differ, it stops. Then it measures commits between them until one is left, and at last that "
    "commit against its own parent. The chance that noise names a wrong commit is the policy's "
    "family_alpha, over all steps together.\n\n"
    "Commits are built outside of your work tree, as `benchgate gate` builds base, and kept for "
    "the next time. Uncommitted changes do not count, except in benchgate.toml. Commits that "
    "cannot be built, or lack the benchmark, are skipped. The search follows first parents. If a "
    "merge is the cause, it searches the merged branch, each commit against where that branch "
    "left the main line.\n\n"
    "Exit codes: 0 a commit is named; 1 BAD does not differ from GOOD; 5 one of several commits; "
    "2, 3 and 4 as for all commands. After ^C it prints the answer so far and exits with 4.\n\n"
    "Examples:\n"
    "  benchgate bisect v1.4 main --benchmark 'db/select/*'\n"
    "  benchgate bisect HEAD~40 HEAD --benchmark parse/large --budget 10min\n"
    "  benchgate bisect v1.4 HEAD --benchmark 'redis/get*' --metric p99\n"
    "  benchgate bisect v1.4 HEAD --benchmark 'db/*' --output json=out/bisect.json";

struct BisectCommandOptions {
  work::BisectRequest request{.metric = "clock"};
  std::string budget = "30min";
  std::string min_time;
  std::string format = "terminal";
  std::vector<std::string> outputs;
};

/// FORMAT=FILE.
struct BisectOutput {
  std::string format;
  std::filesystem::path file;
};

void check_format(const std::string& format, std::string_view option) {
  if (format == "terminal" || format == "json") return;
  throw UsageError(fmt::format("{}: '{}' is no format; use terminal or json", option, format));
}

std::vector<BisectOutput> outputs_of(const BisectCommandOptions& options) {
  if (options.format != "none") check_format(options.format, "--format");
  std::vector<BisectOutput> outputs;
  for (const auto& text : options.outputs) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size()) {
      throw UsageError(fmt::format(
          "--output {}: write FORMAT=FILE, for example --output json=out/bisect.json", text));
    }
    outputs.push_back({.format = text.substr(0, equals), .file = text.substr(equals + 1)});
    check_format(outputs.back().format, "--output");
    require_writable_file(outputs.back().file);
  }
  return outputs;
}

std::string rendered(const work::BisectReport& report, std::string_view format) {
  return format == "json" ? bisect_json(report) : bisect_text(report);
}

ExitCode exit_code_of(const work::BisectReport& report) {
  if (report.interrupted) return ExitCode::Environment;
  switch (report.found.answer) {
    case model::HistoryFinding::Answer::Culprit:
      return ExitCode::Passed;
    case model::HistoryFinding::Answer::Range:
      return ExitCode::Inconclusive;
    default:
      break;
  }
  return report.found.not_closer == history::BisectionAnswer::Stopped ? ExitCode::Inconclusive
                                                                      : ExitCode::GateClosed;
}

work::BisectRequest request_of(const BisectCommandOptions& options) {
  auto request = options.request;
  request.budget = work::parse_duration(options.budget, "--budget");
  if (!options.min_time.empty()) {
    request.min_time = work::parse_duration(options.min_time, "--min-time");
  }
  return request;
}

ExitCode bisect(const BisectCommandOptions& options, const Console& console) {
  const auto outputs = outputs_of(options);
  ConsoleObserver observer(console);
  const auto report =
      work::bisect(request_of(options), observer.caller(), [&](const work::BisectReport& found) {
        if (options.format != "none") console.out << rendered(found, options.format);
        for (const auto& output : outputs) {
          write_file_atomically(output.file, rendered(found, output.format));
        }
      });
  return exit_code_of(report);
}

}  // namespace

void add_bisect_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<BisectCommandOptions>();
  auto* command = app.add_subcommand("bisect", "Find the commit that made a benchmark slower");
  command->footer(kFooter);
  command->add_option("good", options->request.good, "A commit before the change")
      ->type_name("GOOD")
      ->required();
  command->add_option("bad", options->request.bad, "A commit that has the change")
      ->type_name("BAD")
      ->required();
  command
      ->add_option("--benchmark", options->request.benchmark,
                   "Name or pattern; of several, the clearest change is followed")
      ->type_name("GLOB")
      ->required();
  command->add_option("--suite", options->request.suites, "Only in this suite of the policy [all]")
      ->type_name("NAME");
  command
      ->add_option("--metric", options->request.metric,
                   "Metric to measure; `clock` is the judged one [clock]")
      ->type_name("METRIC");
  command
      ->add_option("--budget", options->budget,
                   "Time limit for measuring, without building [30min]")
      ->type_name("TIME");
  command
      ->add_option("--min-time", options->min_time,
                   "Run time of each side of a pair [the policy's, 45ms by default]")
      ->type_name("TIME");
  command
      ->add_option("--cache", options->request.cache,
                   "Folder of built commits [BENCHGATE_CACHE, else ~/.cache/benchgate]")
      ->type_name("DIR");
  command
      ->add_option("--history", options->request.history,
                   "Append the answer to this history: a folder, or postgresql://...")
      ->type_name("LOCATION");
  command
      ->add_option("--format", options->format,
                   "Format to print: terminal, json or none [terminal]")
      ->type_name("FORMAT");
  command
      ->add_option("--output", options->outputs,
                   "Also write a file: terminal or json; "
                   "repeatable")
      ->type_name("FORMAT=FILE");
  add_policy_option(*command, options->request.policy);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return bisect(*options, console); };
  });
}

}  // namespace benchgate::cli
