// The first stage of a paired comparison: which of many benchmarks deserve a second look?
//
// A sequential decision on pairs that are later thrown away as evidence: a suspicion is confirmed
// on fresh pairs only (confirmation.h). So nothing here can cost a false alarm, however greedy the
// rules are: a wrong suspicion costs time, a wrong clearance power. Both are measured by
// tests/accuracy.
#pragma once

#include <cstddef>
#include <span>

#include "benchgate/stats/null_distributions.h"

namespace benchgate::stats {

/// On the log scale, both positive, margin >= tolerated.
struct ScreeningQuestion {
  double tolerated;  ///< what may have moved either way without being of interest
  double margin;     ///< what is shown to lie within it, either way, has not changed
};

enum class ScreeningState {
  Continue,  ///< more pairs
  Cleared,   ///< shown to lie within the margin, and nothing points beyond what is tolerated
  Suspect,   ///< points beyond what is tolerated
};

/// How many pairs there are when the question is asked: 6, 8, 10, 12, 16, ... 64.
[[nodiscard]] std::span<const std::size_t> screening_looks();

/// Asked of ln(head / base), a value a pair. From the 95 % interval of Hodges and Lehmann. Cleared:
/// it lies within the margin, and the estimate from nothing by no more than three quarters of what
/// is tolerated and a third of the interval's half width. Suspect: it lies beyond what is
/// tolerated. Fewer than 6 differences: Continue.
[[nodiscard]] ScreeningState screen(std::span<const double> differences,
                                    const ScreeningQuestion& question,
                                    NullDistributions& distributions);

enum class Suspicion { None, Increase, Decrease };

/// What is left when screening has ended, for whatever reason: none where it was cleared or is too
/// short to say; else the direction in which the estimate lies beyond what is tolerated.
[[nodiscard]] Suspicion suspicion(std::span<const double> differences,
                                  const ScreeningQuestion& question,
                                  NullDistributions& distributions);

}  // namespace benchgate::stats
