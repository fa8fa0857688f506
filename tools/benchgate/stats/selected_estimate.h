// The size of an effect that is reported because it was shown.
//
// A test lets through what looks large. The plain estimate of what it let through is too large
// therefore ("winner's curse"), and its interval misses the truth more often than it says: near
// the threshold of the test, in more than half of all cases.
#pragma once

#include "benchgate/stats/types.h"

namespace benchgate::stats {

struct SelectedEffect {
  double estimate;        ///< normal, on the log scale, positive the way that was tested
  double standard_error;  ///< of it; positive
  double threshold;       ///< it is known only because it exceeded this; below `estimate`
  double tolerated;       ///< what the test has shown it to exceed
};

/// The estimate and the lower bound given that the estimate exceeded the threshold: the truths
/// under which an estimate that large has an even chance, or that of the level's one tail, among
/// all that exceed the threshold (Weinstein, Fithian & Benjamini, "Selection Adjusted Confidence
/// Intervals With More Power to Determine the Sign", JASA 108, 2013, section 2, for one side). Far
/// above the threshold they are the plain ones. Neither goes below `tolerated`, which the test has
/// ruled out. The upper bound is the plain one: selection makes it more careful than it says, and
/// just above the threshold the conditional one would leave no interval.
///
/// Why not pairs that are measured after the decision: they cost as much time again.
/// Test values: R 4.2 uniroot over pnorm.
[[nodiscard]] Estimate selected_estimate(const SelectedEffect& effect, ConfidenceLevel level);

}  // namespace benchgate::stats
