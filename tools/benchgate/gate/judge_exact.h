// The verdict on one exact metric: a count that must not move (allocations, rows, bytes, plan).
//
// A count is exact only where it is: where all samples of a side are the same. There no statistics
// are needed: zero variance leaves z-scores and tests undefined, which is how other tools come to
// never alert on the most reliable metrics there are. A count that varies by itself (with paths,
// with the number of iterations, with the schedule of threads) is held to its own spread and a
// tolerance instead, and the reason says so.
#pragma once

#include <span>

#include "benchgate/compare/comparison.h"
#include "benchgate/gate/policy.h"
#include "benchgate/gate/verdict.h"

namespace benchgate::gate {

struct ExactQuestion {
  const compare::Row& row;
  const AppliedRule& rule;
  /// Values of stored runs among which this metric goes back and forth; empty: it does not.
  std::span<const double> stored{};
  /// How far it may move by chance as a fraction, told by what was counted in the same calls
  /// (memory_spread.h); 0: nothing says that it does.
  double spread_beside = 0;
  /// What a count that varies may move by beside its own spread, as a fraction.
  double varying_tolerance = 0.05;
  /// Of the rank test that shows a shift of a count that varies.
  double alpha = 0.01;
};

struct ExactAnswer {
  Verdict verdict = Verdict::Unchanged;
  Reason reason = Reason::ExactSame;
};

/// Do the row's own samples say that the count differs from one process to the next, or are they
/// too few to say that it does not?
[[nodiscard]] bool varies_by_itself(const compare::Row& row);

/// Where both sides are constant: any move is a change (to the worse where neither direction is
/// better) beyond the rule's max_regression, 0 unless it says otherwise, and absolute_floor.
///
/// Where a side varies, or stored runs do, or what was counted in the same calls, or the value is a
/// mean over iterations that a single process told:
/// - unchanged where head stays within base's range or the tolerance around it;
/// - regressed or improved where all of head lies beyond all of base by more than the tolerance,
///   either side's range and what it may move by chance, or where the ranks show a shift of the
///   medians beyond the tolerance;
/// - else inconclusive.
/// Of values that are names rather than quantities (hashes of query plans) only the very values of
/// base count as the same; one that base does not know is inconclusive beside one that it does.
[[nodiscard]] ExactAnswer judge_exact(const ExactQuestion& question);

}  // namespace benchgate::gate
