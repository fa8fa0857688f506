// Which suites a command works on: those of the policy, or executables named directly.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "benchgate/measure/suite.h"
#include "benchgate/work/found_policy.h"

namespace benchgate::work {

/// Each of `names` is a suite of the policy or the path of a Google Benchmark executable; none
/// means all suites of the policy. Throws UsageError where a name is neither, listing the suites
/// that there are.
[[nodiscard]] std::vector<measure::SuiteToRun> choose_suites(std::span<const std::string> names,
                                                             const FoundPolicy& policy);

/// The suite of a Google Benchmark executable: "bench" is the file in this folder and not something
/// of PATH.
[[nodiscard]] measure::SuiteToRun suite_of_executable(const std::string& path);

}  // namespace benchgate::work
