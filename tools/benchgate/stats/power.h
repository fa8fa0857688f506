// What an amount of data could have shown, and how much more would show it.
//
// Planning figures, good to some ten percent: they take the noise as known and the
// statistic as normal. They say "about 40 more pairs", they decide nothing.
#pragma once

#include <cstddef>
#include <optional>

#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// A one-sided test of "slower by more than `tolerated_effect`".
struct PowerQuestion {
  /// Standard deviation of ln(head) - ln(base) of one pair; in two-sample questions, of
  /// ln(value) within one side. Positive.
  double log_sd;
  Alpha alpha;
  /// The chance to see the effect when it is there, 0.8 for example.
  double power;
  /// The null hypothesis: 0.005 tests "worse by more than 0.5 %". From 0 on.
  double tolerated_effect = 0.0;
};

/// Pairs needed for the signed-rank test to see `effect` (0.05 is +5 %):
///   n = (pi / 3) * ((z_alpha + z_beta) * sd / (ln(1 + effect) - ln(1 + tolerated)))^2
/// rounded up, and never below what the exact test needs to reach alpha at all
/// (pairs_needed_for, signed_rank.h).
///
/// pi / 3 = 1.047 = 1 / 0.955 is the price of ranks against the t-test when the noise is
/// normal (Hodges & Lehmann, "The Efficiency of Some Nonparametric Competitors of the
/// t-Test", Ann. Math. Statist. 27, 1956); with the tails that timings have, ranks
/// need fewer pairs, not more. Nullopt when the effect does not exceed the tolerated
/// one, power is outside (alpha, 1), or sd is not positive; also beyond 1e9 pairs.
/// Test values: R 4.2 qnorm in the formula; a simulation of the test itself
/// (error_rate_test.cc).
[[nodiscard]] std::optional<std::size_t> pairs_needed(const PowerQuestion& question, double effect);

/// The reverse: the effect (as in 0.05) that `pairs` pairs show with the power asked for.
/// Nullopt where the exact test cannot reach alpha with that many pairs.
[[nodiscard]] std::optional<double> smallest_detectable_effect(const PowerQuestion& question,
                                                               std::size_t pairs);

/// The same for two independent samples and the rank-sum test: its efficiency is the
/// same 3 / pi, the variance of the shift sd^2 (1 / n + 1 / m).
[[nodiscard]] std::optional<double> smallest_detectable_effect(const PowerQuestion& question,
                                                               std::size_t base_samples,
                                                               std::size_t head_samples);

/// Samples needed on each side for the rank-sum test to see `effect`.
[[nodiscard]] std::optional<std::size_t> samples_needed_per_side(const PowerQuestion& question,
                                                                 double effect);

}  // namespace benchgate::stats
