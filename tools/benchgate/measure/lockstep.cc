#include "benchgate/measure/lockstep.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>
#include <variant>

#include "benchgate/base/error.h"
#include "benchgate/measure/coin.h"
#include "benchgate/measure/driven_suite.h"
#include "benchgate/measure/fixed_iterations.h"
#include "benchgate/measure/interrupt.h"
#include "benchgate/measure/run_accumulator.h"

namespace benchgate::measure {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kTurns = 8;

Seconds turn_length(const SuitePair& suite, Seconds shortest) {
  return std::max(shortest, suite.head.min_time.value_or(Seconds{0}) / kTurns);
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

}  // namespace

struct LockstepRunner::Processes {
  const SuitePair* suite = nullptr;
  DrivenSuite base;
  DrivenSuite head;
  std::set<std::string> measured{};  ///< head's names
};

LockstepRunner::LockstepRunner(LockstepOptions options) : options_(std::move(options)) {}
LockstepRunner::~LockstepRunner() = default;

void LockstepRunner::end() {
  if (!processes_) return;
  processes_->base.end();
  processes_->head.end();
  processes_.reset();
}

bool LockstepRunner::start(const SuitePair& suite, Known& known, LockstepOutcome& trouble) {
  const bool head_starts = head_first(
      {.seed = options_.seed, .suite = suite.head.name, .benchmark = {}, .pair = known.starts});
  const DrivenOptions options{.process = known.starts++, .scratch_folder = options_.scratch_folder};
  auto first = DrivenSuite::start(head_starts ? suite.head : suite.base, options);
  const bool first_runs = std::holds_alternative<DrivenSuite>(first);
  auto second =
      first_runs ? DrivenSuite::start(head_starts ? suite.base : suite.head, options) : NotDriven{};
  auto& base = head_starts ? second : first;
  auto& head = head_starts ? first : second;
  if (std::holds_alternative<DrivenSuite>(base) && std::holds_alternative<DrivenSuite>(head)) {
    known.was_driven = true;
    processes_ =
        std::make_unique<Processes>(Processes{.suite = &suite,
                                              .base = std::move(std::get<DrivenSuite>(base)),
                                              .head = std::move(std::get<DrivenSuite>(head))});
    return true;
  }
  const auto& why = std::get<NotDriven>(first_runs ? second : first);
  const bool is_base = first_runs == head_starts;
  trouble.is_cut_short = why.reason == NotDriven::Reason::Interrupted;
  if (trouble.is_cut_short) return false;
  if (!known.was_driven) {
    if (why.reason == NotDriven::Reason::LacksEnvironment) throw EnvironmentError(why.message);
    known.can_be_driven = false;
    return false;
  }
  (is_base ? trouble.base : trouble.head).benchmarks.front().failure =
      model::Failure{.kind = model::Failure::Kind::Errored, .message = why.message};
  return false;
}

std::optional<LockstepOutcome> LockstepRunner::run(const LockstepPlan& plan) {
  Known& known = known_[plan.suite];
  if (!known.can_be_driven) {
    end();
    return std::nullopt;
  }
  const bool is_fresh = processes_ && processes_->suite == plan.suite &&
                        processes_->base.is_running() && processes_->head.is_running() &&
                        !processes_->measured.contains(plan.head_name);
  if (!is_fresh) {
    end();
    LockstepOutcome trouble;
    trouble.base.benchmarks.push_back({.suite = plan.suite->base.name, .name = plan.base_name});
    trouble.head.benchmarks.push_back({.suite = plan.suite->head.name, .name = plan.head_name});
    if (!start(*plan.suite, known, trouble)) {
      if (!known.can_be_driven) return std::nullopt;
      return trouble;
    }
  }
  processes_->measured.insert(plan.head_name);
  auto outcome = take_turns(plan);
  outcome.is_cut_short = interrupts_received() > 0;
  return outcome;
}

LockstepOutcome LockstepRunner::take_turns(const LockstepPlan& plan) {
  DrivenSuite& base = processes_->base;
  DrivenSuite& head = processes_->head;
  Turns base_turns(plan.suite->base, plan.pair);
  Turns head_turns(plan.suite->head, plan.pair);
  const Seconds min_time = turn_length(*plan.suite, options_.shortest_turn);
  RunLength length = min_time;
  const auto began = Clock::now();
  for (int turn = 0; turn <= kTurns; ++turn) {
    const bool starts_with_head = head_first({.seed = options_.seed,
                                              .suite = plan.suite->head.name,
                                              .benchmark = plan.head_name,
                                              .pair = plan.pair,
                                              .turn = static_cast<std::uint32_t>(turn)});
    model::Run head_run;
    if (starts_with_head) head_run = head.run(plan.head_name, length);
    const model::Run base_run = base.run(plan.base_name, length);
    if (!starts_with_head) head_run = head.run(plan.head_name, length);
    if (turn == 0) {
      base_turns.add_trouble_of(base_run);
      head_turns.add_trouble_of(head_run);
      const auto iterations =
          base.has_fixed_iterations() && head.has_fixed_iterations()
              ? fixed_iterations({.base = base_run, .head = head_run, .min_time = min_time})
              : std::nullopt;
      if (iterations) length = Iterations{*iterations};
    } else {
      base_turns.add(base_run);
      head_turns.add(head_run);
    }
    const bool is_enough = turn > 0 && Clock::now() - began > options_.long_enough;
    if (is_enough || base_turns.have_failed() || head_turns.have_failed()) break;
  }
  return {.base = base_turns.run(), .head = head_turns.run()};
}

}  // namespace benchgate::measure
