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

/// How many pairs there are when the question is asked: 6, 8, 10, ... 20, 24, ... 64.
[[nodiscard]] std::span<const std::size_t> screening_looks();

/// Asked of ln(head / base), a value a pair. From the estimate of Hodges and Lehmann and its 95 %
/// interval, from whose width follows the standard error. Fewer than 6 differences: Continue.
///
/// Cleared, if all of this holds:
/// - what was seen is e^2.8 = 16 times likelier where nothing changed than where something changed
///   by the margin, either way: at e^2 benchmarks that changed by it are called unchanged too
///   often;
/// - the estimate lies from nothing by no more than three quarters of what is tolerated and a third
///   of the interval's half width;
/// - large differences (sign_test.h) do not point one way: p > 1/8, and before 20 pairs not more of
///   them that way than the other;
/// - before 16 pairs: the interval lies within half the margin. More pairs of a quiet benchmark
///   cost little, and there half the margin is worth finding.
///
/// Suspect: the interval lies beyond what is tolerated, or five large differences point one way and
/// none the other (p <= 0.05).
[[nodiscard]] ScreeningState screen(std::span<const double> differences,
                                    const ScreeningQuestion& question,
                                    NullDistributions& distributions);

enum class Suspicion { None, Increase, Decrease };

/// What is left when screening has ended, for whatever reason: none where it was cleared or is too
/// short to say; else the direction in which the estimate lies beyond what is tolerated, else that
/// in which large differences point.
[[nodiscard]] Suspicion suspicion(std::span<const double> differences,
                                  const ScreeningQuestion& question,
                                  NullDistributions& distributions);

}  // namespace benchgate::stats
