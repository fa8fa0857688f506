// Two executables, measured against each other and judged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/work/duet.h"
#include "benchgate/work/duet_terms.h"

namespace benchgate::work {

struct ExecutablesRequest {
  std::string base;  ///< a path: "bench" is the file in this folder and not something of PATH
  std::string head;
  DuetTerms terms;  ///< results go to out/duet unless these say where
  std::vector<int> cpus;
  std::optional<std::uint64_t> seed;
  PolicyPlace policy;
};

/// Throws as find_policy(), apply_terms() and measure_and_judge().
[[nodiscard]] DuetOutcome duet_executables(const ExecutablesRequest& request, const Caller& caller);

}  // namespace benchgate::work
