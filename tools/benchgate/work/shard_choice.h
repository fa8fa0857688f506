// Which part of a measurement that is spread over machines a command works on, and what the part
// records so that merging can tell whether all belong together.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "benchgate/model/shard.h"
#include "benchgate/work/found_policy.h"

namespace benchgate::work {

/// Reads "I/N"; nothing where `text` is empty. Throws UsageError for what is no shard. Its terms
/// begin with the policy and this program's version; `command` says what was measured by what.
[[nodiscard]] std::optional<model::Shard> choose_shard(const std::string& text,
                                                       std::string_view command,
                                                       const FoundPolicy& policy);

/// "out/shard-2-of-4": where a shard's files go unless somebody says so.
[[nodiscard]] std::string shard_folder(const model::Shard& shard);

/// `policy` with the shard's share of family_alpha. The shards of a change are decided after they
/// were merged, over the whole family; until then each may spend no more than its part, so that
/// what all of them say on their own is wrong in family_alpha of cases at most. While measuring it
/// makes a shard take the pairs that the merged decision will need, not fewer.
[[nodiscard]] gate::Policy share_of(gate::Policy policy, const std::optional<model::Shard>& shard);

}  // namespace benchgate::work
