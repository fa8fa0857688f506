// The options that say where things are: the policy, baselines, a history's branch.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "benchgate/work/found_policy.h"

namespace benchgate::cli {

/// Adds --policy and --baselines.
void add_policy_option(CLI::App& command, work::PolicyPlace& place);
/// Adds --policy alone: for what only asks it what metrics are.
void add_policy_file_option(CLI::App& command, work::PolicyPlace& place);

/// Adds --branch; `branch` is empty without it.
void add_branch_option(CLI::App& command, std::string& branch);

}  // namespace benchgate::cli
