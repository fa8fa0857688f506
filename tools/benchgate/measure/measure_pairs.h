// Measures base and head against each other, pair by pair, in the order that a plan asks for.
//
// Duets run side by side, one on each usable core, and so do, after them, pairs in lockstep that
// one core is enough for; the rest runs alone on the machine. Knows nothing of statistics: which
// pair is next, and when it is enough, is the plan's business. Writes no file and prints nothing;
// the observer does.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/measure/run_suites.h"
#include "benchgate/measure/suite.h"
#include "benchgate/model/pair_order.h"
#include "benchgate/model/pairing.h"
#include "benchgate/model/run.h"

namespace benchgate::measure {

/// One suite on both sides, under one name.
struct SuitePair {
  SuiteToRun base{};
  SuiteToRun head{};
};

/// A benchmark that both sides have.
struct PairedBenchmark {
  std::size_t suite = 0;  ///< index into PairOptions::suites
  std::string base_name{};
  std::string head_name{};
  model::Pacing pacing = model::Pacing::Duet;
};

using model::kTracks;
using model::PairOrder;
using model::Track;
using model::track_of;

/// What the plan is asked.
struct PairRequest {
  Track track = Track::Duets;
  Seconds elapsed{0};  ///< since measuring began
  /// Could a pair of this benchmark begin at once, in processes that are there? Where it does not
  /// matter, such a one is the better choice: a server takes longer to start than a pair takes.
  std::function<bool(std::size_t benchmark)> is_at_hand{};
};

/// What came of it. A benchmark that failed on a side has a Failure there; no more pairs of it
/// are to be asked for.
struct MeasuredPair {
  model::Benchmark base{};
  model::Benchmark head{};
  Seconds wall_time{0};
  /// ChildResult::asleep_share() of the sides; nothing in lockstep, and where nobody can tell.
  std::optional<double> base_asleep{};
  std::optional<double> head_asleep{};
};

/// Called from one thread at a time.
class PairPlan {
 public:
  virtual ~PairPlan() = default;
  /// The next pair, or nothing where none is wanted in this track now. Asked again after every
  /// pair that came in.
  virtual std::optional<PairOrder> next(const PairRequest& request) = 0;
  virtual void take(const PairOrder& order, const MeasuredPair& pair) = 0;
};

struct PairOptions {
  std::vector<SuitePair> suites{};
  std::vector<PairedBenchmark> benchmarks{};
  /// What the sides run and do not share: the pages of these files are given new places in memory
  /// again and again (placement.h).
  std::vector<std::filesystem::path> files_to_place{};
  std::vector<int> cpus{};  ///< to measure on, one pair on each at a time; from usable_cpus()
  std::uint64_t seed = 0;   ///< random seed for the order of base and head
  std::optional<model::Shard> shard{};  ///< that the benchmarks are; recorded on both sides
  /// How long to wait for the first row of a benchmark whose suite has no time_limit; nothing: as
  /// long as its suite's row_time_limit. Later ones are judged by what it took (patience.h). Two
  /// that share a core have twice as long.
  std::optional<Seconds> first_patience{};
  Seconds checkpoint_interval{5};
  std::filesystem::path scratch_folder{};
};

struct PairProgress {
  std::string benchmark{};  ///< head's name of the last pair; empty: none yet
  std::size_t pairs = 0;    ///< measured so far
  Seconds elapsed{0};
};

struct PairObserver {
  std::function<void(const PairProgress&)> on_progress{};
  /// The two runs so far.
  std::function<void(const model::Run& base, const model::Run& head)> on_checkpoint{};
};

struct PairResult {
  model::Run base{};  ///< with their Session, Pairs in every benchmark, and diagnostics
  model::Run head{};
  bool interrupted = false;  ///< both runs have a Problem "interrupted"
};

/// Measures until the plan asks for nothing more, in any track, or ^C. A benchmark of which the
/// plan took no pair has a Failure on both sides. Throws as run_suites().
[[nodiscard]] PairResult measure_pairs(const PairOptions& options, PairPlan& plan,
                                       const PairObserver& observer);

/// The CPUs that this process may run on and pin children to, one hardware thread of each core, in
/// ascending order; or those that BENCHGATE_CPUS names. Empty where the system refuses to pin (a
/// container, another system than Linux).
[[nodiscard]] std::vector<int> usable_cpus();

/// How to measure the benchmark of this name. Wall-clock time or several threads
/// (formats::timed_by): Lockstep. Else Duet, or InTurn if processes cannot be pinned (`can_pin`
/// false).
[[nodiscard]] model::Pacing pacing_for(std::string_view benchmark, bool can_pin);

}  // namespace benchgate::measure
