#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/measuring_options.h"
#include "benchgate/cli/output_option.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/report/unicode.h"
#include "benchgate/work/run.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "Each restart runs every benchmark once in a fresh process: independent samples need new "
    "processes, not repetitions. The file is written as results arrive. If the run is "
    "interrupted, the file has everything that was measured.\n\n"
    "With --against the run is compared with a baseline, as `benchgate compare` does. A timing "
    "that looks slower, or exceeds its budget, is measured a second time before it is blamed. "
    "The second measurement is kept beside the first: out/run.again.json.\n\n"
    "Examples:\n"
    "  benchgate run                                all suites of benchgate.toml\n"
    "  benchgate run --against latest               and compare with the stored baseline\n"
    "  benchgate run ./my_bench -o head.json        any Google Benchmark executable\n"
    "  benchgate run db --filter select --min-time 20ms --restarts 12";

struct RunOptions {
  work::RunRequest run;
  OutputOption reports;
  bool quiet = false;
};

ExitCode exit_code_of(const work::RunOutcome& outcome) {
  const auto& measured = outcome.measured;
  if (measured.interrupted) return ExitCode::Environment;
  if (!measured.failures.empty()) return measured.failures.front().exit_code;
  const bool has_failed =
      std::ranges::any_of(measured.run.benchmarks, [](const model::Benchmark& benchmark) {
        return benchmark.failure && benchmark.failure->kind != model::Failure::Kind::Skipped;
      });
  return has_failed ? ExitCode::GateClosed : outcome.assessment.exit_code();
}

void print_summary(const work::RunOutcome& outcome, const Console& console) {
  const auto& measured = outcome.measured;
  for (const auto& failure : measured.failures) {
    console.err << "benchgate: " << failure.suite << ": " << report::visible(failure.message)
                << '\n';
  }
  const auto count = measured.run.benchmarks.size();
  const auto* const interrupted = measured.interrupted ? "interrupted; " : "";
  if (count == 0) {
    console.err << fmt::format("benchgate: {}nothing was measured, and nothing written\n",
                               interrupted);
  } else {
    console.err << fmt::format("benchgate: {}{} benchmark{} written to {}\n", interrupted, count,
                               count == 1 ? "" : "s", outcome.file);
  }
}

ExitCode run_command(const RunOptions& options, const Console& console) {
  auto reports = options.reports;
  check_output(reports);
  ConsoleObserver observer(console);
  const auto outcome = work::measure_run(options.run, observer.caller());
  if (outcome.empty_shard) {
    console.err << fmt::format("benchgate: no benchmark belongs to shard {}; written to {}\n",
                               model::shard_text(*outcome.empty_shard), outcome.file);
    return ExitCode::Passed;
  }
  if (options.quiet) reports.format = "none";
  if (!outcome.measured.run.benchmarks.empty()) write_output(outcome.assessment, reports, console);
  print_summary(outcome, console);
  return exit_code_of(outcome);
}

}  // namespace

void add_run_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<RunOptions>();
  auto* command = app.add_subcommand("run", "Measure suites and record the results");
  command->footer(kFooter);
  command
      ->add_option("suites", options->run.suites,
                   "Suites of the policy, or Google Benchmark executables [all of the policy]")
      ->type_name("SUITE...");
  command->add_option("-o,--output", options->run.output, "File to write [out/run.json]")
      ->type_name("FILE");
  command
      ->add_option("--restarts", options->run.restarts,
                   "Fresh processes, that is samples, per suite [the policy's, else 10]")
      ->type_name("N")
      ->check(CLI::Range(1, 100000).description(""));
  command
      ->add_option("--min-time", options->run.min_time,
                   "Run time of each benchmark in each process [the policy's, else 50ms]")
      ->type_name("TIME");
  command
      ->add_option("--filter", options->run.filter,
                   "Only benchmarks that match (--benchmark_filter)")
      ->type_name("REGEX");
  add_shard_option(*command, options->run.shard);
  command
      ->add_option("--against", options->run.against,
                   "Compare with this baseline or file; measures suspects twice")
      ->type_name("BASE");
  command
      ->add_option("--report", options->reports.outputs,
                   "Write a report into a file; repeatable: --report markdown=out/report.md")
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false);
  command->add_flag("--quiet", options->quiet, "Do not print the table of results");
  add_policy_option(*command, options->run.policy);
  add_colour_option(*command, options->reports.colour);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return run_command(*options, console); };
  });
}

}  // namespace benchgate::cli
