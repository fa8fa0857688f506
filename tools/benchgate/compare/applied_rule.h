// The policy for one metric of one benchmark, resolved once.
//
// Values only: gate::rule_for() makes them, a Row carries its own from the comparison to the
// verdict.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "benchgate/model/metric.h"
#include "benchgate/model/severity.h"

namespace benchgate::compare {

/// All rules that match, folded into one answer; what no rule says comes from the metric's
/// default definition and the policy's defaults.
struct AppliedRule {
  model::MetricDefinition definition;
  model::Severity severity = model::Severity::Off;
  double max_regression = 0;  ///< fraction that may be lost between runs measured apart
  /// Fraction that may be lost where base and head are measured together: the trials ask whether
  /// the metric moved by more.
  double paired_limit = 0;
  double absolute_floor = 0;          ///< metric's unit scale
  std::vector<std::size_t> matched;   ///< indices into Policy::rules, in order
  std::optional<std::size_t> budget;  ///< index into Policy::budgets
  [[nodiscard]] bool is_judged() const { return severity != model::Severity::Off; }
  bool operator==(const AppliedRule&) const = default;
};

/// A metric of a matched benchmark and its rule.
struct MetricRule {
  std::string_view metric;  ///< as a side's series has it
  AppliedRule rule;
  /// The benchmark is judged by cpu_time, and this is its real_time: compared only where it alone
  /// moved (Row::is_second_clock).
  bool is_second_clock = false;
};

/// The metrics of one matched benchmark that are judged or have a budget, head's first.
using MatchRules = std::vector<MetricRule>;

}  // namespace benchgate::compare
