// Looking at the data several times without paying for it in false alarms.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// How much of alpha may be spent when `fraction` (0 to 1) of the planned samples is in:
/// alpha * ln(1 + (e - 1) * fraction), the Pocock-type spending function of Lan & DeMets,
/// "Discrete Sequential Boundaries for Clinical Trials" (Biometrika 70, 1983, section 2).
///
/// Why not O'Brien-Fleming's: it spends next to nothing early, and early is where a
/// gate saves minutes on clear regressions. Fraction outside [0, 1]: nullopt.
/// Test values: the formula in R 4.2.
[[nodiscard]] std::optional<double> spent_alpha(Alpha alpha, double fraction);

/// The level of each look: what the spending function frees between it and the look
/// before. Fractions rise strictly within (0, 1]; anything else, or none: nullopt. Where
/// the last is 1 they add up to alpha, else to less.
///
/// The levels simply add up (union bound), so the guarantee needs no joint
/// distribution of the looks: it holds for exact rank tests and under any drift. Why
/// not the classical boundaries, which are a little larger: they assume that the
/// statistic is a Brownian motion, which a signed-rank test of 16 pairs is not.
[[nodiscard]] std::optional<std::vector<Alpha>> look_alphas(Alpha alpha,
                                                            std::span<const double> fractions);

/// When the data are looked at, and the level of that look.
struct Look {
  std::size_t pairs;
  Alpha level;
};

/// The looks at `pairs` pairs of those planned, which rise: each that was reached, and one more at
/// their end where there are more than the last that was reached and fewer than planned (measuring
/// was ended). Whoever may go on measuring asks with as many pairs as a look has.
[[nodiscard]] std::vector<Look> looks_reached(std::span<const std::size_t> planned,
                                              std::size_t pairs, Alpha alpha);

}  // namespace benchgate::stats
