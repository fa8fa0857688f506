// The sections of benchgate.toml, each read into its part of the Policy.
//
// For policy_file.cc only. All of them report what is wrong to `problems` and go on, so that one
// reading finds everything.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "benchgate/compare/rename.h"
#include "benchgate/gate/config_problems.h"
#include "benchgate/gate/config_tree.h"
#include "benchgate/gate/policy.h"

namespace benchgate::gate {

/// `[[suite]]`: names are unique and safe as file names, commands not empty.
[[nodiscard]] std::vector<SuiteEntry> read_suites(const ConfigNode& root, ConfigProblems& problems);

/// `[[rule]]`: every rule sets something that makes sense for its metric, none contradicts another.
[[nodiscard]] std::vector<Rule> read_rules(const ConfigNode& root, ConfigProblems& problems);

/// `[[budget]]`: values in the metric's unit, the milder limit before the harder one. `rules` may
/// have given the metric its unit and direction.
[[nodiscard]] std::vector<Budget> read_budgets(const ConfigNode& root, std::span<const Rule> rules,
                                               ConfigProblems& problems);

/// `[build]`: a preset or commands, not both.
[[nodiscard]] BuildPolicy read_build(const ConfigNode& root, ConfigProblems& problems);

/// `[renames]`: neither chains nor two names that become one.
[[nodiscard]] std::vector<compare::Rename> read_renames(const ConfigNode& root,
                                                        ConfigProblems& problems);

/// The tables of a `[[key]]`, in the order of the file; none where there is no such key.
[[nodiscard]] std::vector<const ConfigNode*> tables_of(const ConfigNode& root, std::string_view key,
                                                       ConfigProblems& problems);

/// The table of a `[key]`, or null.
[[nodiscard]] const ConfigNode* table_of(const ConfigNode& root, std::string_view key,
                                         ConfigProblems& problems);

}  // namespace benchgate::gate
