// The variance that means of a correlated series have: what a night that resembles the last one is
// worth.
#pragma once

#include <span>

namespace benchgate::stats {

/// n times the variance of the mean of n residuals: Newey & West, "A Simple, Positive
/// Semi-definite, Heteroskedasticity and Autocorrelation Consistent Covariance Matrix"
/// (Econometrica 55, 1987), Bartlett weights, floor(4 (n / 100)^(2/9)) + 1 lags (their "Automatic
/// Lag Selection", Review of Economic Studies 61, 1994). Residuals are taken as they are: not
/// centred again.
///
/// Never below the plain mean square: what looks like negative correlation is mostly what fitting
/// the levels left behind, and would make changes of noise. 0 for no residuals.
/// Test values: by hand; R 4.2 sandwich::NeweyWest's definition on a short series.
[[nodiscard]] double long_run_variance(std::span<const double> residuals);

}  // namespace benchgate::stats
