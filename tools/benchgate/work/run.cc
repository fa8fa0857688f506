#include "benchgate/work/run.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/version.h"
#include "benchgate/base/writable.h"
#include "benchgate/formats/google_benchmark_writer.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/measure/count_allocations.h"
#include "benchgate/measure/discover.h"
#include "benchgate/measure/environment_probe.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/work/assess.h"
#include "benchgate/work/duration.h"
#include "benchgate/work/filter.h"
#include "benchgate/work/measuring_locks.h"
#include "benchgate/work/second_measurement.h"
#include "benchgate/work/shard_choice.h"
#include "benchgate/work/suite_choice.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

/// Ten samples a side are what a rank test needs to show anything at the family-wise 1 % over a
/// few hundred benchmarks: the smallest p of nine a side is 2.1e-5, of ten 5.4e-6.
constexpr int kDefaultRestarts = 10;
constexpr measure::Seconds kDefaultMinTime{0.05};
/// What benchmarks allocate is counted for so long at least, or as long as they were measured.
constexpr measure::Seconds kLeastForCounting{60};

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

std::vector<measure::SuiteToRun> suites_for(const RunRequest& request, const FoundPolicy& policy) {
  auto suites = choose_suites(request.suites, policy);
  for (auto& suite : suites) {
    if (!request.min_time.empty()) suite.min_time = parse_duration(request.min_time, "--min-time");
    if (!suite.min_time) suite.min_time = kDefaultMinTime;
    if (!request.filter.empty()) suite.filter = request.filter;
    if (request.restarts > 0) suite.restarts = request.restarts;
    if (!suite.restarts) suite.restarts = kDefaultRestarts;
    suite.provenance = measure::probe_suite(suite, {.benchgate_version = kVersion});
  }
  return request.filter.empty() || suites.size() == 1 ? suites : matched_suites(std::move(suites));
}

measure::RunResult measure_into(const std::string& file,
                                const std::vector<measure::SuiteToRun>& suites,
                                const std::optional<model::Shard>& shard, Observer& observer) {
  const Phase phase(observer);
  const auto began = std::chrono::steady_clock::now();
  auto result = measure::run_suites(
      {.suites = suites, .restarts = kDefaultRestarts, .shard = shard},
      {.on_progress = [&](const measure::Progress& progress) { observer.measuring(progress); },
       .on_checkpoint =
           [&](const model::Run& run) {
             write_file_atomically(file, formats::write_google_benchmark(run));
           }});
  const measure::Seconds measured = std::chrono::steady_clock::now() - began;
  if (!result.interrupted) {
    measure::count_allocations(suites, std::max(measured, kLeastForCounting), result.run);
  }
  return result;
}

/// Which shard this is, with what all shards must have been told alike.
std::optional<model::Shard> shard_for(const RunRequest& request, const FoundPolicy& policy) {
  auto shard = choose_shard(request.shard, "run", policy);
  if (!shard) return shard;
  shard->terms["suites"] = fmt::format("{}", fmt::join(request.suites, " "));
  shard->terms["filter"] = request.filter;
  shard->terms["min_time"] = request.min_time;
  shard->terms["restarts"] = request.restarts > 0 ? std::to_string(request.restarts) : "";
  return shard;
}

std::string file_for(const RunRequest& request, const std::optional<model::Shard>& shard) {
  if (!request.output.empty()) return request.output;
  return shard ? shard_folder(*shard) + ".json" : "out/run.json";
}

/// What the run is judged against.
std::optional<LoadedRun> load_base(const RunRequest& request,
                                   const std::vector<measure::SuiteToRun>& suites,
                                   const FoundPolicy& policy) {
  if (request.against.empty()) return std::nullopt;
  if (!request.shard.empty()) {
    throw UsageError("--against judges a whole run, and a shard is a part: merge the shards first");
  }
  auto base = load_run(request.against, {policy.baselines, {measure::machine_class()}});
  apply_filter(request.filter, base.run);
  if (request.suites.empty()) return base;
  // Suites that nobody asked for are not missing.
  std::erase_if(base.run.benchmarks, [&](const model::Benchmark& benchmark) {
    return std::ranges::find(suites, benchmark.suite, &measure::SuiteToRun::name) == suites.end();
  });
  return base;
}

/// The run before this one is removed, and so cannot be what this one is judged against.
void require_other_file(const std::string& against, const fs::path& output) {
  std::error_code error;
  if (against.empty() || !fs::equivalent(against, output, error)) return;
  throw UsageError(
      fmt::format("--against {} is the file that this run replaces: write the run to "
                  "another one with -o FILE",
                  against));
}

/// A run that fails must not leave the one before it, to be taken for its result.
void remove_earlier_run(const fs::path& output) {
  std::error_code error;
  if (!fs::is_regular_file(output, error)) return;
  fs::remove(fs::canonical(output, error), error);
  if (error) {
    throw EnvironmentError(fmt::format("{}: the run before this one cannot be removed: {}",
                                       output.string(), error.message()));
  }
}

struct Trial {
  const RunRequest& request;
  const FoundPolicy& policy;
  std::vector<measure::SuiteToRun> suites;
  std::optional<LoadedRun> base;
  std::string file;
};

gate::Assessment judge(const Trial& trial, const LoadedRun& head, const LoadedRun* again) {
  if (!trial.base) {
    return assess_alone(head, trial.policy, {.is_filtered = !trial.request.filter.empty()}, again);
  }
  return assess_apart(*trial.base, head, trial.policy,
                      {.base_is_stored = names_baseline(trial.request.against), .again = again});
}

/// Measures the suspects of `assessment` again, and judges with that. False if it was interrupted.
bool settle_suspects(const Trial& trial, const LoadedRun& head, Observer& observer,
                     gate::Assessment& assessment) {
  const auto in_doubt = suites_in_doubt(trial.suites, assessment);
  if (in_doubt.empty()) return true;
  observer.note("measuring the suspects again");
  const auto file = again_file(trial.file);
  const auto result = measure_into(file, in_doubt, std::nullopt, observer);
  if (result.interrupted) return false;
  formats::write_run_file(file, result.run);
  const LoadedRun again{.run = result.run, .identity = gate::identity_of(result.run, file)};
  assessment = judge(trial, head, &again);
  return true;
}

/// Merging waits for a shard that no benchmark belongs to as well.
bool is_empty_shard(const std::optional<model::Shard>& shard, const measure::RunResult& result) {
  return shard && result.run.benchmarks.empty() && result.failures.empty() && !result.interrupted;
}

RunOutcome record(const Trial& trial, const std::optional<model::Shard>& shard,
                  Observer& observer) {
  RunOutcome outcome{.measured = measure_into(trial.file, trial.suites, shard, observer),
                     .file = trial.file,
                     .assessment = {}};
  auto& measured = outcome.measured;
  if (is_empty_shard(shard, measured)) {
    formats::write_run_file(trial.file, measured.run);
    outcome.empty_shard = shard;
    return outcome;
  }
  const LoadedRun head{.run = measured.run,
                       .identity = gate::identity_of(measured.run, trial.file)};
  outcome.assessment = judge(trial, head, nullptr);
  if (measured.run.benchmarks.empty()) return outcome;
  formats::write_run_file(trial.file, measured.run);
  if (measured.interrupted) return outcome;
  measured.interrupted = !settle_suspects(trial, head, observer, outcome.assessment);
  return outcome;
}

}  // namespace

RunOutcome measure_run(const RunRequest& request, const Caller& caller) {
  const auto policy = find_policy(request.policy);
  const auto shard = shard_for(request, policy);
  const auto file = file_for(request, shard);
  require_other_file(request.against, file);
  require_writable_file(file);
  const measure::InterruptHandler interrupts;
  const MeasuringLocks locks(file, caller);
  remove_earlier_run(file);
  Trial trial{.request = request,
              .policy = policy,
              .suites = suites_for(request, policy),
              .base = {},
              .file = file};
  trial.base = load_base(request, trial.suites, policy);
  std::error_code ignored;
  fs::remove(again_file(file), ignored);  // of an earlier run
  return record(trial, shard, caller.observer);
}

}  // namespace benchgate::work
