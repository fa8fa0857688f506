// Problems of the data, and whole benchmarks, that the policy waives.
//
// A benchmark or metric that a rule switches off does not block merging if it is missing or
// unusable. A value that is unusable on both sides alike says nothing about head.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "benchgate/gate/policy.h"
#include "benchgate/model/run.h"

namespace benchgate::gate {

class Waivers {
 public:
  /// All arguments must outlive it.
  Waivers(const Policy& policy, const model::Run& base, const model::Run& head);

  /// The hardest severity of all metrics of a benchmark, on either side.
  [[nodiscard]] Severity severity_of(std::string_view benchmark) const;
  /// The same of one metric; fail if it has a budget that blocks merging.
  [[nodiscard]] Severity severity_of(std::string_view benchmark, std::string_view metric) const;

  /// `diagnostics`, which are both sides', where a Problem is a Warning if it is waived.
  [[nodiscard]] model::Diagnostics weigh(model::Diagnostics diagnostics) const;

 private:
  [[nodiscard]] bool is_waived(const model::Diagnostic& problem) const;
  [[nodiscard]] bool is_new_in_head(const model::Diagnostic& problem) const;
  [[nodiscard]] model::TimedName timed(std::string_view benchmark,
                                       std::string_view metric = {}) const;
  [[nodiscard]] model::NamedMetric named(std::string_view benchmark, std::string_view metric) const;

  const Policy& policy_;
  const model::Run& base_;
  const model::Run& head_;
  std::unordered_map<std::string_view, std::vector<const model::Benchmark*>> by_name_;
};

}  // namespace benchgate::gate
