// Assessments built by hand: what the gate could have decided, without a gate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "benchgate/gate/assessment.h"

namespace benchgate::report::example {

/// A timing in nanoseconds, lower is better, 10 samples a side, limit 5 %.
struct Timing {
  std::string benchmark;
  double base = 100;
  double ratio = 1;
  double half_width = 0.02;  ///< of the ratio's interval
  gate::Verdict verdict = gate::Verdict::Unchanged;
  gate::Reason reason = gate::Reason::WithinLimit;
  std::string metric = "cpu_time";
  std::string suite = "db";
};
[[nodiscard]] gate::Judgement timing(const Timing& timing);

/// Everything within its limits.
[[nodiscard]] gate::Assessment passed();
/// Regressions of several kinds, an improvement, a budget exceeded, things undecided.
[[nodiscard]] gate::Assessment regressed();
/// Errors, missing benchmarks, differing environments, problems with the data.
[[nodiscard]] gate::Assessment broken();
[[nodiscard]] gate::Assessment nothing_compared();
/// Measured apart, and everything moved by the same.
[[nodiscard]] gate::Assessment shifted();
/// Measured together: shown, not shown, in lockstep and in turn.
[[nodiscard]] gate::Assessment together();
/// Acceptances in every state, and the rows that they concern.
[[nodiscard]] gate::Assessment accepted();
/// No base: a first run with budgets.
[[nodiscard]] gate::Assessment alone();
/// Names, labels and messages that try to break out.
[[nodiscard]] gate::Assessment hostile();
/// `rows` metrics, a fifth of them regressed, a fifth improved.
[[nodiscard]] gate::Assessment many(std::size_t rows);

/// Measured together: `slower` of 100 benchmarks are shown to be slower.
[[nodiscard]] gate::Assessment some_slower(std::size_t slower);
/// Measured together: all of 40 benchmarks are undecided.
[[nodiscard]] gate::Assessment noisy();
/// Over a budget that base was over as well.
[[nodiscard]] gate::Assessment over_before();

struct Named {
  std::string_view name;
  gate::Assessment assessment;
};
/// All of the above; many() with 300 rows, some_slower() with none, one and ten.
[[nodiscard]] std::vector<Named> all_assessments();

/// What a name may try; each contains the word PWNED where markup of its own would show it.
[[nodiscard]] const std::vector<std::string>& hostile_names();

}  // namespace benchgate::report::example
