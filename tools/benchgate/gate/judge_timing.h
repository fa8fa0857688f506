// The verdict on one timing metric that was measured apart.
//
// Pure: a row with its rule and what is known about the family in, a verdict with its reason out.
#pragma once

#include <cstddef>
#include <optional>

#include "benchgate/compare/comparison.h"
#include "benchgate/gate/policy.h"
#include "benchgate/gate/verdict.h"

namespace benchgate::gate {

/// Settings that a row's verdict depends on.
struct TimingQuestion {
  const compare::Row& row;
  const AppliedRule& rule;
  double family_alpha = 0.01;
  std::size_t family_size = 1;
  double p_worse = 1;         ///< adjusted over the family; 1 where it cannot be computed
  double p_better = 1;        ///< likewise
  double noise_floor = 0;     ///< what separate runs differ by anyway, as a fraction
  double decisive_floor = 0;  ///< a move beyond it counts without a test; at least noise_floor
  bool same_machine_class = true;
};

struct TimingAnswer {
  Verdict verdict = Verdict::Inconclusive;
  Reason reason = Reason::NotShown;
  std::optional<double> adjusted_p;
  std::optional<double> detectable;
  std::optional<std::size_t> samples_needed;
};

/// - regressed (improved): shown at the family's level, at or beyond the limit, and beyond what
///   separate runs differ by anyway;
/// - unchanged: the 90 % interval, which is two one-sided 95 % bounds, lies within the limit
///   (two one-sided tests: Schuirmann, J. Pharmacokinet. Biopharm. 15, 1987), or the
///   change is smaller than the rule's absolute floor;
/// - values without a ratio (zero or negative): regressed or improved where their ranks show it at
///   the family's level, unchanged where all are the same;
/// - too few samples for the test, whatever their values: a row is regressed (improved) where all
/// of
///   head lies beyond all of base and the move is beyond decisive_floor;
/// - inconclusive: everything else, with how many samples a side would settle it.
[[nodiscard]] TimingAnswer judge_timing(const TimingQuestion& question);

/// The verdict on a benchmark's real_time that rose while its cpu_time did not
/// (Row::is_second_clock): WallTimeAlone, or nothing where it is within what separate runs differ
/// by. Never a regression: measured apart, a busy machine looks the same.
[[nodiscard]] std::optional<TimingAnswer> judge_second_clock(const TimingQuestion& question);

/// The p-value, unadjusted, that the metric became worse or better, by its direction.
[[nodiscard]] std::optional<double> p_worse(const compare::Row& row);
[[nodiscard]] std::optional<double> p_better(const compare::Row& row);

}  // namespace benchgate::gate
