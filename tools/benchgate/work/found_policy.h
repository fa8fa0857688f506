// The policy that a command works under: where it is looked for, and what goes with it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/gate/acceptance.h"
#include "benchgate/gate/policy.h"

namespace benchgate::work {

/// Where a user says that the policy is.
struct PolicyPlace {
  std::string path;       ///< the file; empty: looked for
  std::string baselines;  ///< the folder of baselines; empty: baselines/ beside the policy
};

struct FoundPolicy {
  gate::Policy policy;
  std::optional<std::filesystem::path> path;  ///< nothing: there is none, defaults apply
  std::filesystem::path folder;               ///< that its relative paths start from
  std::filesystem::path baselines;            ///< where baselines are stored
  std::vector<gate::Acceptance> acceptances;  ///< regressions that pass for a time
};

/// Reads the policy and the acceptances that go with it: the policy that `place` names, else the
/// benchgate.toml of the nearest folder from the working directory up; where there is none, the
/// defaults.
[[nodiscard]] FoundPolicy find_policy(const PolicyPlace& place);

}  // namespace benchgate::work
