// Showing that nothing changed.
//
// "Not significant" is not "unchanged": it also comes from too little data. Unchanged
// is shown by two one-sided tests (TOST): the change is less than +limit, and more than
// -limit. Schuirmann, "A Comparison of the Two One-Sided Tests Procedure and the Power
// Approach" (Journal of Pharmacokinetics and Biopharmaceutics 15, 1987). Each of the two
// is made at plain alpha, for both must succeed (Berger & Hsu, "Bioequivalence Trials,
// Intersection-Union Tests and Equivalence Confidence Sets", Statistical Science 11,
// 1996, section 2); hence the interval to look at has level 1 - 2 alpha.
#pragma once

#include "benchgate/stats/types.h"

namespace benchgate::stats {

/// How far a ratio may move and still count as unchanged, on the log scale.
class EquivalenceLimit {
 public:
  /// 0.05: a ratio between 1 / 1.05 and 1.05. The same distance both ways on the log
  /// scale, so that swapping base and head does not change the answer (0.95 to 1.05
  /// would). Throws std::domain_error unless positive and finite.
  [[nodiscard]] static EquivalenceLimit from_effect(double effect);

  /// ln(1 + effect).
  [[nodiscard]] double log_limit() const { return log_limit_; }

 private:
  explicit EquivalenceLimit(double log_limit) : log_limit_(log_limit) {}
  double log_limit_;
};

/// The level of the two-sided interval whose bounds are one-sided bounds at alpha:
/// 0.05 -> 0.90. Nullopt from alpha 0.5 on, where no such interval exists.
[[nodiscard]] std::optional<ConfidenceLevel> two_one_sided_level(Alpha alpha);

/// Whether the whole interval of ln(head / base) lies strictly inside -limit .. +limit.
/// A bound on the limit itself shows nothing, as p = alpha rejects nothing.
[[nodiscard]] bool is_equivalent(const Interval& log_ratio, EquivalenceLimit limit);

/// Whether head is shown not to exceed base by the limit: the upper bound is strictly
/// below it. One half of TOST, for "no benchmark is slower by 5 % or more", where
/// faster is welcome. (Higher is better: pass the interval negated.)
[[nodiscard]] bool is_below_limit(const Interval& log_ratio, EquivalenceLimit limit);

}  // namespace benchgate::stats
