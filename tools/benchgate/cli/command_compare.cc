#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/cli/command.h"
#include "benchgate/cli/output_option.h"
#include "benchgate/cli/policy_option.h"
#include "benchgate/compare/paired_comparison.h"
#include "benchgate/measure/environment_probe.h"
#include "benchgate/model/machine_class.h"
#include "benchgate/work/assess.h"
#include "benchgate/work/filter.h"
#include "benchgate/work/run_source.h"
#include "benchgate/work/second_measurement.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "BASE and HEAD are result files of any Google Benchmark executable, folders of result files, "
    "or stored baselines: `latest`, a name, or the beginning of a name. Nothing is measured, so "
    "the answer is always the same.\n\n"
    "Two results that were measured apart differ by more than the code. So a timing blocks "
    "merging only beyond the noise of separate runs, and only if a second measurement of head "
    "agrees (--again; `benchgate run --against` makes it). Allocations, rows, bytes and query "
    "plans block merging at any change. The two files that `benchgate duet` saves were measured "
    "together, and get the same verdict again.\n\n"
    "Examples:\n"
    "  benchgate compare base.json head.json\n"
    "  benchgate compare latest out/run.json --output markdown=comment.md --output "
    "json=results.json\n"
    "  benchgate compare latest out/run.json --again out/run.again.json\n"
    "  benchgate compare --no-base out/run.json       budgets only";

struct CompareOptions {
  std::vector<std::string> runs;
  std::vector<std::string> base;  ///< several files of a side, instead of `runs`
  std::vector<std::string> head;
  bool no_base = false;
  std::string again;  // empty: head was measured once
  std::string filter;
  work::PolicyPlace policy;
  OutputOption output;
};

/// The result files, folders or baseline of each side.
struct Names {
  std::vector<std::string> base;
  std::vector<std::string> head;
};

struct Sides {
  work::LoadedRun base;
  work::LoadedRun head;
};

/// More of files than this is read one after the other: while a file is read, that takes about
/// three times its size.
constexpr std::uintmax_t kMostBytesAtOnce = std::uintmax_t{128} * 1024 * 1024;

std::launch how_to_read(const Names& names) {
  std::uintmax_t bytes = 0;
  for (const auto& side : {names.base, names.head}) {
    for (const auto& name : side) {
      std::error_code no_file;
      const auto size = std::filesystem::file_size(name, no_file);
      if (!no_file) bytes += size;
    }
  }
  return bytes > kMostBytesAtOnce ? std::launch::deferred : std::launch::async;
}

/// Two files are read side by side: reading is most of the time that a comparison takes.
Sides load_sides(const Names& names, const work::FoundPolicy& policy) {
  const auto here = measure::machine_class();
  if (work::names_baseline(names.base.front())) {
    // Head first: a baseline is looked up in the class of the machine that head was measured on.
    auto head = work::load_runs(names.head, {policy.baselines, {here}});
    // Stored runs of this machine do for a file that only says how many CPUs its machine had:
    // whether they were measured on one like it is checked before anything is judged.
    auto base = work::load_runs(
        names.base, {policy.baselines, {model::machine_class_of(head.run).value_or(here), here}});
    return {std::move(base), std::move(head)};
  }
  auto loading = std::async(how_to_read(names), work::load_runs, names.base,
                            work::BaselineChoice{policy.baselines, {here}});
  auto head = work::load_runs(names.head, {policy.baselines, {here}});
  return {loading.get(), std::move(head)};
}

/// BASE HEAD, or the files that --base and --head name.
Names names_of(const CompareOptions& options) {
  const bool by_option = !options.base.empty() || !options.head.empty();
  const std::size_t wanted = by_option ? 0 : options.no_base ? 1 : 2;
  if (options.runs.size() != wanted) {
    throw UsageError(options.no_base
                         ? "compare --no-base takes one run: HEAD"
                         : "compare takes two runs: BASE HEAD; several files of a side go together "
                           "as --base FILE... --head FILE... (see benchgate compare --help)");
  }
  if (!by_option) {
    return {.base = options.no_base ? Names{}.base : std::vector{options.runs.front()},
            .head = {options.runs.back()}};
  }
  if (options.head.empty() || options.base.empty() != options.no_base) {
    throw UsageError("compare takes --base FILE... and --head FILE... together");
  }
  return {.base = options.base, .head = options.head};
}

/// `benchgate gate` notes in its files which suites it did not measure for they are the same.
std::size_t identical_suites(const model::Run& head) {
  return static_cast<std::size_t>(
      std::ranges::count(head.diagnostics, "same-program", &model::Diagnostic::code));
}

/// The second measurement of head.
std::optional<work::LoadedRun> load_again(const CompareOptions& options,
                                          const work::LoadedRun& head,
                                          const work::FoundPolicy& policy) {
  if (options.again.empty()) return std::nullopt;
  auto again = work::load_run(options.again, {policy.baselines, {measure::machine_class()}});
  work::make_second_measurement(head, again);
  work::apply_filter(options.filter, again.run);
  return again;
}

gate::Assessment assess(const CompareOptions& options, const work::FoundPolicy& policy) {
  const auto names = names_of(options);
  if (options.no_base) {
    auto head = work::load_runs(names.head, {policy.baselines, {measure::machine_class()}});
    work::apply_filter(options.filter, head.run);
    const auto again = load_again(options, head, policy);
    return work::assess_alone(head, policy, {.is_filtered = !options.filter.empty()},
                              again ? &*again : nullptr);
  }
  auto sides = load_sides(names, policy);
  work::apply_filter(options.filter, sides.base.run);
  work::apply_filter(options.filter, sides.head.run);
  if (compare::were_measured_together(sides.base.run, sides.head.run)) {
    if (!options.again.empty()) {
      throw UsageError(
          "--again is for two runs that were measured apart; these were measured "
          "together, pair by pair");
    }
    return work::assess_together(sides.base, sides.head, policy,
                                 {.identical_suites = identical_suites(sides.head.run),
                                  .is_filtered = !options.filter.empty()});
  }
  const auto again = load_again(options, sides.head, policy);
  return work::assess_apart(sides.base, sides.head, policy,
                            {.base_is_stored = work::names_baseline(names.base.front()),
                             .is_filtered = !options.filter.empty(),
                             .again = again ? &*again : nullptr});
}

ExitCode compare_runs(const CompareOptions& options, const Console& console) {
  check_output(options.output);
  const auto assessment = assess(options, work::find_policy(options.policy));
  write_output(assessment, options.output, console);
  return assessment.exit_code();
}

}  // namespace

void add_compare_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<CompareOptions>();
  auto* command = app.add_subcommand(
      "compare", "Compare two results, or a result with a stored baseline, and decide");
  command->footer(kFooter);
  command->add_option("runs", options->runs, "The two results to compare")->type_name("BASE HEAD");
  command->add_option("--base", options->base, "Result files of base, each a restart of its suite")
      ->type_name("FILE...");
  command->add_option("--head", options->head, "Result files of head, each a restart of its suite")
      ->type_name("FILE...");
  command->add_flag("--no-base", options->no_base, "No base: show HEAD and judge its budgets");
  command
      ->add_option("--again", options->again,
                   "Second measurement of HEAD, or of its suspects, that has to agree")
      ->type_name("FILE");
  command->add_option("--filter", options->filter, "Only benchmarks that match; -REGEX: all others")
      ->type_name("REGEX");
  add_policy_option(*command, options->policy);
  add_output_option(*command, options->output);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return compare_runs(*options, console); };
  });
}

}  // namespace benchgate::cli
