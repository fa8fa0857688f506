// The second stage of a paired comparison: is the suspicion true?
//
// A group-sequential test on pairs that were measured after the suspicion arose. Its error rate is
// that of all its looks together.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/types.h"

namespace benchgate::stats {

struct ConfirmationQuestion {
  Alternative direction = Alternative::Greater;  ///< Greater or Less
  double tolerated;  ///< log scale, positive: "moved that way by more than this"
  double margin;     ///< log scale, at least `tolerated`: what is not worth confirming lies below
  Alpha alpha;       ///< of all looks together
};

struct ConfirmationAnswer {
  enum class State {
    Continue,  ///< more pairs, up to the next look
    Shown,
    Futile,  ///< it is unlikely to come out any more, or the last look did not show it
  } state = State::Continue;
  /// Below alpha if and only if Shown: the smallest p of the looks, each times alpha / its level.
  /// Nothing before the first look.
  std::optional<double> adjusted_p;
};

/// 16, 32, 64, 128, 256 pairs.
[[nodiscard]] std::span<const std::size_t> confirmation_looks();

/// Takes the looks that `differences`, ln(head / base) in measuring order, have reached, one after
/// the other, until one decides. Where there are more than the last look reached (measuring was
/// ended), one more at their end. A look rejects by the exact one-sided signed-rank test of the
/// differences less what is tolerated, at the level that the spending function frees for it
/// (alpha_spending.h). It is futile when the estimate lies below what is tolerated and the
/// one-sided 95 % bound below a third of the way from there to the margin; stopping early for that
/// can only make false alarms rarer.
[[nodiscard]] ConfirmationAnswer confirm(std::span<const double> differences,
                                         const ConfirmationQuestion& question,
                                         NullDistributions& distributions);

}  // namespace benchgate::stats
