// Many tests at once: the chance of one false alarm among all of them.
//
// A pull request is one decision over many benchmarks and metrics, and the error rate
// belongs to it. All tests of the decision go in one call, whatever they concluded.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// Holm's step-down adjusted p-values, in the order of the input: compare each with
/// alpha (rejects(), types.h) and the chance of any false alarm stays below alpha,
/// whatever the dependence between the tests.
///
/// Why not Bonferroni: Holm rejects everything that Bonferroni does and more, at the
/// same guarantee. Why not Benjamini-Hochberg: it bounds the share of false alarms
/// among the alarms, so a change that does nothing may still fail. Why not Hochberg:
/// it needs independence or a certain positive dependence, and who knows how benchmarks of
/// one machine depend on each other.
/// Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (Scandinavian
/// Journal of Statistics 6, 1979, section 3). p-values must lie in [0, 1].
/// Test values: R 4.2 p.adjust(p, "holm").
[[nodiscard]] std::vector<double> holm_adjusted(std::span<const double> p_values);

/// The share of `family` that each of `tests` tests may spend, which are all made at that level:
/// family / tests (Bonferroni's inequality). tests = 0 counts as 1.
[[nodiscard]] Alpha bonferroni_alpha(Alpha family, std::size_t tests);

/// The level each of `intervals` intervals needs so that all of them together cover
/// with the level given: 1 - (1 - level) / intervals (Bonferroni's inequality).
///
/// Why not Holm: its step-down rejections have no intervals of the usual form. These are
/// therefore a little wider than the adjusted p-values suggest, never narrower.
/// intervals = 0 counts as 1.
[[nodiscard]] ConfidenceLevel bonferroni_level(ConfidenceLevel level, std::size_t intervals);

}  // namespace benchgate::stats
