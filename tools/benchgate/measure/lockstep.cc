#include "benchgate/measure/lockstep.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/measure/driven_suite.h"
#include "benchgate/measure/fixed_iterations.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/measure/process_tree.h"
#include "benchgate/measure/random_order.h"
#include "benchgate/measure/run_accumulator.h"

namespace benchgate::measure {
namespace {

using Clock = std::chrono::steady_clock;

// To confirm a suspicion, processes are started for this one benchmark, and with servers that takes
// longer than many turns do.
constexpr int kScreeningTurns = 10;
constexpr int kConfirmingTurns = 24;

/// Threads that want to run, in the busiest 30 ms, up to which one core will do. A client and its
/// server take turns and overlap a little, which comes to 1.0 to 1.7 here (PostgreSQL, Redis,
/// pipelines of both); two threads that compute come to 2.
constexpr double kMostOnOneCore = 1.85;
/// Where a side overlaps more than a little, by how much the other may do so less: whoever does
/// more at a time must have the cores for it, or the difference would not show.
constexpr double kLittleOverlap = 1.3;
constexpr double kMostApart = 0.5;

/// Long enough to see which threads there are.
constexpr Seconds kCountingTurn{0.05};

Seconds turn_length(const SuitePair& suite, Seconds shortest) {
  return std::max(shortest, suite.head.min_time.value_or(Seconds{0}) / kScreeningTurns);
}

/// The turns of one side as one run.
class Turns {
 public:
  explicit Turns(const SuiteToRun& suite, std::uint32_t pair) : name_(suite.name), pair_(pair) {
    accumulator_.add_suite(name_, {});
  }
  void add(const model::Run& turn) { accumulator_.add(name_, pair_, turn); }
  /// Of a turn that is not kept: only that it failed.
  void add_trouble_of(model::Run turn) {
    for (auto& benchmark : turn.benchmarks) benchmark.metrics.clear();
    add(turn);
  }
  [[nodiscard]] bool have_failed() const {
    return std::ranges::any_of(run().benchmarks, [](const auto& each) { return !!each.failure; });
  }
  [[nodiscard]] const model::Run& run() const { return accumulator_.run(); }

 private:
  std::string name_;
  std::uint32_t pair_;
  RunAccumulator accumulator_;
};

/// One benchmark on both sides, turn by turn.
class Round {
 public:
  struct Sides {
    DrivenSuite& base;
    DrivenSuite& head;
  };
  Round(const LockstepPlan& plan, const LockstepOptions& options, LockstepSession& session,
        const Sides& sides)
      : plan_(plan),
        options_(options),
        session_(session),
        sides_(sides),
        base_turns_(plan.suite->base, plan.pair),
        head_turns_(plan.suite->head, plan.pair),
        length_(turn_length(*plan.suite, options.shortest_turn)) {}

  /// A turn that is not kept, and from which the number of iterations is learnt where it can be
  /// prescribed.
  void warm_up() {
    const auto turn = take_turn();
    base_turns_.add_trouble_of(turn.base);
    head_turns_.add_trouble_of(turn.head);
    if (!sides_.base.has_fixed_iterations() || !sides_.head.has_fixed_iterations()) return;
    const auto iterations =
        fixed_iterations({.base = turn.base,
                          .head = turn.head,
                          .min_time = turn_length(*plan_.suite, options_.shortest_turn)});
    if (iterations) length_ = Iterations{*iterations};
  }

  /// The same, and whether one core would do for both sides as well. False where nobody can tell.
  bool warm_up_and_see_whether_one_core_does() {
    threads_.clear();
    is_counting_ = true;
    warm_up();
    is_counting_ = false;
    if (!std::ranges::all_of(threads_, &std::optional<double>::has_value)) return false;
    const auto [fewest, most] = std::ranges::minmax(threads_);
    if (*most <= kLittleOverlap) return true;
    return *most <= kMostOnOneCore && *most - *fewest <= kMostApart;
  }

  void keep_turns(int turns) {
    const auto began = Clock::now();
    for (int turn = 0; turn < turns && !have_failed(); ++turn) {
      if (turn > 0 && Clock::now() - began > options_.long_enough) break;
      const auto taken = take_turn();
      base_turns_.add(taken.base);
      head_turns_.add(taken.head);
    }
  }

  [[nodiscard]] bool have_failed() const {
    return base_turns_.have_failed() || head_turns_.have_failed();
  }
  [[nodiscard]] const model::Run& base() const { return base_turns_.run(); }
  [[nodiscard]] const model::Run& head() const { return head_turns_.run(); }

 private:
  struct Turn {
    model::Run base{};
    model::Run head{};
  };

  Turn take_turn() {
    const bool starts_with_head = head_first({.seed = options_.seed,
                                              .suite = plan_.suite->head.name,
                                              .benchmark = plan_.head_name,
                                              .pair = plan_.pair,
                                              .turn = turns_++});
    Turn turn;
    if (starts_with_head) turn.head = run(sides_.head, plan_.head_name);
    turn.base = run(sides_.base, plan_.base_name);
    if (!starts_with_head) turn.head = run(sides_.head, plan_.head_name);
    return turn;
  }

  model::Run run(DrivenSuite& side, const std::string& benchmark) {
    const auto began = Clock::now();
    auto run = run_watched(side, benchmark);
    session_.tell_took(*plan_.suite, plan_.head_name, Clock::now() - began);
    return run;
  }

  model::Run run_watched(DrivenSuite& side, const std::string& benchmark) {
    const auto patience = session_.patience(*plan_.suite, plan_.head_name);
    if (!is_counting_) return side.run(benchmark, length_, patience);
    ConcurrencyMeter meter(side.root_process());
    const auto began = Clock::now();
    model::Run run;
    do {  // once and again where the benchmark prescribes its own, short time
      run = side.run(benchmark, std::max(options_.shortest_turn, kCountingTurn), patience);
    } while (!run.benchmarks.front().failure && Clock::now() - began < kCountingTurn);
    threads_.push_back(meter.most());
    return run;
  }

  const LockstepPlan& plan_;
  const LockstepOptions& options_;
  LockstepSession& session_;
  Sides sides_;
  Turns base_turns_;
  Turns head_turns_;
  RunLength length_;
  std::uint32_t turns_ = 0;
  bool is_counting_ = false;
  std::vector<std::optional<double>> threads_{};  ///< that wanted to run, of either side
};

}  // namespace

struct LockstepRunner::Processes {
  const SuitePair* suite = nullptr;
  DrivenSuite base;
  DrivenSuite head;
  std::optional<int> cpu{};  ///< the core to run on, where one will do
  bool head_started_first = false;
  bool were_started_on_one_core = false;
  bool are_on_one_core = false;      ///< now
  std::set<std::string> measured{};  ///< head's names

  /// Both sides with all that they have started. What the system does not let us move, a server of
  /// another user, stays where it is; then everything else had better be anywhere, too.
  void run_on_one_core(bool wanted) {
    if (wanted == are_on_one_core || !cpu) return;
    are_on_one_core = wanted;
    if (wanted && move_both(std::array{*cpu})) return;
    are_on_one_core = false;
    if (move_both({}) && !wanted) return;
    cpu.reset();
  }

 private:
  bool move_both(std::span<const int> cpus) {
    const bool base_moved = move_processes(base.root_process(), cpus);
    const bool head_moved = move_processes(head.root_process(), cpus);
    return base_moved && head_moved;
  }
};

LockstepRunner::LockstepRunner(LockstepOptions options, LockstepSession& session)
    : options_(std::move(options)), session_(session) {}
LockstepRunner::~LockstepRunner() = default;

void LockstepRunner::end() {
  if (!processes_) return;
  processes_->base.end();
  processes_->head.end();
  processes_.reset();
}

bool LockstepRunner::is_at_hand(const LockstepPlan& plan) const {
  return processes_ && processes_->suite == plan.suite && processes_->base.is_running() &&
         processes_->head.is_running() && !processes_->measured.contains(plan.head_name) &&
         (!processes_->were_started_on_one_core || fits_one_core(plan).value_or(false));
}

/// Where other cores are measuring, on the core, with all that they will start; else anywhere: who
/// counts the cores there are when it starts must not find one, and keep to it.
bool LockstepRunner::start(const LockstepPlan& plan, LockstepOutcome& trouble) {
  const SuitePair& suite = *plan.suite;
  const bool on_one_core = fits_one_core(plan).value_or(false);
  const auto process = session_.next_start(suite);
  const bool head_starts = head_first(
      {.seed = options_.seed, .suite = suite.head.name, .benchmark = {}, .pair = process});
  DrivenOptions options{.process = process, .scratch_folder = options_.scratch_folder};
  if (on_one_core) options.cpus = {*options_.cpu};
  auto first = DrivenSuite::start(head_starts ? suite.head : suite.base, options);
  const bool first_runs = std::holds_alternative<DrivenSuite>(first);
  auto second =
      first_runs ? DrivenSuite::start(head_starts ? suite.base : suite.head, options) : NotDriven{};
  auto& base = head_starts ? second : first;
  auto& head = head_starts ? first : second;
  if (std::holds_alternative<DrivenSuite>(base) && std::holds_alternative<DrivenSuite>(head)) {
    session_.tell_was_driven(suite);
    processes_ =
        std::make_unique<Processes>(Processes{.suite = &suite,
                                              .base = std::move(std::get<DrivenSuite>(base)),
                                              .head = std::move(std::get<DrivenSuite>(head)),
                                              .cpu = options_.cpu,
                                              .head_started_first = head_starts,
                                              .were_started_on_one_core = on_one_core,
                                              .are_on_one_core = on_one_core});
    return true;
  }
  const auto& why = std::get<NotDriven>(first_runs ? second : first);
  const bool is_base = first_runs == head_starts;
  trouble.is_cut_short = why.reason == NotDriven::Reason::Interrupted;
  if (trouble.is_cut_short) return false;
  if (!session_.was_driven(suite)) {
    if (why.reason == NotDriven::Reason::LacksEnvironment) throw EnvironmentError(why.message);
    session_.tell_cannot_be_driven(suite);
    return false;
  }
  (is_base ? trouble.base : trouble.head).benchmarks.front().failure =
      model::Failure{.kind = model::Failure::Kind::Errored, .message = why.message};
  return false;
}

std::optional<bool> LockstepRunner::fits_one_core(const LockstepPlan& plan) const {
  const bool has_threads = std::max(formats::timed_by(plan.head_name).threads,
                                    formats::timed_by(plan.base_name).threads) > 1;
  if (has_threads || !options_.cpu) return false;
  return session_.fits_one_core(*plan.suite, plan.head_name);
}

std::optional<LockstepOutcome> LockstepRunner::run(const LockstepPlan& plan) {
  if (fits_one_core(plan).value_or(false)) {
    const std::shared_lock beside_others(session_.machine());
    return run_on_the_machine(plan);
  }
  const std::unique_lock alone(session_.machine());
  return run_on_the_machine(plan);
}

std::optional<LockstepOutcome> LockstepRunner::run_on_the_machine(const LockstepPlan& plan) {
  const auto began = Clock::now();
  if (options_.is_over && options_.is_over()) return LockstepOutcome{.is_cut_short = true};
  if (!session_.can_be_driven(*plan.suite)) {
    end();
    return std::nullopt;
  }
  if (!is_at_hand(plan)) {
    end();
    LockstepOutcome trouble{.began = began};
    trouble.base.benchmarks.push_back({.suite = plan.suite->base.name, .name = plan.base_name});
    trouble.head.benchmarks.push_back({.suite = plan.suite->head.name, .name = plan.head_name});
    if (!start(plan, trouble)) {
      if (!session_.can_be_driven(*plan.suite)) return std::nullopt;
      return trouble;
    }
  }
  processes_->measured.insert(plan.head_name);
  auto outcome = take_turns(plan);
  outcome.began = began;
  outcome.is_cut_short = interrupts_received() > 0;
  return outcome;
}

LockstepOutcome LockstepRunner::take_turns(const LockstepPlan& plan) {
  Round round(plan, options_, session_, {.base = processes_->base, .head = processes_->head});
  auto fits = fits_one_core(plan);
  if (!fits && processes_->cpu) {
    processes_->run_on_one_core(false);
    round.warm_up();  // what it sets up first says nothing about what it does then
    const bool fit = !round.have_failed() && round.warm_up_and_see_whether_one_core_does();
    if (!round.have_failed()) {
      fits = fit;
      session_.tell_fits_one_core(*plan.suite, plan.head_name, fit);
    }
  }
  if (!round.have_failed()) {
    processes_->run_on_one_core(fits.value_or(false));
    round.warm_up();
  }
  round.keep_turns(plan.stage == model::Stage::Confirming ? kConfirmingTurns : kScreeningTurns);
  return {.base = round.base(),
          .head = round.head(),
          .cpu = processes_->are_on_one_core ? processes_->cpu : std::nullopt,
          .head_started_first = processes_->head_started_first};
}

}  // namespace benchgate::measure
