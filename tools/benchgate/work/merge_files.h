// The files that the shards of one measurement left, merged into files of the same kind.
//
// Reads and writes them; what shards must share, and what their run is, is merge_shards.h's.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace benchgate::work {

struct MergeRequest {
  /// All shards: files of `run`, second measurements among them or not, or folders of duets.
  std::vector<std::string> shards;
  std::string output;  ///< the merged file, or folder
};

struct MergeOutcome {
  std::size_t shards = 0;
  std::string second_measurements;  ///< the file of them; empty: no shard measured suspects again
};

/// Throws UsageError where files and folders are mixed or files are of duets, and as
/// merge_shards() does; EnvironmentError where the output cannot be written.
MergeOutcome merge_files(const MergeRequest& request);

}  // namespace benchgate::work
