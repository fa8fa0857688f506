// Median, quantiles and standard deviations.
//
// Descriptions of a sample, without a claim about what it was drawn from: intervals
// are in median_interval.h.
#pragma once

#include <optional>
#include <span>

#include "benchgate/stats/sorted_sample.h"

namespace benchgate::stats {

/// The middle value, or the mean of the two middle ones. Empty sample: nullopt.
///
/// Why not the mean: one descheduled repetition moves a mean as far as it likes, and
/// timings are skewed to the right; half of the sample must be wrong before the median
/// is. Why not the minimum: it drops with every further repetition, so two runs of
/// different length cannot be compared by it.
/// Test values: NumPy 1.24 numpy.median.
[[nodiscard]] std::optional<double> median(const SortedSample& sample);

/// The value below which the given fraction (0 to 1) of the sample lies, type 7 of
/// Hyndman & Fan, "Sample Quantiles in Statistical Packages" (The American Statistician
/// 50, 1996, section 2): linear between order statistics at (n - 1) * fraction.
/// Empty sample or a fraction outside [0, 1]: nullopt.
///
/// Why type 7: it is what R, NumPy and spreadsheets give by default, so a reader can
/// check our p99, and it never leaves the range of the sample. Type 8 is closer to
/// median-unbiased, but by less than one order statistic. With fewer than
/// 1 / (1 - fraction) values any p99 is little more than the maximum: whether to show
/// it is for the caller to decide.
/// Test values: R 4.2 quantile(x, p, type = 7).
[[nodiscard]] std::optional<double> quantile(const SortedSample& sample, double fraction);

/// The median of the distances to the median. Empty sample: nullopt; 0 when more than
/// half of the values are equal. Test values: R 4.2 mad(x, constant = 1).
[[nodiscard]] std::optional<double> median_absolute_deviation(const SortedSample& sample);

/// A standard deviation that outliers do not move: 1.4826 * MAD, which estimates the
/// standard deviation when the bulk of the sample is normal.
///
/// 1.4826 = 1 / quantile(normal, 0.75); Hampel, "The Influence Curve and its Role in
/// Robust Estimation" (JASA 69, 1974, section 5). No small-sample correction: below ten
/// values it is some 10 to 20 % too small. Fewer than two values: nullopt.
/// Test values: R 4.2 mad(x), whose constant is the same 1.4826.
[[nodiscard]] std::optional<double> robust_standard_deviation(const SortedSample& sample);

/// The square root of the unbiased variance (n - 1). Fewer than two values: nullopt.
///
/// For few values without outliers, where the robust one is too small; both passes are over the
/// values as they are, so that a large mean costs no digits.
/// Test values: Python 3.11 statistics.stdev.
[[nodiscard]] std::optional<double> standard_deviation(std::span<const double> values);

}  // namespace benchgate::stats
