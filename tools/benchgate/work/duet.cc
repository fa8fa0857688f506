#include "benchgate/work/duet.h"

#include <algorithm>
#include <iterator>
#include <random>

#include <fmt/format.h>

#include "benchgate/base/file.h"
#include "benchgate/base/version.h"
#include "benchgate/base/work_tree.h"
#include "benchgate/base/writable.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/measure/count_allocations.h"
#include "benchgate/measure/environment_probe.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/measure/run_suites.h"
#include "benchgate/work/assess.h"
#include "benchgate/work/duet_forecast.h"
#include "benchgate/work/duet_plan.h"
#include "benchgate/work/files_to_place.h"
#include "benchgate/work/matched_benchmarks.h"
#include "benchgate/work/measuring_locks.h"
#include "benchgate/work/shard_choice.h"
#include "benchgate/work/time_budget.h"

namespace benchgate::work {
namespace {

/// A shard without any pair is a side of a session all the same, or merging would take it for
/// something else.
void mark_as_shard(const DuetRequest& request, measure::PairResult& result) {
  if (!request.shard) return;
  using Side = model::Session::Side;
  const auto id = fmt::format("{:016x}-{}", *request.seed, request.shard->index);
  for (auto* run : {&result.base, &result.head}) {
    const auto side = run == &result.base ? Side::Base : Side::Head;
    if (!run->session) {
      run->session = model::Session{.side = side, .id = id, .seed = *request.seed};
    }
    run->shard = request.shard;
  }
}

/// Nothing of an empty shard has failed: the others have all there is.
void pass_empty_shard(gate::Assessment& assessment) {
  assessment.outcome = gate::Outcome::Passed;
  assessment.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Note,
       .code = "empty-shard",
       .benchmark = {},
       .message = "No benchmark belongs to this shard: the others have all of them."});
}

void prepare(measure::SuiteToRun& suite, const DuetRequest& request, const gate::Policy& policy) {
  suite.min_time = request.min_time.value_or(policy.duet.min_time);
  if (!request.filter.empty()) suite.filter = request.filter;
  if (suite.provenance.fields.empty()) {
    suite.provenance = measure::probe_suite(suite, {.benchgate_version = kVersion});
  }
}

std::uint64_t drawn_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32U) | device();
}

void save(const std::filesystem::path& folder, const model::Run& base, const model::Run& head) {
  if (folder.empty()) return;
  require_within_work_tree(folder / "base.json");
  require_within_work_tree(folder / "head.json");
  formats::write_run_file(folder / "base.json", base);
  formats::write_run_file(folder / "head.json", head);
}

/// New benchmarks have nothing to be measured against, but budgets to keep.
measure::RunResult measure_new(const DuetRequest& request, const MatchedBenchmarks& matched,
                               const TimeBudget& time, Observer& observer) {
  constexpr int kRestarts = 3;
  auto to_run = request.head_only;
  for (std::size_t i = 0; i < request.suites.size(); ++i) {
    if (matched.head_only[i].empty()) continue;
    to_run.push_back(request.suites[i].head);
    to_run.back().filter = measure::exact_filter(matched.head_only[i]);
  }
  if (to_run.empty()) return {};
  for (auto& suite : to_run) {
    if (suite.time_limit) continue;
    suite.row_time_limit =
        std::min(suite.row_time_limit.value_or(time.first_patience()), time.first_patience());
  }
  const Phase phase(observer);
  return measure::run_suites(
      {.suites = std::move(to_run),
       .restarts = kRestarts,
       .time_limit = time.for_new(),
       .shard = request.shard},
      {.on_progress = [&](const auto& progress) { observer.measuring(progress); }});
}

void add_new(measure::RunResult measured, measure::PairResult& result) {
  auto& head = result.head;
  std::ranges::move(measured.run.benchmarks, std::back_inserter(head.benchmarks));
  std::ranges::move(measured.run.diagnostics, std::back_inserter(head.diagnostics));
  for (auto& suite : measured.run.suites) {
    if (head.find_suite(suite.name) == nullptr) head.suites.push_back(std::move(suite));
  }
  result.interrupted = result.interrupted || measured.interrupted;
}

void note_interruption(measure::PairResult& result) {
  if (measure::interrupts_received() == 0 || result.interrupted) return;
  result.interrupted = true;
  result.head.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Problem,
       .code = "interrupted",
       .benchmark = {},
       .message = "interrupted before everything beside the pairs was measured"});
}

/// With all that was left to the policy, the suites and the machine.
DuetRequest prepared(DuetRequest request, const gate::Policy& policy) {
  if (request.cpus.empty()) request.cpus = measure::usable_cpus();
  std::ranges::sort(request.cpus);  // named twice, a core would have two duets at a time
  request.cpus.erase(std::ranges::unique(request.cpus).begin(), request.cpus.end());
  if (!request.seed) request.seed = drawn_seed();
  if (!request.budget) request.budget = policy.duet.budget.value_or(gate::kDefaultDuetBudget);
  for (auto& suite : request.suites) {
    prepare(suite.base, request, policy);
    prepare(suite.head, request, policy);
  }
  for (auto& suite : request.base_only) prepare(suite, request, policy);
  for (auto& suite : request.identical) prepare(suite, request, policy);
  for (auto& suite : request.head_only) prepare(suite, request, policy);
  std::erase_if(request.head_only, [&](const auto& suite) {
    return names_of(suite, !request.filter.empty()).empty();  // nothing that was asked for
  });
  return request;
}

measure::PairResult measure_both(const DuetRequest& request, const MatchedBenchmarks& matched,
                                 const gate::Policy& policy, const TimeBudget& time,
                                 Observer& observer) {
  if (matched.both.empty()) return {};  // all suites are on one side only
  DuetPlan plan(matched.both, policy, time.for_pairs());
  const Phase phase(observer);
  auto result = measure::measure_pairs(
      {.suites = request.suites,
       .benchmarks = matched.both,
       .files_to_place = files_to_place(request.suites),
       .cpus = request.cpus,
       .seed = *request.seed,
       .shard = request.shard,
       .first_patience = time.first_patience()},
      plan,
      {.on_progress = [&](const auto& progress) { observer.comparing(plan.progress(), progress); },
       .on_checkpoint = [&](const model::Run& base,
                            const model::Run& head) { save(request.save, base, head); }});
  std::ranges::move(plan.notes(), std::back_inserter(result.head.diagnostics));
  return result;
}

measure::PairResult measure_all(const DuetRequest& request, const MatchedBenchmarks& matched,
                                const gate::Policy& policy, Observer& observer) {
  const TimeBudget time(*request.budget);
  auto added = measure_new(request, matched, time, observer);
  measure::PairResult result;
  if (!added.interrupted) {
    result = measure_both(request, matched, policy, time, observer);
    if (!result.interrupted) {
      measure::count_allocations(request.suites, matched.both, time.for_counting(), result);
      note_interruption(result);
    }
  }
  add_new(std::move(added), result);
  return result;
}

/// Meets, and says what is ahead: the lists of the suites show how long a process takes to begin.
MatchedBenchmarks match_and_forecast(const DuetRequest& request, const gate::Policy& policy,
                                     Observer& observer) {
  const auto began = std::chrono::steady_clock::now();
  auto matched = match_benchmarks(request, policy);
  const measure::Seconds taken = request.lists.taken + (std::chrono::steady_clock::now() - began);
  if (matched.both.empty()) return matched;
  const std::size_t lists = 2 * request.suites.size() + request.base_only.size();
  observer.note(forecast_text({.benchmarks = matched.both.size(),
                               .same_code = matched.same_code.size(),
                               .cores = request.cpus.size(),
                               .start = taken / static_cast<double>(lists),
                               .min_time = request.min_time.value_or(policy.duet.min_time),
                               .budget = *request.budget}));
  return matched;
}

}  // namespace

void check_save(const std::filesystem::path& folder) {
  if (folder.empty()) return;
  for (const auto* name : {"base.json", "head.json"}) require_writable_file(folder / name);
}

DuetOutcome measure_and_judge(const DuetRequest& asked, const FoundPolicy& found,
                              const Caller& caller) {
  const MeasuringLocks locks(asked.save, caller);
  const measure::InterruptHandler interrupts;
  const auto request = prepared(asked, found.policy);
  auto matched = match_and_forecast(request, found.policy, caller.observer);
  auto result =
      measure_all(request, matched, share_of(found.policy, request.shard), caller.observer);
  std::ranges::move(matched.base_only, std::back_inserter(result.base.benchmarks));
  std::ranges::copy(matched.same_code, std::back_inserter(result.base.benchmarks));
  std::ranges::copy(matched.same_code, std::back_inserter(result.head.benchmarks));
  std::ranges::copy(request.diagnostics, std::back_inserter(result.head.diagnostics));
  std::ranges::copy(matched.diagnostics, std::back_inserter(result.head.diagnostics));
  mark_as_shard(request, result);
  const bool is_empty = result.base.benchmarks.empty() && result.head.benchmarks.empty();
  save(request.save, result.base, result.head);
  LoadedRun base{.run = std::move(result.base), .identity = {}};
  LoadedRun head{.run = std::move(result.head), .identity = {}};
  base.identity = gate::identity_of(base.run, request.base_name);
  head.identity = gate::identity_of(head.run, request.head_name);
  DuetOutcome outcome{.assessment = assess_together(base, head, found,
                                                    {.identical_suites = request.identical.size(),
                                                     .is_filtered = !request.filter.empty()}),
                      .saved = request.save,
                      .interrupted = result.interrupted};
  outcome.assessment.coverage.code_changes = std::move(matched.code_changes);
  if (request.shard && is_empty && !outcome.interrupted) pass_empty_shard(outcome.assessment);
  return outcome;
}

}  // namespace benchgate::work
