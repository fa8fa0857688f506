// Where the shards of one measurement ran, as the environment of the whole.
#pragma once

#include <vector>

#include "benchgate/model/run.h"
#include "benchgate/work/merge_shards.h"

namespace benchgate::work {

struct MergedEnvironments {
  std::vector<model::Suite> suites;
  model::Diagnostics differences;  ///< Warnings: which shards had what
};

/// Every suite that a shard has, with the environment of its first shard; a field that differs
/// between shards says which had what: "A (shards 1, 3); B (shard 2)".
///
/// Throws InputError where shards were built from different commits or measured differently, and,
/// for runs without a session, on different classes of machine: their timings are compared with
/// others' of one class.
[[nodiscard]] MergedEnvironments merge_environments(const std::vector<ShardRun>& shards);

}  // namespace benchgate::work
