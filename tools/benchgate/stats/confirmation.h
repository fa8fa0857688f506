// The second stage of a paired comparison: is the suspicion true?
//
// A group-sequential test on pairs that were measured after the suspicion arose. Its error rate is
// that of all its looks, and of both its tests, together.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/sign_test.h"
#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// The share of every look's level that the test of the tail gets; the test of the shift gets the
/// rest. A slowdown of all pairs then needs hardly more of them (docs/accuracy.md).
inline constexpr double kTailShare = 0.2;

struct ConfirmationQuestion {
  Alternative direction = Alternative::Greater;  ///< Greater or Less
  double tolerated;  ///< log scale, positive: "moved that way by more than this"
  double margin;     ///< log scale, at least `tolerated`: what is not worth confirming lies below
  Alpha alpha;       ///< of all looks together
  /// 0: only a shift of all pairs counts.
  double tail_share = kTailShare;
  /// Measuring has ended, for a reason that is not in the differences (the clock): all of alpha
  /// that the looks have left is spent on the pairs that are there.
  bool has_ended = false;
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
  /// Where Shown: how many pairs that look had, and the level of the test that showed it.
  std::size_t pairs = 0;
  std::optional<Alpha> level;
  /// Set where it was shown by the tail alone: some pairs moved, by more than the threshold.
  std::optional<LargeDifferences> tail;
};

/// The planned looks at 16, 32, 64, 128 and 256 pairs.
[[nodiscard]] std::span<const std::size_t> confirmation_looks();

/// The looks of a test at `alpha`: the planned ones, but for the first. That comes later where 16
/// pairs could show nothing: as soon as the level allows for one small difference that points the
/// wrong way.
[[nodiscard]] std::vector<std::size_t> confirmation_looks(Alpha alpha);

/// Takes the looks that `differences`, ln(head / base) in measuring order, have reached, one after
/// the other, until one decides; and where measuring has ended, one at what is there. A look
/// rejects, at the level that the spending function frees for it (alpha_spending.h), by
/// - the exact one-sided signed-rank test of the differences less what is tolerated, or
/// - the exact sign test of those of them that are large (sign_test.h).
/// It is futile when the estimate lies below what is tolerated, the one-sided 95 % bound below a
/// third of the way from there to the margin, and the large differences do not point that way;
/// stopping early for that can only make false alarms rarer.
[[nodiscard]] ConfirmationAnswer confirm(std::span<const double> differences,
                                         const ConfirmationQuestion& question,
                                         NullDistributions& distributions);

}  // namespace benchgate::stats
