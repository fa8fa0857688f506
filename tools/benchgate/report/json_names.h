// Names in results.json of enumerators whose own modules have names for people only, or none.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "benchgate/base/name_table.h"
#include "benchgate/compare/comparison.h"
#include "benchgate/gate/verdict.h"
#include "benchgate/model/diagnostic.h"
#include "benchgate/model/environment.h"
#include "benchgate/model/metric.h"

namespace benchgate::report {

using namespace std::string_view_literals;

/// Every verdict, in the order in which `counts` lists them.
inline constexpr std::array kVerdicts = {
    gate::Verdict::Errored,    gate::Verdict::Missing,      gate::Verdict::Regressed,
    gate::Verdict::OverBudget, gate::Verdict::Inconclusive, gate::Verdict::Accepted,
    gate::Verdict::New,        gate::Verdict::Improved,     gate::Verdict::Unchanged,
};

inline constexpr std::array kPairingNames = {
    std::pair{compare::Pairing::Apart, "apart"sv},
    std::pair{compare::Pairing::Together, "together"sv},
    std::pair{compare::Pairing::Alone, "alone"sv},
};

inline constexpr std::array kDirectionNames = {
    std::pair{model::Direction::LowerIsBetter, "lower"sv},
    std::pair{model::Direction::HigherIsBetter, "higher"sv},
    std::pair{model::Direction::NeitherIsBetter, "neither"sv},
};

inline constexpr std::array kKindNames = {
    std::pair{model::MetricKind::Timing, "timing"sv},
    std::pair{model::MetricKind::Exact, "exact"sv},
};

inline constexpr std::array kLevelNames = {
    std::pair{model::DiagnosticLevel::Note, "note"sv},
    std::pair{model::DiagnosticLevel::Warning, "warning"sv},
    std::pair{model::DiagnosticLevel::Problem, "problem"sv},
};

inline constexpr std::array kAspectNames = {
    std::pair{model::EnvironmentAspect::Identity, "identity"sv},
    std::pair{model::EnvironmentAspect::Machine, "machine"sv},
    std::pair{model::EnvironmentAspect::Build, "build"sv},
    std::pair{model::EnvironmentAspect::Engine, "engine"sv},
    std::pair{model::EnvironmentAspect::Workload, "workload"sv},
    std::pair{model::EnvironmentAspect::Method, "method"sv},
    std::pair{model::EnvironmentAspect::Volatile, "volatile"sv},
};

}  // namespace benchgate::report
