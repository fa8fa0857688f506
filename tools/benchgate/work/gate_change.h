// A change, gated: built together with its base, measured against it, and judged.
#pragma once

#include <functional>
#include <string>

#include "benchgate/work/duet.h"
#include "benchgate/work/duet_terms.h"

namespace benchgate::work {

struct GateRequest {
  std::string base;   ///< a branch or commit; base is its merge base with HEAD
  DuetTerms terms;    ///< results stay in the cache unless these say where they go
  std::string cache;  ///< the folder of built bases; empty: as cache_folder()
  bool no_cache = false;
  bool all = false;  ///< also what the change cannot have touched
  PolicyPlace policy;
};

/// `report` gets the verdict before anything is cleaned up, which must not cost it.
///
/// Throws UsageError where base has none of the suites, or it is unclear how to build;
/// EnvironmentError where building fails; else as find_policy(), apply_terms() and
/// measure_and_judge().
DuetOutcome gate_change(const GateRequest& request, const Caller& caller,
                        const std::function<void(const gate::Assessment&)>& report);

}  // namespace benchgate::work
