// The shards of one measurement, put together into one run.
//
// Decides nothing: the merged files are compared like any others, over the whole family. What is
// refused is what cannot be one measurement; what merely differs between machines is said.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "benchgate/model/run.h"

namespace benchgate::work {

struct ShardRun {
  std::string name;  ///< the file it was read from, for messages
  model::Run run;
  std::optional<model::Run> again{};  ///< of what `run` left in doubt (second_measurement.h)
};

/// One run of all shards, in the order of their numbers. Where the environment of a suite differs
/// from shard to shard, its field says which shards had what, and so does a Warning (for two sides
/// that were measured together head's only, which both sides of a row share).
///
/// Throws InputError, naming the file, where one is no shard, two are the same, one is missing, or
/// they differ in what they share: how many there are, commit, policy, options, sides, how they
/// measured; where a benchmark is in two of them or in one that it does not belong to; and, for
/// runs that are compared with others at other moments, where the class of machine differs.
[[nodiscard]] model::Run merge_shards(std::vector<ShardRun> shards);

/// One second measurement of all shards that have one; nothing where none has. Each counts for the
/// benchmarks of its own shard. For shards that merge_shards() takes; throws as it does.
[[nodiscard]] std::optional<model::Run> merge_second_measurements(std::span<const ShardRun> shards);

struct ShardPair {
  ShardRun base;
  ShardRun head;
};

/// Both sides of duets. Throws also where two files are not sides of one session.
struct MergedPair {
  model::Run base;
  model::Run head;
};
[[nodiscard]] MergedPair merge_shard_pairs(std::vector<ShardPair> pairs);

}  // namespace benchgate::work
