// The sections of benchgate.toml: each says which keys it has and is read into its part of the
// Policy. The sections of single values are in policy_sections.cc, the others in files of their
// own.
//
// For policy_file.cc only, which has the table of them. All of them report what is wrong to
// `problems` and go on, so that one reading finds everything.
#pragma once

#include <string_view>
#include <vector>

#include "benchgate/gate/config_problems.h"
#include "benchgate/gate/config_tree.h"
#include "benchgate/gate/policy.h"
#include "benchgate/gate/policy_key.h"

namespace benchgate::gate {

struct PolicySection {
  std::string_view name;  ///< in the file
  /// Sections before it in the table have been read into the policy.
  void (*read)(const ConfigNode& root, Policy& policy, ConfigProblems& problems);
  std::vector<KeyDescription> (*keys)();
};

[[nodiscard]] PolicySection gate_section();
[[nodiscard]] PolicySection apart_section();
[[nodiscard]] PolicySection duet_section();
[[nodiscard]] PolicySection on_section();
[[nodiscard]] PolicySection acceptances_section();
/// `[build]`: a preset or commands, not both.
[[nodiscard]] PolicySection build_section();
/// `[[suite]]`: names are unique and safe as file names, commands not empty.
[[nodiscard]] PolicySection suite_section();
/// `[[rule]]`: every rule sets something that makes sense for its metric, none contradicts another.
[[nodiscard]] PolicySection rule_section();
/// `[[budget]]`: values in the metric's unit, the milder limit before the harder one. Rules, read
/// before, may have given the metric its unit and direction.
[[nodiscard]] PolicySection budget_section();
/// `[renames]`: neither chains nor two names that become one.
[[nodiscard]] PolicySection renames_section();

/// The tables of a `[[key]]`, in the order of the file; none where there is no such key.
[[nodiscard]] std::vector<const ConfigNode*> tables_of(const ConfigNode& root, std::string_view key,
                                                       ConfigProblems& problems);

/// The table of a `[key]`, or null.
[[nodiscard]] const ConfigNode* table_of(const ConfigNode& root, std::string_view key,
                                         ConfigProblems& problems);

}  // namespace benchgate::gate
