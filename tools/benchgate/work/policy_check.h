// What a policy says, checked: which rule each benchmark falls under, and what applies to nothing.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "benchgate/compare/applied_rule.h"
#include "benchgate/gate/policy_key.h"
#include "benchgate/work/found_policy.h"

namespace benchgate::work {

struct ValidPolicy {
  FoundPolicy found;
  std::filesystem::path file;
  std::filesystem::path acceptances;  ///< the file of `found.acceptances`
  std::size_t expired = 0;            ///< of them
};

/// Throws UsageError where there is no policy, or it is not valid.
[[nodiscard]] ValidPolicy require_policy(const PolicyPlace& place);

struct RuleOfMetric {
  std::string benchmark;
  std::string metric;
  gate::AppliedRule rule;
};

/// A suite whose benchmarks are not known.
struct UnbuiltSuite {
  std::string name;
  std::string executable;
};

struct RuleList {
  std::vector<UnbuiltSuite> unbuilt;
  std::vector<RuleOfMetric> rules;  ///< of the metrics that are judged
  std::vector<std::string> unused;  ///< a sentence for each entry that applies to nothing
};

/// For the metrics of `run`, a result file or a baseline; empty: for the clocks of what the suites
/// list. Entries can only be called unused where all suites are there. Throws as load_run() and
/// measure::discover().
[[nodiscard]] RuleList list_rules(const FoundPolicy& found, const std::string& run);

/// Every key of benchgate.toml.
[[nodiscard]] std::vector<gate::KeyDescription> policy_keys();

}  // namespace benchgate::work
