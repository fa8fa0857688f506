// Facts about a metric from the policy's rules and benchgate's own knowledge, before any benchmark
// is seen. They find values in the policy that make sense for no benchmark.
//
// A rule may hold for some benchmarks only, so these are sets of possible values. rule_for()
// answers for one benchmark (policy.h).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/gate/policy.h"
#include "benchgate/model/metric.h"
#include "benchgate/model/unit.h"

namespace benchgate::gate {

/// Does a pattern hold `*` or `?`, and so may mean several metrics?
[[nodiscard]] bool is_pattern(std::string_view metric);

/// The units that a metric of this name may have.
[[nodiscard]] std::vector<model::Unit> possible_units(std::string_view metric,
                                                      std::span<const Rule> rules);

/// The directions that a metric of this name may have.
[[nodiscard]] std::vector<model::Direction> possible_directions(std::string_view metric,
                                                                std::span<const Rule> rules);

/// May a metric that this pattern means be of the timing kind?
[[nodiscard]] bool may_be_timing(std::string_view metric, std::span<const Rule> rules);

/// Is a value that was written with this unit one of that metric? A count is written without.
[[nodiscard]] bool fits(model::Unit written, model::Unit metric);

/// Why a value written with `unit` (None: a plain number) cannot be one of this metric, and what
/// to write; nothing where it can. A pattern may mean anything.
[[nodiscard]] std::optional<std::string> unit_mismatch(std::string_view metric, model::Unit unit,
                                                       std::span<const Rule> rules);

}  // namespace benchgate::gate
