#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/error.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/duet_option.h"
#include "benchgate/cli/output_option.h"
#include "benchgate/cli/policy_option.h"
#include "benchgate/cli/shard_option.h"
#include "benchgate/work/duet.h"
#include "benchgate/work/gate_sides.h"
#include "benchgate/work/shard_choice.h"

namespace benchgate::cli {
namespace {

namespace fs = std::filesystem;

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

struct GateCommandOptions {
  std::string base;
  DuetOption measuring;
  std::string cache;
  std::string save;
  std::string shard;  // empty: all
  bool no_cache = false;
  bool all = false;
  work::PolicyPlace policy;
  OutputOption output;
};

std::string name_of_base(const std::string& ref) {
  return fmt::format("merge base of HEAD and {}", ref);
}

/// Both sides are the same: there is nothing that measuring could find.
gate::Assessment nothing_changed(const std::string& ref, const work::GatePlace& place,
                                 model::Diagnostics diagnostics, std::size_t identical_suites = 0) {
  const auto& change = place.change;
  gate::Assessment assessment{
      .outcome = gate::Outcome::Passed,
      .base = {.name = name_of_base(ref), .commit = change.base},
      .head = {.name = "HEAD", .commit = change.head, .dirty = change.is_dirty}};
  assessment.coverage.identical_suites = identical_suites;
  assessment.method.pairing = compare::Pairing::Together;
  assessment.diagnostics = std::move(diagnostics);
  return assessment;
}

model::Diagnostics no_difference(const std::string& ref) {
  return {{.level = model::DiagnosticLevel::Note,
           .code = "no-change",
           .benchmark = {},
           .message = fmt::format("The work tree equals its merge base with {}: there is no "
                                  "change to measure.",
                                  ref)}};
}

work::DuetRequest request_for(const GateCommandOptions& options, work::GateSides sides) {
  work::DuetRequest request{.suites = std::move(sides.suites),
                            .base_only = std::move(sides.base_only),
                            .head_only = std::move(sides.head_only),
                            .identical = std::move(sides.identical),
                            .selection = std::move(sides.selection),
                            .base_name = name_of_base(options.base),
                            .head_name = "HEAD",
                            .save = options.save,
                            .diagnostics = std::move(sides.diagnostics)};
  apply_duet_option(options.measuring, request);
  return request;
}

void check_options(const GateCommandOptions& options, const work::FoundPolicy& policy) {
  check_output(options.output);
  work::check_save(options.save);
  work::DuetRequest unused;
  apply_duet_option(options.measuring, unused);  // before anything is built
  work::check_suites(policy);
}

void check_sides(const work::GateSides& sides, const std::string& ref) {
  if (sides.head_only.empty() || !sides.suites.empty() || !sides.base_only.empty()) return;
  if (!sides.identical.empty()) return;  // new ones beside some that are as they were
  throw UsageError(
      fmt::format("base, the merge base of HEAD and {}, builds none of the suites of "
                  "benchgate.toml: there is nothing to compare with before the next change",
                  ref));
}

/// The verdict is known by now, and stays what it is.
void clean_up(const work::GateBuilds& builds, const Console& console) {
  try {
    builds.clean_up();
  } catch (const EnvironmentError& error) {
    console.err << fmt::format("benchgate: warning: {}\n", error.what());
  }
}

ExitCode gate(const GateCommandOptions& options, const Console& console) {
  const auto policy = work::find_policy(options.policy);
  check_options(options, policy);
  auto shard = work::choose_shard(options.shard, "gate", policy);
  if (shard) add_duet_terms(options.measuring, *shard);
  if (shard && options.save.empty()) work::check_save(work::shard_folder(*shard));
  const auto place = work::find_place(options.base, policy, !options.policy.path.empty());
  const auto finish = [&](const gate::Assessment& assessment) {
    write_output(assessment, options.output, console);
    return assessment.exit_code();
  };
  // A shard is written even where there is nothing to measure: merging waits for it.
  if (place.change.is_empty() && !options.all && !shard) {
    return finish(nothing_changed(options.base, place, no_difference(options.base)));
  }
  const work::GateBuildOptions build_options{
      .cache = work::cache_folder(options.cache, console.getenv),
      .use_cache = !options.no_cache,
      .all = options.all};
  ConsoleObserver observer(console);
  const work::GateBuilds builds(place, build_options, policy, observer.caller());
  auto sides = builds.sides();
  check_sides(sides, options.base);
  if (sides.suites.empty() && sides.base_only.empty() && sides.head_only.empty() && !shard) {
    const auto code = finish(
        nothing_changed(options.base, place, std::move(sides.diagnostics), sides.identical.size()));
    clean_up(builds, console);
    return code;
  }
  auto request = request_for(options, std::move(sides));
  request.shard = std::move(shard);
  if (request.save.empty()) {
    request.save = request.shard ? fs::path(work::shard_folder(*request.shard)) : builds.measured();
  }
  auto outcome = work::measure_and_judge(request, policy, observer.caller());
  outcome.assessment.base.commit = place.change.base;  // also where nothing of it was measured
  (void)finish(outcome.assessment);  // first: what cleaning up comes to must not cost the report
  clean_up(builds, console);
  if (outcome.interrupted) {
    console.err << fmt::format("benchgate: interrupted; the results so far are in {}\n",
                               request.save.string());
  }
  return exit_code_of(outcome);
}

}  // namespace

void add_gate_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<GateCommandOptions>();
  auto* command = app.add_subcommand("gate", "Build a change and its base, and compare both");
  command->footer(kFooter);
  command
      ->add_option("--base", options->base,
                   "Target branch, or any commit; base is the merge base with HEAD")
      ->type_name("REF")
      ->required();
  add_duet_option(*command, options->measuring);
  command->add_flag("--all,--include-identical", options->all,
                    "Measure everything, also what the change cannot have touched");
  command
      ->add_option("--cache", options->cache,
                   "Folder of built bases [BENCHGATE_CACHE, else ~/.cache/benchgate]")
      ->type_name("DIR");
  command->add_flag("--no-cache", options->no_cache, "Build base again, and do not keep it");
  command->add_option("--save", options->save, "Folder for base.json and head.json [in the cache]")
      ->type_name("DIR");
  add_shard_option(*command, options->shard);
  add_policy_option(*command, options->policy);
  add_output_option(*command, options->output);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return gate(*options, console); };
  });
}

}  // namespace benchgate::cli
