#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/version.h"
#include "benchgate/base/writable.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/output_option.h"
#include "benchgate/cli/policy_option.h"
#include "benchgate/cli/progress.h"
#include "benchgate/cli/shard_option.h"
#include "benchgate/formats/google_benchmark_writer.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/measure/count_allocations.h"
#include "benchgate/measure/discover.h"
#include "benchgate/measure/environment_probe.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/measure/run_suites.h"
#include "benchgate/report/unicode.h"
#include "benchgate/work/assess.h"
#include "benchgate/work/duration.h"
#include "benchgate/work/filter.h"
#include "benchgate/work/measuring_locks.h"
#include "benchgate/work/second_measurement.h"
#include "benchgate/work/shard_choice.h"
#include "benchgate/work/suite_choice.h"

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

/// Ten samples a side are what a rank test needs to show anything at the family-wise 1 % over a
/// few hundred benchmarks: the smallest p of nine a side is 2.1e-5, of ten 5.4e-6.
constexpr int kDefaultRestarts = 10;
constexpr measure::Seconds kDefaultMinTime{0.05};
/// What benchmarks allocate is counted for so long at least, or as long as they were measured.
constexpr measure::Seconds kLeastForCounting{60};

struct RunCommandOptions {
  std::vector<std::string> suites;
  std::string output;    // empty: out/run.json, or the shard's file
  std::string shard;     // empty: all
  int restarts = 0;      // 0: the policy's, else the default
  std::string min_time;  // empty: likewise
  std::string filter;
  std::string against;               // empty: compared with nothing
  std::vector<std::string> reports;  // FORMAT=FILE
  bool quiet = false;
  ColourChoice colour = ColourChoice::Auto;
  work::PolicyPlace policy;
};

std::vector<measure::SuiteToRun> prepare_suites(const RunCommandOptions& options,
                                                const work::FoundPolicy& policy) {
  auto suites = work::choose_suites(options.suites, policy);
  for (auto& suite : suites) {
    if (!options.min_time.empty())
      suite.min_time = work::parse_duration(options.min_time, "--min-time");
    if (!suite.min_time) suite.min_time = kDefaultMinTime;
    if (!options.filter.empty()) suite.filter = options.filter;
    if (options.restarts > 0) suite.restarts = options.restarts;
    if (!suite.restarts) suite.restarts = kDefaultRestarts;
    suite.provenance = measure::probe_suite(suite, {.benchgate_version = kVersion});
  }
  return suites;
}

/// Does the suite's own filter, and nothing else, keep all of its benchmarks out?
bool filter_matches_nothing(measure::SuiteToRun suite) {
  try {
    (void)measure::discover(suite);
    return false;
  } catch (const UsageError&) {
    suite.filter.clear();
    return !measure::discover(suite).empty();  // throws again what is wrong beside the filter
  }
}

/// --filter means all suites together: those that it matches nothing in are not run, as long as it
/// matches something in one of them.
std::vector<measure::SuiteToRun> matched_suites(std::vector<measure::SuiteToRun> suites) {
  std::vector<measure::SuiteToRun> matched;
  std::ranges::remove_copy_if(suites, std::back_inserter(matched), filter_matches_nothing);
  return matched.empty() ? suites : matched;
}

measure::RunResult measure_all(const std::vector<measure::SuiteToRun>& suites,
                               const std::optional<model::Shard>& shard, const std::string& output,
                               const Console& console) {
  ProgressDisplay display(console);
  const auto began = std::chrono::steady_clock::now();
  auto result = measure::run_suites(
      {.suites = suites, .restarts = kDefaultRestarts, .shard = shard},
      {.on_progress = [&](const measure::Progress& progress) { display.update(progress); },
       .on_checkpoint =
           [&](const model::Run& run) {
             write_file_atomically(output, formats::write_google_benchmark(run));
           }});
  const measure::Seconds measured = std::chrono::steady_clock::now() - began;
  if (!result.interrupted) {
    measure::count_allocations(suites, std::max(measured, kLeastForCounting), result.run);
  }
  return result;
}

ExitCode exit_code_of(const measure::RunResult& result) {
  if (result.interrupted) return ExitCode::Environment;
  if (!result.failures.empty()) return result.failures.front().exit_code;
  for (const auto& benchmark : result.run.benchmarks) {
    const bool failed =
        benchmark.failure && benchmark.failure->kind != model::Failure::Kind::Skipped;
    if (failed) return ExitCode::GateClosed;
  }
  return ExitCode::Passed;
}

void print_summary(const RunCommandOptions& options, const measure::RunResult& result,
                   const Console& console) {
  for (const auto& failure : result.failures) {
    console.err << "benchgate: " << failure.suite << ": " << report::visible(failure.message)
                << '\n';
  }
  const auto count = result.run.benchmarks.size();
  const auto* const interrupted = result.interrupted ? "interrupted; " : "";
  if (count == 0) {
    console.err << fmt::format("benchgate: {}nothing was measured, and nothing written\n",
                               interrupted);
  } else {
    console.err << fmt::format("benchgate: {}{} benchmark{} written to {}\n", interrupted, count,
                               count == 1 ? "" : "s", options.output);
  }
}

/// Which shard this is, with what all shards must have been told alike.
std::optional<model::Shard> shard_of(const RunCommandOptions& options,
                                     const work::FoundPolicy& policy) {
  auto shard = work::choose_shard(options.shard, "run", policy);
  if (!shard) return shard;
  shard->terms["suites"] = fmt::format("{}", fmt::join(options.suites, " "));
  shard->terms["filter"] = options.filter;
  shard->terms["min_time"] = options.min_time;
  shard->terms["restarts"] = options.restarts > 0 ? std::to_string(options.restarts) : "";
  return shard;
}

std::string output_of(const RunCommandOptions& options, const std::optional<model::Shard>& shard) {
  if (!options.output.empty()) return options.output;
  return shard ? work::shard_folder(*shard) + ".json" : "out/run.json";
}

/// What the run is judged against.
std::optional<work::LoadedRun> load_base(const RunCommandOptions& options,
                                         const std::vector<measure::SuiteToRun>& suites,
                                         const work::FoundPolicy& policy) {
  if (options.against.empty()) return std::nullopt;
  if (!options.shard.empty()) {
    throw UsageError("--against judges a whole run, and a shard is a part: merge the shards first");
  }
  auto base = work::load_run(options.against, {policy.baselines, {measure::machine_class()}});
  work::apply_filter(options.filter, base.run);
  if (options.suites.empty()) return base;
  // Suites that nobody asked for are not missing.
  std::erase_if(base.run.benchmarks, [&](const model::Benchmark& benchmark) {
    return std::ranges::find(suites, benchmark.suite, &measure::SuiteToRun::name) == suites.end();
  });
  return base;
}

/// A run, judged; once more with a second measurement of what the first leaves in doubt.
class JudgedRun {
 public:
  JudgedRun(const RunCommandOptions& options, const work::FoundPolicy& policy,
            const std::optional<work::LoadedRun>& base)
      : options_(options), policy_(policy), base_(base) {}

  gate::Assessment judge(const model::Run& run) {
    head_ = {.run = run, .identity = gate::identity_of(run, options_.output)};
    return assess(nullptr);
  }

  /// False where it was interrupted.
  bool judge_again(const std::vector<measure::SuiteToRun>& suites, gate::Assessment& assessment,
                   const Console& console) {
    const auto in_doubt = work::suites_in_doubt(suites, assessment);
    if (in_doubt.empty()) return true;
    console.err << "benchgate: measuring the suspects again\n";
    const auto file = work::again_file(options_.output);
    const auto result = measure_all(in_doubt, std::nullopt, file, console);
    if (result.interrupted) return false;
    formats::write_run_file(file, result.run);
    const work::LoadedRun again{.run = result.run, .identity = gate::identity_of(result.run, file)};
    assessment = assess(&again);
    return true;
  }

 private:
  [[nodiscard]] gate::Assessment assess(const work::LoadedRun* again) const {
    if (!base_) {
      return work::assess_alone(head_, policy_, {.is_filtered = !options_.filter.empty()}, again);
    }
    return work::assess_apart(
        *base_, head_, policy_,
        {.base_is_stored = work::names_baseline(options_.against), .again = again});
  }

  const RunCommandOptions& options_;
  const work::FoundPolicy& policy_;
  const std::optional<work::LoadedRun>& base_;
  work::LoadedRun head_;
};

/// The run before this one is removed, and so cannot be what this one is judged against.
void require_other_file(const std::string& against, const std::filesystem::path& output) {
  std::error_code error;
  if (against.empty() || !std::filesystem::equivalent(against, output, error)) return;
  throw UsageError(
      fmt::format("--against {} is the file that this run replaces: write the run to "
                  "another one with -o FILE",
                  against));
}

/// A run that fails must not leave the one before it, to be taken for its result.
void remove_earlier_run(const std::filesystem::path& output) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(output, error)) return;
  std::filesystem::remove(std::filesystem::canonical(output, error), error);
  if (error) {
    throw EnvironmentError(fmt::format("{}: the run before this one cannot be removed: {}",
                                       output.string(), error.message()));
  }
}

ExitCode run_command(const RunCommandOptions& asked, const Console& console) {
  auto options = asked;
  OutputOption reports{.outputs = options.reports, .templates = {}, .colour = options.colour};
  check_output(reports);
  const auto policy = work::find_policy(options.policy);
  const auto shard = shard_of(options, policy);
  options.output = output_of(options, shard);
  require_other_file(options.against, options.output);
  require_writable_file(options.output);
  const measure::InterruptHandler interrupts;
  ConsoleObserver observer(console);
  const work::MeasuringLocks locks(options.output, observer.caller());
  remove_earlier_run(options.output);
  auto suites = prepare_suites(options, policy);
  if (!options.filter.empty() && suites.size() > 1) suites = matched_suites(std::move(suites));
  const auto base = load_base(options, suites, policy);
  std::error_code ignored;
  std::filesystem::remove(work::again_file(options.output), ignored);  // of an earlier run
  auto result = measure_all(suites, shard, options.output, console);
  // Merging waits for a shard that no benchmark belongs to as well.
  if (shard && result.run.benchmarks.empty() && exit_code_of(result) == ExitCode::Passed) {
    formats::write_run_file(options.output, result.run);
    console.err << fmt::format("benchgate: no benchmark belongs to shard {}; written to {}\n",
                               model::shard_text(*shard), options.output);
    return ExitCode::Passed;
  }
  JudgedRun judged(options, policy, base);
  auto assessment = judged.judge(result.run);
  if (!result.run.benchmarks.empty()) {
    formats::write_run_file(options.output, result.run);
    if (!result.interrupted) {
      result.interrupted = !judged.judge_again(suites, assessment, console);
    }
    if (options.quiet) reports.format = "none";
    write_output(assessment, reports, console);
  }
  print_summary(options, result, console);
  const auto code = exit_code_of(result);
  return code == ExitCode::Passed ? assessment.exit_code() : code;
}

}  // namespace

void add_run_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<RunCommandOptions>();
  auto* command = app.add_subcommand("run", "Measure suites and record the results");
  command->footer(kFooter);
  command
      ->add_option("suites", options->suites,
                   "Suites of the policy, or Google Benchmark executables [all of the policy]")
      ->type_name("SUITE...");
  command->add_option("-o,--output", options->output, "File to write [out/run.json]")
      ->type_name("FILE");
  command
      ->add_option("--restarts", options->restarts,
                   "Fresh processes, that is samples, per suite [the policy's, else 10]")
      ->type_name("N")
      ->check(CLI::Range(1, 100000).description(""));
  command
      ->add_option("--min-time", options->min_time,
                   "Run time of each benchmark in each process [the policy's, else 50ms]")
      ->type_name("TIME");
  command
      ->add_option("--filter", options->filter, "Only benchmarks that match (--benchmark_filter)")
      ->type_name("REGEX");
  add_shard_option(*command, options->shard);
  command
      ->add_option("--against", options->against,
                   "Compare with this baseline or file; measures suspects twice")
      ->type_name("BASE");
  command
      ->add_option("--report", options->reports,
                   "Write a report into a file; repeatable: --report markdown=out/report.md")
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false);
  command->add_flag("--quiet", options->quiet, "Do not print the table of results");
  add_policy_option(*command, options->policy);
  add_colour_option(*command, options->colour);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return run_command(*options, console); };
  });
}

}  // namespace benchgate::cli
