// Two runs that were measured together, pair by pair: ratio, interval and sequential trials of
// every row.
//
// Says the same of the same runs, whether they were just measured or read from files.
#pragma once

#include <functional>
#include <string_view>

#include "benchgate/compare/comparison.h"
#include "benchgate/model/run.h"
#include "benchgate/stats/screening.h"

namespace benchgate::compare {

struct PairedOptions {
  Options options;
  /// How much a metric of a benchmark may move either way, as a fraction: the trials ask whether
  /// it moved by more.
  std::function<double(const model::TimedName& benchmark, std::string_view metric)> tolerated;
  /// A change, as a fraction, within which a row counts as unchanged where that is shown.
  double unchanged_within = 0.02;
  double family_alpha = 0.01;  ///< of all trials of one direction together
};

/// What screening asks of a metric: the same while measuring and when its pairs are compared.
[[nodiscard]] stats::ScreeningQuestion screening_question(double tolerated,
                                                          double unchanged_within);

/// Two sides of one session?
[[nodiscard]] bool were_measured_together(const model::Run& base, const model::Run& head);

/// Precondition: were_measured_together(). Deterministic.
[[nodiscard]] Comparison compare_together(const model::Run& base, const model::Run& head,
                                          const PairedOptions& options);

}  // namespace benchgate::compare
