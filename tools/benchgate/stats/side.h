// On which side of a threshold does the centre of paired differences lie?
//
// For a bisection: "is this build like the good one, or like the bad one?" is the question whether
// its difference from the good one lies below or above half of what the bad one's is. Unlike a
// confirmation (confirmation.h), either answer is worth as much, and none is the cautious one.
#pragma once

#include <cstddef>
#include <span>

#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/types.h"

namespace benchgate::stats {

struct SideQuestion {
  double threshold;  ///< log scale
  Alpha alpha;       ///< of saying the wrong side, over all looks together
};

enum class Side {
  Undecided,  ///< neither was shown: more pairs, up to the next look, while there is one
  Below,
  Above,
};

/// The looks are those of a confirmation. Each rejects either side by the exact one-sided
/// signed-rank test of the differences less the threshold, at the level that is freed for it. The
/// two sides do not share alpha: whichever is true, only the other can be said wrongly.
///
/// Why not the interval of Hodges and Lehmann at plain alpha, look by look: five looks at 1 % are
/// wrong in more than 2 % of all cases. Why not Wald's ratio test (SPRT), which needs a third fewer
/// pairs: it takes the shape and the width of the noise as known.
/// Test values: exact p-values by hand; its error rate in tests/stats/side_test.cc.
[[nodiscard]] Side side_of(std::span<const double> differences, const SideQuestion& question,
                           NullDistributions& distributions);

}  // namespace benchgate::stats
