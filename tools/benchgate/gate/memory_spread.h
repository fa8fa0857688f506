// How far the memory of a benchmark may move by chance, told by its allocations.
//
// The same few calls tell how often an iteration allocates and how much memory it needs. Where the
// one differs from call to call, the other does too, though two processes may not show it: a cache
// that evicts one large value or two small ones.
#pragma once

#include <vector>

#include "benchgate/compare/comparison.h"

namespace benchgate::gate {

/// For each row, how far its value may move by chance as a fraction of it: for what counts memory,
/// the range of the allocations per iteration of the same benchmark over their largest value,
/// where they vary; 0 for all others.
[[nodiscard]] std::vector<double> memory_spread(const std::vector<compare::Row>& rows);

}  // namespace benchgate::gate
