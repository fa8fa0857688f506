// From two runs to an assessment, as `benchgate compare` goes.
#pragma once

#include "benchgate/gate/decide.h"
#include "benchgate/gate/policy_request.h"

namespace test_support {

inline benchgate::gate::Assessment assess(
    const benchgate::model::Run& base, const benchgate::model::Run& head,
    const benchgate::gate::Policy& policy = {}, const benchgate::gate::RunNoise& noise = {},
    benchgate::compare::Pairing pairing = benchgate::compare::Pairing::Apart) {
  auto comparison =
      benchgate::compare::compare_apart(benchgate::gate::request_under(policy, base, head));
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
