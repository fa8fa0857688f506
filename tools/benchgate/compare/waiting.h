// What the wall-clock time of a duet can say, though both sides share a core: does one of them
// wait?
//
// Not how much slower that is: a suspicion to be measured in another way. Which clock a benchmark
// is judged by is model/judged_clock.h's business.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "benchgate/model/run.h"
#include "benchgate/stats/null_distributions.h"

namespace benchgate::compare {

/// The diagnostic of head's run that a duet of this benchmark showed that a side waits, and that
/// there was no time left to measure it by wall-clock time.
inline constexpr std::string_view kWallTimeNotMeasured = "wall-time-not-measured";

struct Waiting {
  enum class Change { None, Longer, Shorter };

  Change change = Change::None;  ///< of what head waits an iteration: shown, and large
  bool both_wait = false;        ///< either side spends nearly all of its time without a core
  bool operator==(const Waiting&) const = default;
};

/// A side's wall-clock time less its CPU time holds what it waits for and the other side's turns on
/// the core. Where both run equally many iterations, those turns are equally long on both sides,
/// whichever is slower; where both run for equally long, they are an equal share. So it is waiting
/// for something else where the time without a core differs *and* its share does: by a fifth of
/// base's wall-clock time, and by the ratio at which the clocks have parted (judged_clock.h), with
/// their whole 95 % intervals. Other load takes time from both sides alike and changes neither.
///
/// Nothing where neither side is seen to wait, for fewer than three pairs (six for a change), for
/// anything but a duet, and where a clock is missing.
[[nodiscard]] std::optional<Waiting> waiting_in_duet(const model::Benchmark& base,
                                                     const model::Benchmark& head,
                                                     stats::NullDistributions& distributions);

/// Shares of a process' life in which its first thread neither ran nor wanted to, a value a pair.
/// Empty where nobody can tell.
struct Sleep {
  std::span<const double> base;
  std::span<const double> head;
};

/// Did the processes sleep where `waiting` says so? On a machine with six processes for each core
/// CPU time came to 2 to 13 % of wall-clock time in benchmarks that only compute, but they slept
/// for less than 3 % of their lives; with a sleep or an asynchronous task it was 60 % and more.
/// True where nobody can tell.
[[nodiscard]] bool slept(const Waiting& waiting, const Sleep& sleep);

}  // namespace benchgate::compare
