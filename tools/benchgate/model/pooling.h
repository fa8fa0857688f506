// Several result files of one side as one run: a shell loop that started a suite three times has
// measured it in three processes.
//
// A benchmark that several files have is one benchmark with the samples of all, each file a process
// of its own. Files that were not made by the same program with the same parameters are kept
// apart: their suites are called after what differs.
#pragma once

#include <vector>

#include "benchgate/model/run.h"

namespace benchgate::model {

/// `files` as one run, in their order. As append() it reports a Problem where they cannot be one
/// run: other machines, other commits, other sessions, shards; and a benchmark measured in pairs
/// that is there twice.
[[nodiscard]] Run pooled(std::vector<Run> files);

}  // namespace benchgate::model
