// One part of a measurement that is spread over several machines.
//
// Which benchmark belongs to which shard is decided here, once, by name alone. What becomes of the
// shards' files is merge's business (cli/merge_shards.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate::model {

/// Shard `index` of `count`, counted from 1.
struct Shard {
  std::uint32_t index = 1;
  std::uint32_t count = 1;
  /// What all shards of one measurement share, by name: the policy, the filter, how often ...
  std::map<std::string, std::string, std::less<>> terms;

  /// Does the benchmark belong to this shard? By a hash of suite and name (FNV-1a of 64 bits,
  /// then MurmurHash3's fmix64) modulo `count`: the same on every machine, and whatever other
  /// benchmarks there are. Taking turns over sorted names would spread them more evenly, and lose
  /// or double some where machines do not list the same (`/threads:N` for every core).
  [[nodiscard]] bool has(std::string_view suite, std::string_view benchmark) const;
  bool operator==(const Shard&) const = default;
};

/// More machines than that are a mistake.
inline constexpr std::uint32_t kMostShards = 1000;

/// Reads "2/4". Nothing for what is no shard: "0/4", "5/4", "2".
[[nodiscard]] std::optional<Shard> parse_shard(std::string_view text);

/// "2/4".
[[nodiscard]] std::string shard_text(const Shard& shard);

}  // namespace benchgate::model
