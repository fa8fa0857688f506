#include "benchgate/measure/measure_pairs.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/scratch_folder.h"
#include "benchgate/measure/check_pair_options.h"
#include "benchgate/measure/fixed_iterations.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/measure/lockstep.h"
#include "benchgate/measure/pair_limits.h"
#include "benchgate/measure/patience.h"
#include "benchgate/measure/placement.h"
#include "benchgate/measure/process_pair.h"
#include "benchgate/measure/random_order.h"
#include "benchgate/measure/session_accumulator.h"

namespace benchgate::measure {
namespace {

using Clock = std::chrono::steady_clock;
using model::DiagnosticLevel;
using model::Pacing;
using Side = model::Session::Side;

/// A pair under way.
struct Task {
  PairOrder order{};
  Pacing asked = Pacing::Duet;  ///< it may come out in turn
  model::Pair pair{};
  ProcessPairPlan processes{};
  Clock::time_point began{};
};

class PairRunner {
 public:
  PairRunner(const PairOptions& options, PairPlan& plan, const PairObserver& observer)
      : options_(options),
        plan_(plan),
        observer_(observer),
        suites_(limited_suites(options, false)),
        suites_sharing_a_core_(limited_suites(options, true)),
        suites_that_wait_(suites_that_wait(options)),
        scratch_("run", options.scratch_folder),
        accumulator_(options, new_session_id(options.seed)),
        placement_(options.files_to_place, options.benchmarks.size(),
                   std::max<std::size_t>(options.cpus.size(), 1), options.seed) {
    for (const auto& benchmark : options.benchmarks)
      states_.push_back({.pacing = benchmark.pacing});
  }

  PairResult run() {
    note_missing_cores();
    std::size_t before = 0;
    do {
      before = tasks_begun_;
      for (const auto track : kTracks) run(track);
    } while (!is_over() && tasks_begun_ > before);
    if (error_) std::rethrow_exception(error_);
    const bool interrupted = interrupts_received() > 0;
    if (interrupted) note_interruption();
    if (!interrupted) add_unmeasured();
    accumulator_.set_duration(elapsed());
    checkpoint();
    return {.base = accumulator_.run(Side::Base),
            .head = accumulator_.run(Side::Head),
            .interrupted = interrupted};
  }

 private:
  struct State {
    Pacing pacing = Pacing::Duet;  ///< that the plan asked for last
    bool was_changed = false;      ///< and no pair has come in since
    std::uint32_t pairs_begun = 0;
    bool has_pair = false;  ///< be it a failed one
    std::optional<std::uint64_t> iterations{};
  };

  [[nodiscard]] bool is_over() const { return stopping_ || interrupts_received() > 0; }
  [[nodiscard]] Seconds elapsed() const { return Clock::now() - started_; }

  void run(Track track) {
    if (track == Track::Alone || options_.cpus.empty()) {
      work(track, std::nullopt);
      return;
    }
    std::vector<std::jthread> workers;
    for (const int cpu : options_.cpus) {
      try {
        workers.emplace_back([=, this] { work(track, cpu); });
      } catch (const std::system_error&) {
        return work(track, cpu);  // no more threads are allowed: this one does the work of one
      }
    }
  }

  /// Until the plan has nothing for this track and nothing is under way that might change that.
  void work(Track track, std::optional<int> cpu) {
    LockstepRunner lockstep({.scratch_folder = options_.scratch_folder,
                             .seed = options_.seed,
                             .cpu = cpu,
                             .is_over = [this] { return is_over(); }},
                            lockstep_session_);
    std::unique_lock lock(mutex_);
    while (!is_over()) {
      if (take_one(track, cpu, lockstep, lock)) continue;
      if (under_way_ == 0) break;
      changed_.wait(lock);
    }
    changed_.notify_all();
  }

  /// Measures the next pair of the track; false where there is none now. Whatever goes wrong ends
  /// the session: run() says so.
  bool take_one(Track track, std::optional<int> cpu, LockstepRunner& lockstep,
                std::unique_lock<std::mutex>& lock) {
    bool is_under_way = false;
    try {
      changed_.wait(lock, [this] { return !placing_ || is_over(); });
      const auto order = plan_.next(
          {.track = track, .elapsed = elapsed(), .is_at_hand = [&](std::size_t benchmark) {
             const auto& asked = options_.benchmarks.at(benchmark);
             return lockstep.is_at_hand({.suite = &suites_[asked.suite],
                                         .base_name = asked.base_name,
                                         .head_name = asked.head_name});
           }});
      if (!order) return false;
      if (track != Track::Lockstep) place(order->benchmark, lock);
      follow(*order);
      assert(track_of(states_.at(order->benchmark).pacing) == track);
      Task task = begin(*order, track == Track::Duets ? cpu : std::nullopt);
      is_under_way = true;
      ++under_way_;
      lock.unlock();
      switch (track) {
        case Track::Lockstep:
          run_in_lockstep(task, lockstep, lock);
          break;
        case Track::Duets:
        case Track::Alone:
          run_processes(task, lock);
          break;
      }
    } catch (...) {
      if (!lock.owns_lock()) lock.lock();
      if (!error_) error_ = std::current_exception();
      stopping_ = true;
    }
    if (is_under_way) --under_way_;
    changed_.notify_all();
    return true;
  }

  /// Files that somebody runs stay where they are: no pair begins until all have ended.
  void place(std::size_t benchmark, std::unique_lock<std::mutex>& lock) {
    const auto asked = Clock::now();
    if (placement_.is_due(benchmark, asked)) {
      placing_ = true;
      changed_.wait(lock, [this] { return under_way_ == 0; });
      placement_.renew(asked);
      placing_ = false;
      changed_.notify_all();
    }
    placement_.began_pair(benchmark);
  }

  /// Like the next one, called with the lock open, and holds it at the end.
  void run_in_lockstep(Task& task, LockstepRunner& lockstep, std::unique_lock<std::mutex>& lock) {
    const auto& benchmark = options_.benchmarks[task.order.benchmark];
    auto outcome = lockstep.run({.suite = &suites_[benchmark.suite],
                                 .base_name = benchmark.base_name,
                                 .head_name = benchmark.head_name,
                                 .pair = task.pair.process,
                                 .stage = task.order.stage});
    if (!outcome) {
      // It cannot be driven: whole processes in turn are the nearest.
      const std::unique_lock alone(lockstep_session_.machine());
      task.began = Clock::now();
      run_processes(task, lock);
      return;
    }
    task.began = outcome->began;
    task.pair.cpu = outcome->cpu.value_or(-1);
    task.pair.head_first = outcome->head_started_first;
    lock.lock();
    if (outcome->is_cut_short) return;
    finish(task, {.benchmark = task.order.benchmark,
                  .pacing = Pacing::Lockstep,
                  .pair = task.pair,
                  .base = std::move(outcome->base),
                  .head = std::move(outcome->head)});
  }

  void run_processes(const Task& task, std::unique_lock<std::mutex>& lock) {
    const auto& benchmark = options_.benchmarks[task.order.benchmark];
    const auto& suite = options_.suites[benchmark.suite];
    const auto outcome = run_process_pair(task.processes, [this] { return stopping_.load(); });
    lock.lock();
    if (outcome.is_cut_short) return;
    for (const auto* side : {&outcome.base, &outcome.head}) {
      patience_.tell_took(task.order.benchmark, side->process.child.wall_time);
    }
    PairToAdd pair{.benchmark = task.order.benchmark,
                   .pacing = task.processes.at_once ? Pacing::Duet : Pacing::InTurn,
                   .pair = task.pair,
                   .base = read(outcome.base, suite.base, benchmark.base_name),
                   .head = read(outcome.head, suite.head, benchmark.head_name)};
    auto& iterations = states_[task.order.benchmark].iterations;
    if (!iterations && is_wanted(task)) {
      iterations = fixed_iterations(
          {.base = pair.base, .head = pair.head, .min_time = task.processes.head.suite->min_time});
    }
    finish(task, std::move(pair),
           {.base_asleep = outcome.base.process.child.asleep_share(),
            .head_asleep = outcome.head.process.child.asleep_share()});
  }

  /// The plan may have changed its mind about how a benchmark is to be measured.
  void follow(const PairOrder& order) {
    State& state = states_.at(order.benchmark);
    if (!order.pacing || *order.pacing == state.pacing) return;
    state.pacing = *order.pacing;
    state.was_changed = true;
    state.iterations.reset();
  }

  [[nodiscard]] bool is_wanted(const Task& task) const {
    return task.asked == states_[task.order.benchmark].pacing;
  }

  /// A duet that the plan wants to have in another way is one of a benchmark that waits.
  [[nodiscard]] const std::vector<SuitePair>& suites_for(Pacing first, Pacing now) const {
    if (now == Pacing::Duet) return suites_sharing_a_core_;
    return first == Pacing::Duet ? suites_that_wait_ : suites_;
  }

  Task begin(const PairOrder& order, std::optional<int> cpu) {
    ++tasks_begun_;
    const auto& benchmark = options_.benchmarks[order.benchmark];
    State& state = states_[order.benchmark];
    const bool at_once = state.pacing == Pacing::Duet;
    const auto& suite = suites_for(benchmark.pacing, state.pacing)[benchmark.suite];
    Task task{.order = order, .asked = state.pacing, .began = Clock::now()};
    task.pair = {.process = state.pairs_begun++, .stage = order.stage, .cpu = cpu.value_or(-1)};
    task.pair.head_first = head_first({.seed = options_.seed,
                                       .suite = suite.head.name,
                                       .benchmark = benchmark.head_name,
                                       .pair = task.pair.process});
    const auto plan_of = [&](const SuiteToRun& side, const std::string& name) {
      return SuiteProcessPlan{.suite = &side,
                              .filter = exact_filter(std::span(&name, 1)),
                              .process = task.pair.process,
                              .result_file = scratch_.next_file(),
                              .iterations = state.iterations,
                              .time_limit = patience_.limit(order.benchmark),
                              .cpus = cpu ? std::vector{*cpu} : std::vector<int>{}};
    };
    task.processes = {.base = plan_of(suite.base, benchmark.base_name),
                      .head = plan_of(suite.head, benchmark.head_name),
                      .head_first = task.pair.head_first,
                      .at_once = at_once};
    return task;
  }

  void finish(const Task& task, PairToAdd pair, MeasuredPair measured = {}) {
    auto& base = pair.base.benchmarks.front();
    auto& head = pair.head.benchmarks.front();
    if (base.failure || head.failure) {
      base.metrics.clear();
      head.metrics.clear();
    }
    if (is_wanted(task)) {
      State& state = states_[task.order.benchmark];
      if (std::exchange(state.was_changed, false)) accumulator_.forget(task.order.benchmark);
      accumulator_.add(pair);
      state.has_pair = true;
    }
    ++pairs_done_;
    measured.base = std::move(base);
    measured.head = std::move(head);
    measured.wall_time = Clock::now() - task.began;
    for (auto* side : {&measured.base, &measured.head}) {
      side->pairs = model::Pairs{.pacing = pair.pacing, .pairs = {task.pair}};
      for (auto& series : side->metrics)
        series.processes.assign(series.samples.size(), task.pair.process);
    }
    plan_.take(task.order, measured);
    tell(measured.head.name);
  }

  /// A suite that cannot even be started, or lacks its server from the first, is no fact about a
  /// benchmark.
  model::Run read(const SideOutcome& side, const SuiteToRun& suite, const std::string& benchmark) {
    const auto& process = side.process;
    const bool is_first = !has_given_rows_.contains(&suite);
    if (is_first && side.not_started) std::rethrow_exception(side.not_started);
    if (!process.rows.names.empty()) has_given_rows_.insert(&suite);
    if (is_first && process.rows.names.empty() && process.child.end == ChildEnd::Exited &&
        process.child.exit_status == kSuiteLacksEnvironment) {
      throw EnvironmentError(fmt::format("suite {} {}", suite.name, describe_end(process)));
    }
    return read_side(side, suite.name, benchmark);
  }

  void tell(const std::string& benchmark) {
    if (observer_.on_progress) {
      observer_.on_progress({.benchmark = benchmark, .pairs = pairs_done_, .elapsed = elapsed()});
    }
    if (Clock::now() - last_checkpoint_ >= options_.checkpoint_interval) checkpoint();
  }

  void checkpoint() {
    last_checkpoint_ = Clock::now();
    if (!observer_.on_checkpoint) return;
    observer_.on_checkpoint(accumulator_.run(Side::Base), accumulator_.run(Side::Head));
  }

  void note_missing_cores() {
    if (!options_.cpus.empty()) return;
    accumulator_.add_diagnostic(
        {.level = DiagnosticLevel::Warning,
         .code = "not-pinned",
         .benchmark = {},
         .message = "processes could not be pinned to a core, so base and head ran one after the "
                    "other: the noise is larger than it could be"});
  }

  /// Whatever never ran must be seen.
  void add_unmeasured() {
    for (std::size_t i = 0; i < states_.size(); ++i) {
      if (states_[i].has_pair) continue;
      const auto& benchmark = options_.benchmarks[i];
      const auto& suite = options_.suites[benchmark.suite].head.name;
      accumulator_.add({.benchmark = i,
                        .pacing = benchmark.pacing,
                        .pair = {},
                        .base = unmeasured(suite, benchmark.base_name),
                        .head = unmeasured(suite, benchmark.head_name)});
    }
  }

  void note_interruption() {
    accumulator_.add_diagnostic(
        {.level = DiagnosticLevel::Problem,
         .code = "interrupted",
         .benchmark = {},
         .message = fmt::format("measuring was interrupted after {} pairs", pairs_done_)});
  }

  const PairOptions& options_;
  PairPlan& plan_;
  const PairObserver& observer_;
  const std::vector<SuitePair> suites_;  ///< with the limits of time that hold here
  const std::vector<SuitePair> suites_sharing_a_core_;
  const std::vector<SuitePair> suites_that_wait_;
  ScratchFolder scratch_;
  LockstepSession lockstep_session_;
  const Clock::time_point started_ = Clock::now();
  std::atomic<bool> stopping_ = false;

  std::mutex mutex_;  ///< of everything below, the plan and the observer
  std::condition_variable changed_;
  SessionAccumulator accumulator_;
  std::vector<State> states_;  ///< of the benchmarks
  Placement placement_;
  bool placing_ = false;
  Patience<std::size_t> patience_;
  std::set<const SuiteToRun*> has_given_rows_;
  std::size_t under_way_ = 0;
  std::size_t tasks_begun_ = 0;
  std::size_t pairs_done_ = 0;
  Clock::time_point last_checkpoint_ = Clock::now();
  std::exception_ptr error_;
};

}  // namespace

PairResult measure_pairs(const PairOptions& options, PairPlan& plan, const PairObserver& observer) {
  check(options);
  return PairRunner(options, plan, observer).run();
}

}  // namespace benchgate::measure
