// The options --policy and --baselines.
#pragma once

#include <CLI/CLI.hpp>

#include "benchgate/work/found_policy.h"

namespace benchgate::cli {

/// Adds --policy and --baselines.
void add_policy_option(CLI::App& command, work::PolicyPlace& place);
/// Adds --policy alone: for what only asks it what metrics are.
void add_policy_file_option(CLI::App& command, work::PolicyPlace& place);

}  // namespace benchgate::cli
