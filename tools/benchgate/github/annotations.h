// Remarks on the lines of a change that what was found is about: where the benchmark is registered,
// else the rule or budget of benchgate.toml that judged it.
//
// Only for a work tree that is the change itself; lines of another commit would be wrong ones.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/gate/policy.h"
#include "benchgate/github/forge.h"

namespace benchgate::github {

struct WorkTree {
  std::filesystem::path root;  ///< of the repository
  gate::Policy policy;
  std::string policy_path;  ///< relative to the root; empty: there is none
};

/// One for each metric that regressed and each budget that was missed, worst first; none where no
/// line is known.
[[nodiscard]] std::vector<Annotation> annotations_of(const gate::Assessment& assessment,
                                                     const WorkTree& tree);

}  // namespace benchgate::github
