#include <memory>

#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/measuring_options.h"
#include "benchgate/cli/output_option.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/work/gate_change.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "Base is the commit that the change started from: the merge base of HEAD and REF, not the "
    "tip of REF. It is built outside of your work tree and kept for the next time. Head is your "
    "files as they are now, committed or not, built where they are. Then the suites of "
    "benchgate.toml are measured against each other, as `benchgate duet` does, and judged by "
    "head's benchgate.toml.\n\n"
    "Both sides are built by the same commands: those of [build] in benchgate.toml, or else the "
    "CMake preset `release` (or the only one), or else CMake's Release in build/benchgate.\n\n"
    "Only what the change can have touched is measured. Benchmarks that run the same code as in "
    "base are left out and counted, as `benchgate affected` does. They are measured if the change "
    "touches a file that the suite may read, or with --all.\n\n"
    "Examples:\n"
    "  benchgate gate --base origin/main                  before pushing\n"
    "  benchgate gate --base origin/main --budget 5min --output markdown=out/report.md\n"
    "  benchgate gate --base HEAD~1 --filter select       what the last commit did\n"
    "In CI, the checkout needs the history (actions/checkout: fetch-depth: 0).";

struct GateOptions {
  work::GateRequest gate;
  OutputOption output;
};

ExitCode gate(const GateOptions& options, const Console& console) {
  check_output(options.output);
  ConsoleObserver observer(console);
  const auto outcome =
      work::gate_change(options.gate, observer.caller(), [&](const gate::Assessment& assessment) {
        write_output(assessment, options.output, console);
      });
  return finish(outcome, console);
}

}  // namespace

void add_gate_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<GateOptions>();
  auto* command = app.add_subcommand("gate", "Build a change and its base, and compare both");
  command->footer(kFooter);
  command
      ->add_option("--base", options->gate.base,
                   "Target branch, or any commit; base is the merge base with HEAD")
      ->type_name("REF")
      ->required();
  add_duet_option(*command, options->gate.terms);
  command->add_flag("--all,--include-identical", options->gate.all,
                    "Measure everything, also what the change cannot have touched");
  command
      ->add_option("--cache", options->gate.cache,
                   "Folder of built bases [BENCHGATE_CACHE, else ~/.cache/benchgate]")
      ->type_name("DIR");
  command->add_flag("--no-cache", options->gate.no_cache, "Build base again, and do not keep it");
  command
      ->add_option("--save", options->gate.terms.save,
                   "Folder for base.json and head.json [in the cache]")
      ->type_name("DIR");
  add_shard_option(*command, options->gate.terms.shard);
  add_policy_option(*command, options->gate.policy);
  add_output_option(*command, options->output);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return gate(*options, console); };
  });
}

}  // namespace benchgate::cli
