// Makes the request for a comparison from a policy: benchmarks matched through its renames, and the
// rule of each metric.
//
// The one place where rules are resolved for rows; from here on a row carries its own.
#pragma once

#include "benchgate/compare/apart_comparison.h"
#include "benchgate/gate/policy.h"
#include "benchgate/model/run.h"

namespace benchgate::gate {

/// Refers to the runs.
[[nodiscard]] compare::ComparisonRequest request_under(const Policy& policy, const model::Run& base,
                                                       const model::Run& head);

}  // namespace benchgate::gate
