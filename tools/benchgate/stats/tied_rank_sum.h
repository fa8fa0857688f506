// The exact rank-sum distribution of one particular set of tied ranks.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "benchgate/stats/tails.h"

namespace benchgate::stats {

/// The sum of `chosen` scores drawn without replacement from `scores` (ascending, mid-ranks
/// doubled so that they are whole numbers), every choice equally likely: the permutation
/// distribution given the ties.
///
/// Why not the normal approximation with tie correction: with ties its tail is off by
/// factors for ten samples a side, the usual size. Why not the untied distribution: wrong
/// as soon as a timer's resolution shows.
/// Dynamic programming over scores, pruned to sums that can still reach the observed
/// tail: Pagano & Tritchler, "On Obtaining Permutation Distributions in Polynomial Time"
/// (JASA 78, 1983), who use the characteristic function for what is summed directly here.
/// Nullopt beyond kTiedExactCost = scores * chosen * range, about 26 and 26 samples, 10
/// and 95, 4 and 248: at most some 50 microseconds.
/// Test values: R exactRankTests 0.8-35 wilcox.exact; full enumeration in Python.
[[nodiscard]] std::optional<Tails> tied_rank_sum_tails(std::span<const std::int64_t> scores,
                                                       std::size_t chosen, std::int64_t observed);

inline constexpr double kTiedExactCost = 1e6;

}  // namespace benchgate::stats
