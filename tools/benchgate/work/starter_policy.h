// The benchgate.toml that a project begins with.
//
// Names its suites and how they are built, and leaves everything else to the defaults: what may
// move how far is for those to say who know the project.
#pragma once

#include <string>

#include "benchgate/builds/benchmark_targets.h"

namespace benchgate::work {

/// `preset`: of CMake, that builds what is measured; empty: the project has none.
/// Needs at least one target.
[[nodiscard]] std::string starter_policy(const builds::BenchmarkTargets& found,
                                         const std::string& preset);

}  // namespace benchgate::work
