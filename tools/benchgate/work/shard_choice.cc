#include "benchgate/work/shard_choice.h"

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/hash.h"
#include "benchgate/base/version.h"

namespace benchgate::work {
namespace {

/// The policy as it was read from its file: a comment that differs means another commit anyway.
std::string policy_term(const FoundPolicy& policy) {
  constexpr std::size_t kMostBytes = 1 << 20;
  return policy.path ? short_hash(read_file(*policy.path, kMostBytes)) : "none";
}

}  // namespace

std::optional<model::Shard> choose_shard(const std::string& text, std::string_view command,
                                         const FoundPolicy& policy) {
  if (text.empty()) return std::nullopt;
  auto shard = model::parse_shard(text);
  if (!shard) {
    throw UsageError(
        fmt::format("--shard {}: write which part of how many, like 2/4; there may be "
                    "{} at most",
                    text, model::kMostShards));
  }
  shard->terms = {
      {"command", std::string(command)}, {"policy", policy_term(policy)}, {"version", kVersion}};
  return shard;
}

std::string shard_folder(const model::Shard& shard) {
  return fmt::format("out/shard-{}-of-{}", shard.index, shard.count);
}

gate::Policy share_of(gate::Policy policy, const std::optional<model::Shard>& shard) {
  if (shard) policy.family_alpha /= shard->count;
  return policy;
}

}  // namespace benchgate::work
