// The option --shard, and what a shard records so that merging can tell whether all belong
// together.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "benchgate/cli/policy_option.h"
#include "benchgate/model/shard.h"

namespace benchgate::cli {

/// Adds --shard I/N; `text` is empty without it.
void add_shard_option(CLI::App& command, std::string& text);

/// Nothing where `text` is empty. Throws UsageError for what is no shard. Its terms begin with the
/// policy and this program's version, `command` says what was measured by what.
[[nodiscard]] std::optional<model::Shard> parse_shard_option(const std::string& text,
                                                             std::string_view command,
                                                             const FoundPolicy& policy);

/// "out/shard-2-of-4": where a shard's files go unless somebody says so.
[[nodiscard]] std::string shard_folder(const model::Shard& shard);

/// `policy` with the shard's share of family_alpha. The shards of a change are decided after they
/// were merged, over the whole family; until then each may spend no more than its part, so that
/// what all of them say on their own is wrong in family_alpha of cases at most. While measuring it
/// makes a shard take the pairs that the merged decision will need, not fewer.
[[nodiscard]] gate::Policy share_of(gate::Policy policy, const std::optional<model::Shard>& shard);

}  // namespace benchgate::cli
