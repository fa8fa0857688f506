// Pairs in lockstep: both sides' processes stay, and measure short repetitions in turn.
//
// For benchmarks judged by wall-clock time or with several threads: two of them cannot run at the
// same moment on one core. Turns of about ten milliseconds expose both sides to the same noise.
//
// If a benchmark is a client and a server that wait for each other, most of its noise comes from
// where the system puts the two: waking a process on another core takes longer, and how much longer
// changes all the time. So both sides run on one and the same core with everything they started,
// unless one of them keeps more than one core busy. How many cores they keep busy is
// measured before the first pair of a benchmark, and holds for all of its pairs.
//
// A process pair gives at most one pair of each benchmark, since memory layout and machine state
// persist through a process and two pairs of it would not be independent. So a suite whose server
// takes seconds to start is started once for all of its benchmarks, and not once for each. The
// first turn warms up and is not kept. A runner has the processes of one suite at a time; others on
// its core would disturb them.
//
// Runners measure side by side, one on each core. A benchmark that needs several cores, and the
// check whether it does, has the machine alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "benchgate/measure/lockstep_session.h"
#include "benchgate/measure/measure_pairs.h"
#include "benchgate/model/pairing.h"
#include "benchgate/model/run.h"

namespace benchgate::measure {

struct LockstepOptions {
  std::filesystem::path scratch_folder{};
  std::uint64_t seed = 0;       ///< random seed for the order of base and head
  std::optional<int> cpu{};     ///< to run on, where one will do; nothing: wherever it may
  Seconds shortest_turn{0.01};  ///< a tenth of min_time, but not less
  /// A pair of a long benchmark has fewer turns: what is under way after so long is the last.
  Seconds long_enough{2};
  std::function<bool()> is_over{};  ///< asked before a pair begins: nobody wants it any more
};

struct LockstepPlan {
  const SuitePair* suite = nullptr;
  std::string base_name{};
  std::string head_name{};
  std::uint32_t pair = 0;  ///< of the benchmark, from 0
  model::Stage stage = model::Stage::Screening;
};

/// Runs of one benchmark each, with a sample per turn or a Failure.
struct LockstepOutcome {
  model::Run base{};
  model::Run head{};
  std::optional<int> cpu{};         ///< that both sides ran on, with all that they had started
  bool head_started_first = false;  ///< its process; who begins a turn is drawn anew each time
  bool is_cut_short = false;        ///< by ^C, or nobody wanted it: neither side counts
  /// When it had the machine, for which it may have waited.
  std::chrono::steady_clock::time_point began{};
};

class LockstepRunner {
 public:
  /// `session` must outlive it.
  LockstepRunner(LockstepOptions options, LockstepSession& session);
  ~LockstepRunner();
  LockstepRunner(const LockstepRunner&) = delete;
  LockstepRunner& operator=(const LockstepRunner&) = delete;

  /// Nothing where a side of the suite is not linked with bench_main, or could not be started the
  /// first time. Throws as Child does, and EnvironmentError where the suite lacks something.
  [[nodiscard]] std::optional<LockstepOutcome> run(const LockstepPlan& plan);

  /// Are there processes for a pair of this benchmark, so that none need be started for it?
  [[nodiscard]] bool is_at_hand(const LockstepPlan& plan) const;

  /// Ends the processes that there are; the next pair has new ones.
  void end();

 private:
  struct Processes;

  /// Does one core do? Nothing: that is to be found out.
  [[nodiscard]] std::optional<bool> fits_one_core(const LockstepPlan& plan) const;
  [[nodiscard]] std::optional<LockstepOutcome> run_on_the_machine(const LockstepPlan& plan);
  bool start(const LockstepPlan& plan, LockstepOutcome& trouble);
  LockstepOutcome take_turns(const LockstepPlan& plan);

  LockstepOptions options_;
  LockstepSession& session_;
  std::unique_ptr<Processes> processes_;
};

}  // namespace benchgate::measure
