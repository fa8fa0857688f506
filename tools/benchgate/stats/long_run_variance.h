// The variance that means of a correlated series have: what a night that resembles the last one is
// worth.
#pragma once

#include <cstddef>
#include <span>

namespace benchgate::stats {

/// n times the variance of the mean of n residuals: what is left of values after the mean was taken
/// off each stretch of them. `starts` are the first residuals of those stretches, in order; none
/// means one stretch. The largest of three answers:
///
/// - Newey & West, "A Simple, Positive Semi-definite, Heteroskedasticity and Autocorrelation
///   Consistent Covariance Matrix" (Econometrica 55, 1987): Bartlett weights, floor(4 (n /
///   100)^(2/9)) + 1 lags ("Automatic Lag Selection", Review of Economic Studies 61, 1994).
/// - That of an autoregression of order one, variance * (1 + r) / (1 - r), because a handful of
///   lags sees a third of what a series with r = .9 does (Andrews & Monahan, Econometrica 60,
///   1992). r is that of neighbours in one stretch. It comes out too small by (1 + 3 r) / n for
///   each mean that was taken off (Kendall, Biometrika 41, 1954), which is added, and is held to
///   1 - 1 / sqrt(points of a mean): a few points cannot tell a strong correlation from a stronger
///   one (Sul, Phillips & Choi, Oxford Bulletin of Economics and Statistics 67, 2005).
/// - The plain mean square: what looks like negative correlation is mostly what fitting the levels
///   left behind, and would make changes of noise.
///
/// Residuals are taken as they are: not centred again. 0 for no residuals.
/// Test values: by hand.
[[nodiscard]] double long_run_variance(std::span<const double> residuals,
                                       std::span<const std::size_t> starts = {});

}  // namespace benchgate::stats
