#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/duet_option.h"
#include "benchgate/cli/output_option.h"
#include "benchgate/cli/policy_option.h"
#include "benchgate/cli/shard_option.h"
#include "benchgate/measure/child_process.h"
#include "benchgate/work/duet.h"
#include "benchgate/work/shard_choice.h"

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

struct DuetCommandOptions {
  std::vector<std::string> binaries;
  DuetOption measuring;
  std::string save;   // empty: out/duet, or the shard's folder
  std::string shard;  // empty: all
  std::vector<int> cpus;
  std::optional<std::uint64_t> seed;
  work::PolicyPlace policy;
  OutputOption output;
};

/// "bench" is the file in this folder and not something of PATH.
std::string executable(const std::string& name) {
  return name.find('/') == std::string::npos ? "./" + name : name;
}

ExitCode duet(const DuetCommandOptions& options, const Console& console) {
  check_output(options.output);
  if (options.binaries.size() != 2) {
    throw UsageError("duet takes two executables: BASE HEAD");
  }
  const auto& base = options.binaries.front();
  const auto& head = options.binaries.back();
  const std::string name = std::filesystem::path(head).filename().string();
  work::DuetRequest request{.suites = {{.base = {.name = name, .command = {executable(base)}},
                                        .head = {.name = name, .command = {executable(head)}}}},
                            .base_name = base,
                            .head_name = head,
                            .seed = options.seed,
                            .cpus = options.cpus,
                            .save = options.save};
  apply_duet_option(options.measuring, request);
  const auto policy = work::find_policy(options.policy);
  request.shard = work::choose_shard(options.shard, "duet", policy);
  if (request.shard) add_duet_terms(options.measuring, *request.shard);
  if (options.save.empty())
    request.save = request.shard ? work::shard_folder(*request.shard) : "out/duet";
  work::check_save(request.save);
  ConsoleObserver observer(console);
  const auto outcome = work::measure_and_judge(request, policy, observer.caller());
  write_output(outcome.assessment, options.output, console);
  if (outcome.interrupted) {
    console.err << fmt::format("benchgate: interrupted; the results so far are in {}\n",
                               request.save.string());
  }
  return exit_code_of(outcome);
}

}  // namespace

void add_duet_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<DuetCommandOptions>();
  auto* command = app.add_subcommand("duet", "Compare two builds, measured at the same moment");
  command->footer(kFooter);
  command->add_option("binaries", options->binaries, "The two builds of a benchmark executable")
      ->type_name("BASE HEAD")
      ->required();
  add_duet_option(*command, options->measuring);
  command->add_option("--cpus", options->cpus, "Cores to measure on, one pair on each [all usable]")
      ->type_name("N,N,...")
      ->delimiter(',')
      ->check(CLI::NonNegativeNumber.description(""));
  command
      ->add_option("--seed", options->seed, "Random seed for the order of base and head [random]")
      ->type_name("N");
  command->add_option("--save", options->save, "Folder for base.json and head.json [out/duet]")
      ->type_name("DIR");
  add_shard_option(*command, options->shard);
  add_policy_option(*command, options->policy);
  add_output_option(*command, options->output);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return duet(*options, console); };
  });
}

}  // namespace benchgate::cli
