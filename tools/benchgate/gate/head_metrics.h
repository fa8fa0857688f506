// The metrics of head, each with the rule that was resolved for it: what budgets and rules about
// head's own values go through.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "benchgate/compare/comparison.h"
#include "benchgate/gate/policy.h"
#include "benchgate/model/run.h"

namespace benchgate::gate {

struct HeadMetric {
  const model::Benchmark& head;
  const model::Benchmark* base;  ///< null: only head has it
  std::string_view metric;
  const AppliedRule& rule;

  /// Medians over processes; nothing where a side has no value.
  [[nodiscard]] std::optional<double> value() const;
  [[nodiscard]] std::optional<double> base_value() const;
};

/// Calls `visit` for each metric of head that is judged or has a budget, in head's order. Failed
/// benchmarks have no value and are left out. `comparison`: of this very head; it has the rules of
/// all matched benchmarks, those of the others are resolved here.
void for_each_head_metric(const Policy& policy, const compare::Comparison& comparison,
                          const model::Run& head,
                          const std::function<void(const HeadMetric&)>& visit);

}  // namespace benchgate::gate
