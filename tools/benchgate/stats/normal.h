// The standard normal distribution, as far as this layer needs it.
//
// Boost.Math behind a narrow door: its headers are slow to compile.
#pragma once

namespace benchgate::stats {

/// P(Z <= z).
[[nodiscard]] double normal_cdf(double z);

/// The z with P(Z > z) = tail; tail in (0, 1). 1.959964 for 0.025.
[[nodiscard]] double normal_upper_quantile(double tail);

}  // namespace benchgate::stats
