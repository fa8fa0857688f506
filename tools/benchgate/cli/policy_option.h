// The option --policy and where the policy is looked for without it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "benchgate/gate/acceptance.h"
#include "benchgate/gate/policy.h"

namespace benchgate::cli {

struct PolicyOption {
  std::string path;       ///< --policy; empty: looked for
  std::string baselines;  ///< --baselines; empty: baselines/ beside the policy
};

/// Adds --policy and --baselines.
void add_policy_option(CLI::App& command, PolicyOption& option);
/// Adds --policy alone: for what only asks it what metrics are.
void add_policy_file_option(CLI::App& command, PolicyOption& option);

struct FoundPolicy {
  gate::Policy policy;
  std::optional<std::filesystem::path> path;  ///< nothing: there is none, defaults apply
  std::filesystem::path folder;               ///< that its relative paths start from
  std::filesystem::path baselines;            ///< where baselines are stored
  std::vector<gate::Acceptance> acceptances;  ///< regressions that pass for a time
};

/// Reads the policy and the acceptances that go with it: the policy that `option` names, else the
/// benchgate.toml of the nearest folder from the working directory up; where there is none, the
/// defaults.
[[nodiscard]] FoundPolicy find_policy(const PolicyOption& option);

}  // namespace benchgate::cli
