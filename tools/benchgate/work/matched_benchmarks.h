// Which benchmarks two builds have in common, and which only one of them has.
//
// Asks the suites for their lists; measures nothing.
#pragma once

#include <string>
#include <vector>

#include "benchgate/gate/policy.h"
#include "benchgate/measure/measure_pairs.h"
#include "benchgate/model/run.h"
#include "benchgate/work/duet.h"

namespace benchgate::work {

struct MatchedBenchmarks {
  std::vector<measure::PairedBenchmark> both;
  std::vector<model::Benchmark> base_only;          ///< marked as not measured
  std::vector<std::vector<std::string>> head_only;  ///< names, per suite
  std::vector<model::Benchmark> same_code;          ///< of both sides, marked as such
  std::vector<gate::CodeChange> code_changes;       ///< of `both`, where they were compared
  model::Diagnostics diagnostics;                   ///< what is measured in another way, and why
};

/// The policy says what was renamed, and which metrics a benchmark is measured for.
/// Throws as measure::discover(), and UsageError where the two sides have no benchmark in common,
/// unless whole suites are missing or identical.
[[nodiscard]] MatchedBenchmarks match_benchmarks(const DuetRequest& request,
                                                 const gate::Policy& policy);

/// What measure::discover() finds. A filter that matches nothing on one side alone is an answer:
/// everything is new or gone.
[[nodiscard]] std::vector<std::string> names_of(const measure::SuiteToRun& suite,
                                                bool may_be_empty);

}  // namespace benchgate::work
