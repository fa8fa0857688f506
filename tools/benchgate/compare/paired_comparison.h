// Two runs that were measured together, pair by pair: ratio, interval and sequential trials of
// every row.
//
// Says the same of the same runs, whether they were just measured or read from files.
#pragma once

#include "benchgate/compare/apart_comparison.h"
#include "benchgate/compare/comparison.h"
#include "benchgate/model/run.h"
#include "benchgate/stats/screening.h"

namespace benchgate::compare {

struct PairedOptions {
  /// A change, as a fraction, within which a row counts as unchanged where that is shown.
  double unchanged_within = 0.02;
  double family_alpha = 0.01;  ///< of all trials of one direction together
};

/// What screening asks of a metric: the same while measuring and when its pairs are compared.
[[nodiscard]] stats::ScreeningQuestion screening_question(double tolerated,
                                                          double unchanged_within);

/// Two sides of one session?
[[nodiscard]] bool were_measured_together(const model::Run& base, const model::Run& head);

/// Each row's trials ask whether it moved by more than its rule's paired_limit. Precondition:
/// were_measured_together(). Deterministic.
[[nodiscard]] Comparison compare_together(ComparisonRequest request, const PairedOptions& options);

}  // namespace benchgate::compare
