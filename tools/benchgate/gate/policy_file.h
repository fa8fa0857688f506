// Reads benchgate.toml into a Policy, and refuses what it does not understand.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "benchgate/gate/policy.h"
#include "benchgate/gate/policy_key.h"

namespace benchgate::gate {

/// Throws UsageError that starts `path:line:column:` for a syntax error, an unknown key (with the
/// nearest known one), a wrong type, a bad unit, a value out of range, rules that contradict.
[[nodiscard]] Policy parse_policy(std::string_view toml, const std::filesystem::path& path);

/// The policy at `path`. Throws UsageError where there is none or it cannot be read.
[[nodiscard]] Policy load_policy(const std::filesystem::path& path);

/// Every key of every section, as the reader knows them.
[[nodiscard]] std::vector<KeyDescription> policy_keys();

}  // namespace benchgate::gate
