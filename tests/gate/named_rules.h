// Rules and budgets of benchmarks of which a test has only the names, as of Google Benchmark.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "benchgate/formats/google_benchmark_name.h"
#include "benchgate/gate/policy.h"

namespace benchgate::gate {

inline model::TimedName timed(std::string_view benchmark) {
  return {.name = benchmark, .clock = std::string(formats::clock_of(benchmark))};
}

inline AppliedRule rule_for(const Policy& policy, std::string_view benchmark,
                            std::string_view metric) {
  return rule_for(policy, timed(benchmark),
                  {.name = metric, .definition = model::default_definition(metric)});
}

inline const Budget* budget_for(const Policy& policy, std::string_view benchmark,
                                std::string_view metric) {
  return budget_for(policy, timed(benchmark), metric);
}

inline std::optional<std::string> judged_wall_metric(const Policy& policy,
                                                     std::string_view benchmark) {
  return judged_wall_metric(policy, timed(benchmark));
}

}  // namespace benchgate::gate
