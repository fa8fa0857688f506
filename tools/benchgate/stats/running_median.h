// Medians of the neighbourhood of each point of a series, and values held to within reach of them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace benchgate::stats {

/// [i]: the median of the points at most `reach` away from point i; at the ends of the series there
/// are fewer, and where that makes two middle values, the one nearer to point i. Values must be
/// finite. Linear in n * reach.
///
/// Why the median: it follows a step at once and without slope, and up to `reach` bad points in a
/// row leave it alone. Not the mean of two middle values: between two levels there is none. Tukey,
/// "Exploratory Data Analysis" (1977), chapter 7. Test values: SciPy 1.10 signal.medfilt away from
/// the ends; by hand.
[[nodiscard]] std::vector<double> running_median(std::span<const double> values, std::size_t reach);

/// `values`, each moved to the nearest point at most `distance` from its `centres`; of equal
/// length.
[[nodiscard]] std::vector<double> winsorised(std::span<const double> values,
                                             std::span<const double> centres, double distance);

}  // namespace benchgate::stats
