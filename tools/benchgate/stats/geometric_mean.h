// The geometric mean: the average of ratios.
#pragma once

#include <optional>
#include <span>

namespace benchgate::stats {

/// exp(mean(ln x)). Nullopt for an empty span or when any value is zero or negative:
/// one zero would drag the whole mean to zero, and leaving it out quietly would
/// average another set of benchmarks than the one shown.
///
/// Why not the arithmetic mean: of ratios it depends on which side is called base
/// (twice as fast and twice as slow would average to +25 %). Fleming & Wallace, "How Not
/// to Lie with Statistics" (CACM 29(3), 1986). It is a headline, not a verdict:
/// improvements hide regressions in it.
/// Values must be finite. Test values: SciPy 1.10 scipy.stats.gmean, benchstat's tables.
[[nodiscard]] std::optional<double> geometric_mean(std::span<const double> values);

}  // namespace benchgate::stats
