#include <chrono>
#include <memory>
#include <string>

#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/nightly_output.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/work/duration.h"
#include "benchgate/work/nightly_plan.h"

namespace benchgate::cli {
namespace {

constexpr const char* kPlanFooter =
    "Reads the history and the git repository in the working directory. Measures nothing and "
    "changes nothing. ci/nightly.sh carries the plan out; read it for how to do so in a script of "
    "your own.\n\n"
    "Each line is a word and its values, separated by tabs:\n"
    "  reference  COMMIT         the reference build: measure HEAD against it\n"
    "  before     COMMIT         the night before: compare HEAD with it. Missing in\n"
    "                            the first night, and if HEAD was measured last\n"
    "  seconds    N              the time for bisecting, in seconds\n"
    "  bisect     GOOD BAD SUITE BENCHMARK METRIC\n"
    "                            a change to bisect, the most useful one first\n"
    "Ask again after every bisection: its answer may settle other changes. Searches that are not "
    "repeated yet are explained on standard error.\n\n"
    "The reference build is --reference, else the last release tag, else that of the newest "
    "series, else the commit of the first run, else HEAD.\n\n"
    "Examples:\n"
    "  benchgate nightly plan out/history\n"
    "  benchgate nightly plan out/history --bisect 1h --format json | jq '.searches[]'\n"
    "  benchgate nightly plan out/history | sed -n 's/^reference\\t//p'";

struct NightlyPlanOptions {
  work::NightlyRequest request;
  std::string bisect = "30min";
  std::string format = "text";
};

std::chrono::seconds budget_of(const std::string& text) {
  if (text == "0") return std::chrono::seconds(0);
  return std::chrono::floor<std::chrono::seconds>(work::parse_duration(text, "--bisect"));
}

ExitCode show_plan(const NightlyPlanOptions& options, const Console& console) {
  auto request = options.request;
  request.budget = budget_of(options.bisect);
  ConsoleObserver observer(console);
  const auto plan = work::plan_night(request, observer);
  if (options.format == "json") {
    console.out << nightly_plan_json(plan);
  } else {
    console.out << nightly_plan_lines(plan);
    console.err << nightly_plan_remarks(plan);
  }
  return ExitCode::Passed;
}

void add_plan_command(CLI::App& group, Action& chosen) {
  auto options = std::make_shared<NightlyPlanOptions>();
  auto* command = group.add_subcommand("plan", "Print what to measure and bisect tonight");
  command->footer(kPlanFooter);
  command
      ->add_option("location", options->request.history.location,
                   "The history, a folder or postgresql://...; it may not exist yet")
      ->type_name("LOCATION")
      ->required();
  command->add_option("--reference", options->request.reference, "The reference build [see below]")
      ->type_name("REF");
  command->add_option("--bisect", options->bisect, "Time for all bisections; 0: none [30min]")
      ->type_name("TIME");
  add_branch_option(*command, options->request.history.branch);
  command->add_option("--format", options->format, "text or json [text]")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "json"}).description(""));
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return show_plan(*options, console); };
  });
}

}  // namespace

void add_nightly_command(CLI::App& app, Action& chosen) {
  auto* group = app.add_subcommand("nightly", "Plan what a nightly job does");
  group->require_subcommand(1);
  add_plan_command(*group, chosen);
}

}  // namespace benchgate::cli
