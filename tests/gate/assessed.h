// From two runs to an assessment, as `benchgate compare` goes.
#pragma once

#include "benchgate/gate/decide.h"

namespace test_support {

inline benchgate::gate::Assessment assess(
    const benchgate::model::Run& base, const benchgate::model::Run& head,
    const benchgate::gate::Policy& policy = {}, const benchgate::gate::RunNoise& noise = {},
    benchgate::compare::Pairing pairing = benchgate::compare::Pairing::Apart) {
  using benchgate::model::TimedName;
  auto comparison = benchgate::compare::compare_apart(
      base, head,
      {.metric = [&](const TimedName& benchmark,
                     std::string_view metric) { return judged_metric(policy, benchmark, metric); },
       .must_exist =
           [&](const TimedName& benchmark, std::string_view metric) {
             return budget_for(policy, benchmark, metric) != nullptr;
           },
       .renames = policy.renames});
  comparison.pairing = pairing;
  return benchgate::gate::decide({.comparison = comparison,
                                  .base = base,
                                  .head = head,
                                  .policy = policy,
                                  .base_identity = {.name = "base"},
                                  .head_identity = {.name = "head"},
                                  .run_noise = noise,
                                  .again = benchgate::gate::SecondMeasurement{comparison, head}});
}

}  // namespace test_support
