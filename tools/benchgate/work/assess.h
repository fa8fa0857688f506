// From loaded runs to an assessment: compare, then decide under the policy.
#pragma once

#include "benchgate/gate/assessment.h"
#include "benchgate/work/found_policy.h"
#include "benchgate/work/run_source.h"

namespace benchgate::work {

/// Beside the two sides, where they were measured apart.
struct ApartOptions {
  /// The noise of separate runs is learnt from the stored baselines of base's machine class.
  bool base_is_stored = false;
  bool is_filtered = false;          ///< only some benchmarks were asked for
  const LoadedRun* again = nullptr;  ///< head, or its suspects, measured a second time; null: not
};

/// Judges `head` against `base`, which was measured apart from it.
[[nodiscard]] gate::Assessment assess_apart(const LoadedRun& base, const LoadedRun& head,
                                            const FoundPolicy& policy, const ApartOptions& options);

/// What of the suites is not in the runs, and was not meant to be.
struct LeftOut {
  std::size_t identical_suites = 0;  ///< known to be the same on both sides
  bool is_filtered = false;          ///< only some benchmarks were asked for
};

/// Judges two runs that were measured together (compare::were_measured_together).
[[nodiscard]] gate::Assessment assess_together(const LoadedRun& base, const LoadedRun& head,
                                               const FoundPolicy& policy,
                                               const LeftOut& left_out = {});

/// Judges a run by its budgets: there is nothing to compare it with. `again` as in ApartOptions.
[[nodiscard]] gate::Assessment assess_alone(const LoadedRun& head, const FoundPolicy& policy,
                                            const LeftOut& left_out = {},
                                            const LoadedRun* again = nullptr);

}  // namespace benchgate::work
