#include "benchgate/measure/run_suites.h"

#include <algorithm>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "benchgate/base/scratch_folder.h"
#include "benchgate/measure/discover.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/measure/lane.h"
#include "benchgate/measure/machine_fitness.h"
#include "benchgate/measure/run_accumulator.h"
#include "benchgate/measure/suite_process.h"
#include "benchgate/model/benchmark_name.h"

namespace benchgate::measure {
namespace {

using Clock = std::chrono::steady_clock;
using model::DiagnosticLevel;
using model::Failure;

/// So many processes in a row without a single row: the suite is broken, not a benchmark.
constexpr int kMaxFruitless = 5;
/// What is less than that of a time limit is nothing.
constexpr Seconds kShortest{0.001};

class Runner {
 public:
  Runner(const RunOptions& options, const RunObserver& observer)
      : options_(options), observer_(observer), scratch_("run", options.scratch_folder) {}

  RunResult run() {
    accumulator_.set_shard(options_.shard);
    for (const auto& suite : options_.suites) open_lane(suite);
    started_ = Clock::now();
    std::size_t passes = 0;
    for (const auto& lane : lanes_) passes = std::max(passes, lane.restarts);
    for (std::size_t pass = 0; pass < passes; ++pass) {
      for (auto& lane : lanes_) {
        if (lane.given_up || pass >= lane.restarts || interrupted_) continue;
        if (pass > 0 && is_time_over()) continue;
        run_pass(lane, static_cast<std::uint32_t>(pass));
        checkpoint();
      }
    }
    if (interrupted_) report_interruption();
    if (!interrupted_ && is_time_over()) note_missing_passes();
    return {.run = accumulator_.run(), .failures = failures_, .interrupted = interrupted_};
  }

 private:
  void open_lane(const SuiteToRun& suite) {
    accumulator_.add_suite(suite.name, suite.provenance);
    if (interrupted_) return;
    const int restarts = suite.restarts.value_or(options_.restarts);
    Lane lane{.suite = &suite, .restarts = static_cast<std::size_t>(restarts)};
    try {
      lane.names = discover(suite);
      lane.listed = lane.names.size();
      if (const auto& shard = options_.shard) {
        std::erase_if(lane.names, [&](const auto& name) { return !shard->has(suite.name, name); });
      }
    } catch (const EnvironmentError& error) {
      interrupted_ = interrupts_received() > 0;
      lane.given_up = true;
      if (!interrupted_) give_up(lane, error.what());
    }
    lanes_.push_back(std::move(lane));
  }

  void run_pass(Lane& lane, std::uint32_t process) {
    std::vector<std::string> left = lane.names;
    int fruitless = 0;
    lane.done_in_pass = 0;
    while (!left.empty() && !lane.given_up && !interrupted_) {
      if (is_time_over()) return leave_out(lane, left);
      const bool all = left.size() == lane.listed;
      const auto part = all ? std::span<const std::string>(left)
                            : split_for_filter(left, kMaxFilterBytes).front();
      const SuiteProcessPlan plan{.suite = lane.suite,
                                  .filter = all ? lane.suite->filter : exact_filter(part),
                                  .process = process,
                                  .result_file = scratch_.next_file(),
                                  .time_limit = time_left()};
      const auto outcome = run_process(lane, plan, part);
      if (!outcome) break;
      const std::vector<std::string> expected(part.begin(), part.end());
      std::erase_if(left, [&](const auto& name) { return outcome->rows.names.contains(name); });
      fruitless = outcome->rows.names.empty() ? fruitless + 1 : 0;
      judge_end(lane, *outcome, expected, left);
      if (fruitless >= kMaxFruitless && !left.empty()) give_up_rest(lane, *outcome, left);
    }
    lane.done_in_pass = 0;
    ++lane.passes_done;
  }

  std::optional<SuiteProcessOutcome> run_process(Lane& lane, const SuiteProcessPlan& plan,
                                                 std::span<const std::string> part) {
    const auto before = read_counters({});
    auto outcome = watch_process(lane, plan, part);
    std::error_code ignored;
    std::filesystem::remove(plan.result_file, ignored);
    if (!outcome) return outcome;
    add_core_time(lane, outcome->child, before);
    accumulator_.add(lane.suite->name, plan.process, read_part(lane, outcome->rows, part));
    lane.has_given_rows = lane.has_given_rows || !outcome->rows.names.empty();
    return outcome;
  }

  void add_core_time(Lane& lane, const ChildResult& child, const MachineCounters& before) {
    if (!child.asleep || !child.kept_waiting) return;
    const auto awake = Seconds(child.wall_time - *child.asleep);
    const auto kept_waiting = Seconds(*child.kept_waiting);
    lane.core_time.ran_seconds += std::max(awake - kept_waiting, Seconds(0)).count();
    lane.core_time.kept_waiting_seconds += kept_waiting.count();
    const auto machine =
        machine_time_between(before, read_counters({}), Seconds(child.cpu_time).count());
    if (machine) {
      auto& sum =
          lane.core_time.machine.emplace(lane.core_time.machine.value_or(model::MachineTime{}));
      sum.others_seconds += machine->others_seconds;
      sum.all_seconds += machine->all_seconds;
    }
    accumulator_.set_core_time(lane.suite->name, lane.core_time);
  }

  /// What was asked for. A benchmark that shares its registered name brings along the others of
  /// that name, which may have had their turn.
  static model::Run read_part(const Lane& lane, const ArrivedRows& rows,
                              std::span<const std::string> part) {
    auto run = rows.read(lane.suite->name);
    const bool brings_others = std::ranges::any_of(
        part, [](const auto& name) { return model::registered_names(name).size() > 1; });
    if (brings_others) {
      std::erase_if(run.benchmarks, [&](const auto& benchmark) {
        return std::ranges::find(part, benchmark.name) == part.end();
      });
    }
    return run;
  }

  std::optional<SuiteProcessOutcome> watch_process(Lane& lane, const SuiteProcessPlan& plan,
                                                   std::span<const std::string> part) {
    const Lane before = lane;
    const auto began = Clock::now();
    bool is_running = false;
    std::size_t stored_rows = 0;
    const auto watch = [&](const ArrivedRows& rows) {
      is_running = true;
      lane.done = before.done + rows.names.size();
      lane.done_in_pass = before.done_in_pass + rows.names.size();
      lane.spent = before.spent + (Clock::now() - began);
      show_progress(lane, rows, part);
      const bool is_due = Clock::now() - last_checkpoint_ >= options_.checkpoint_interval;
      const bool is_new = rows.stream.row_count() > stored_rows;
      if (!observer_.on_checkpoint || !is_due || !is_new) return;
      stored_rows = rows.stream.row_count();
      checkpoint_with(read_part(lane, rows, part), lane, plan.process);
    };
    try {
      return run_suite_process(plan, watch);
    } catch (const Error& error) {
      if (is_running) throw;  // the observer's: the disk is full, say
      give_up(lane, fmt::format("suite {}: {}", lane.suite->name, error.what()));
      return std::nullopt;
    }
  }

  [[nodiscard]] std::optional<Seconds> time_left() const {
    if (!options_.time_limit) return std::nullopt;
    return std::max(*options_.time_limit - Seconds(Clock::now() - started_), kShortest);
  }
  [[nodiscard]] bool is_time_over() const { return time_left() == kShortest; }

  /// The time is over in the middle of a pass: what earlier passes measured is there.
  void leave_out(Lane& lane, const std::vector<std::string>& left) {
    lane.done_in_pass = 0;
    if (lane.passes_done > 0) return;
    for (const auto& name : left) {
      accumulator_.add_failure(
          lane.suite->name, name,
          {.kind = Failure::Kind::NotMeasured,
           .message = "not measured: the time for measuring was over before its turn came"});
      std::erase(lane.names, name);
    }
  }

  void note_missing_passes() {
    for (const auto& lane : lanes_) {
      if (lane.given_up || lane.passes_done == lane.restarts) continue;
      accumulator_.add_diagnostic(
          {.level = DiagnosticLevel::Warning,
           .code = "time-over",
           .benchmark = {},
           .message = fmt::format("suite {} was measured {} of {} times: there was no time left",
                                  lane.suite->name, lane.passes_done, lane.restarts)});
    }
  }

  /// What the end of a process means for the benchmarks that it owes: `left`, all of which are
  /// run in a new process but those that are taken out here.
  void judge_end(Lane& lane, const SuiteProcessOutcome& outcome,
                 const std::vector<std::string>& expected, std::vector<std::string>& left) {
    const ChildResult& child = outcome.child;
    const std::string what = fmt::format("suite {} {}", lane.suite->name, describe_end(outcome));
    if (child.end == ChildEnd::Interrupted || interrupts_received() > 0) {
      interrupted_ = true;
    } else if (child.end == ChildEnd::TimedOut && !outcome.hung && is_time_over()) {
      return;  // nobody's fault
    } else if (child.end == ChildEnd::Exited && child.exit_status == 0) {
      judge_clean_end(lane, outcome, expected, left);
    } else if (child.exit_status == kSuiteLacksEnvironment && outcome.rows.names.empty()) {
      give_up(lane, what);
    } else if (child.end == ChildEnd::Exited && !lane.has_given_rows) {
      give_up(lane, what + "; it measured nothing");
    } else if (const auto culprit = first_owed(expected, left); culprit.empty()) {
      problem("suite-end", what + " after its last benchmark");
    } else {
      const auto kind = child.end == ChildEnd::Signalled ? Failure::Kind::Killed
                        : child.end == ChildEnd::Exited  ? Failure::Kind::Errored
                                                         : Failure::Kind::TimedOut;
      fail(lane, culprit, {.kind = kind, .message = what + " while measuring it"}, left);
    }
  }

  void judge_clean_end(Lane& lane, const SuiteProcessOutcome& outcome,
                       const std::vector<std::string>& expected, std::vector<std::string>& left) {
    if (!lane.has_given_rows) {
      return give_up(lane, fmt::format("suite {} exited with status 0 but wrote {}",
                                       lane.suite->name, describe_result(outcome)));
    }
    if (!outcome.rows.stream.is_whole()) {
      problem("malformed-result", fmt::format("suite {} exited with status 0 but wrote {}",
                                              lane.suite->name, describe_result(outcome)));
    }
    for (auto name = first_owed(expected, left); !name.empty(); name = first_owed(expected, left)) {
      fail(lane, name,
           {.kind = Failure::Kind::Errored,
            .message = "the suite lists it but reported no row of it"},
           left);
    }
  }

  static std::string first_owed(const std::vector<std::string>& expected,
                                const std::vector<std::string>& left) {
    const auto owed = std::ranges::find_if(
        expected, [&](const auto& name) { return std::ranges::find(left, name) != left.end(); });
    return owed == expected.end() ? std::string() : *owed;
  }

  /// A benchmark that failed so is not tried again, neither now nor in later passes.
  void fail(Lane& lane, const std::string& name, Failure failure, std::vector<std::string>& left) {
    accumulator_.add_failure(lane.suite->name, name, std::move(failure));
    std::erase(left, name);
    std::erase(lane.names, name);
  }

  void give_up_rest(Lane& lane, const SuiteProcessOutcome& outcome,
                    const std::vector<std::string>& left) {
    for (const auto& name : left) {
      accumulator_.add_failure(
          lane.suite->name, name,
          {.kind = Failure::Kind::Errored, .message = "not measured: its suite was given up"});
    }
    give_up(lane, fmt::format("suite {} was given up after {} processes in a row without a row; "
                              "the last one {}",
                              lane.suite->name, kMaxFruitless, describe_end(outcome)));
  }

  void give_up(Lane& lane, const std::string& message) {
    lane.given_up = true;
    failures_.push_back({.suite = lane.suite->name, .message = message});
    problem("suite-failed", message);
  }

  void problem(const std::string& code, const std::string& message) {
    accumulator_.add_diagnostic(
        {.level = DiagnosticLevel::Problem, .code = code, .benchmark = {}, .message = message});
  }

  void report_interruption() {
    std::size_t done = 0;
    std::size_t total = 0;
    for (const auto& lane : lanes_) {
      done += lane.done;
      total += lane.done + lane.owed();
    }
    problem("interrupted",
            fmt::format("the run was interrupted after {} of {} measurements", done, total));
    checkpoint();
  }

  void show_progress(const Lane& lane, const ArrivedRows& rows,
                     std::span<const std::string> part) const {
    if (!observer_.on_progress) return;
    const auto current =
        std::ranges::find_if(part, [&](const auto& name) { return !rows.names.contains(name); });
    observer_.on_progress(progress_of(
        lanes_, lane, current == part.end() ? std::string() : *current, Clock::now() - started_));
  }

  void checkpoint() {
    last_checkpoint_ = Clock::now();
    if (observer_.on_checkpoint) observer_.on_checkpoint(accumulator_.run());
  }

  void checkpoint_with(const model::Run& arrived, const Lane& lane, std::uint32_t process) {
    RunAccumulator so_far = accumulator_;
    so_far.add(lane.suite->name, process, arrived);
    observer_.on_checkpoint(so_far.run());
    last_checkpoint_ = Clock::now();
  }

  const RunOptions& options_;
  const RunObserver& observer_;
  ScratchFolder scratch_;
  RunAccumulator accumulator_;
  std::vector<Lane> lanes_;
  std::vector<SuiteFailure> failures_;
  Clock::time_point started_ = Clock::now();
  Clock::time_point last_checkpoint_ = Clock::now();
  bool interrupted_ = false;
};

void check(const RunOptions& options) {
  if (options.suites.empty()) {
    throw UsageError("no suite to run: name an executable, or suites in benchgate.toml");
  }
  std::set<std::string> names;
  for (const auto& suite : options.suites) {
    if (suite.name.empty()) throw UsageError("a suite without a name");
    if (!names.insert(suite.name).second) {
      throw UsageError(fmt::format("two suites are named {}", suite.name));
    }
    if (suite.restarts.value_or(options.restarts) < 1) {
      throw UsageError(fmt::format("suite {}: restarts must be at least 1", suite.name));
    }
    if (suite.min_time && !(suite.min_time->count() > 0)) {
      throw UsageError(fmt::format("suite {}: min_time must be above 0", suite.name));
    }
  }
}

}  // namespace

RunResult run_suites(const RunOptions& options, const RunObserver& observer) {
  check(options);
  return Runner(options, observer).run();
}

}  // namespace benchgate::measure
