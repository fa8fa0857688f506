#include <memory>
#include <string>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/measuring_options.h"
#include "benchgate/cli/output_option.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/work/duet_executables.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "BASE and HEAD are two builds of one Google Benchmark executable, unmodified. Each benchmark "
    "is measured in pairs: a fresh process of each side, both on one core at the same moment, "
    "each charged its own CPU time. So the noise of the machine hits both alike. Benchmarks "
    "judged by wall-clock time (/real_time, /manual_time, several threads) run in lockstep "
    "instead: both sides stay alive and run short repetitions alternately.\n\n"
    "Every benchmark is screened on a few pairs, more if it is noisy. Suspects are confirmed on "
    "fresh pairs. Unchanged code is called a regression in 1 % of cases at most, over all "
    "benchmarks together. Without a policy a timing may get 0.5 % slower, and a timing that is "
    "shown to lie within 2 % is unchanged.\n\n"
    "Examples:\n"
    "  benchgate duet build/base/bench build/head/bench\n"
    "  benchgate duet base/bench head/bench --filter 'select' --budget 2min\n"
    "  benchgate compare out/duet/base.json out/duet/head.json   the same verdict again";

struct DuetOptions {
  std::vector<std::string> binaries;
  work::ExecutablesRequest duet;
  OutputOption output;
};

ExitCode duet(const DuetOptions& options, const Console& console) {
  check_output(options.output);
  if (options.binaries.size() != 2) {
    throw UsageError("duet takes two executables: BASE HEAD");
  }
  auto request = options.duet;
  request.base = options.binaries.front();
  request.head = options.binaries.back();
  ConsoleObserver observer(console);
  const auto outcome = work::duet_executables(request, observer.caller());
  write_output(outcome.assessment, options.output, console);
  return finish(outcome, console);
}

}  // namespace

void add_duet_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<DuetOptions>();
  auto* command = app.add_subcommand("duet", "Compare two builds, measured at the same moment");
  command->footer(kFooter);
  command->add_option("binaries", options->binaries, "The two builds of a benchmark executable")
      ->type_name("BASE HEAD")
      ->required();
  add_duet_option(*command, options->duet.terms);
  command
      ->add_option("--cpus", options->duet.cpus,
                   "Cores to measure on, one pair on each [all usable]")
      ->type_name("N,N,...")
      ->delimiter(',')
      ->check(CLI::NonNegativeNumber.description(""));
  command
      ->add_option("--seed", options->duet.seed,
                   "Random seed for the order of base and head [random]")
      ->type_name("N");
  command
      ->add_option("--save", options->duet.terms.save,
                   "Folder for base.json and head.json [out/duet]")
      ->type_name("DIR");
  add_shard_option(*command, options->duet.terms.shard);
  add_policy_option(*command, options->duet.policy);
  add_output_option(*command, options->output);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return duet(*options, console); };
  });
}

}  // namespace benchgate::cli
