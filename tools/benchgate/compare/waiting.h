// What the wall-clock time of a duet can say, though both sides share a core: does one of them
// wait?
//
// Not how much slower that is: a suspicion to be measured in another way. Which clock a benchmark
// is judged by is model/judged_clock.h's business.
#pragma once

#include <optional>

#include "benchgate/model/run.h"
#include "benchgate/stats/null_distributions.h"

namespace benchgate::compare {

struct Waiting {
  /// By how much head waits longer an iteration than base, as a share of base's wall-clock time:
  /// median, negative where it waits less.
  double change = 0;
  bool has_changed = false;  ///< shown, and large
  bool both_wait = false;    ///< either side spends nearly all of its time without a core
};

/// A side's wall-clock time less its CPU time holds what it waits for and the other side's turns on
/// the core. Those are equally long on both sides, whichever is slower: while both run, each waits
/// for the other. So a difference is waiting for something else. Nothing for fewer than six pairs,
/// for anything but a duet, and where a clock is missing.
[[nodiscard]] std::optional<Waiting> waiting_in_duet(const model::Benchmark& base,
                                                     const model::Benchmark& head,
                                                     stats::NullDistributions& distributions);

}  // namespace benchgate::compare
