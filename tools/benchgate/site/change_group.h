// One change of the code moves many metrics of a benchmark, a night earlier or later each: to a
// reader they are one.
#pragma once

#include <vector>

#include "benchgate/site/benchmark_history.h"
#include "benchgate/site/noted_change.h"
#include "benchgate/site/run_table.h"

namespace benchgate::site {

struct ChangeGroup {
  /// The one to tell it by: of the series that stands for the benchmark where that moved, or else
  /// the first in the order of their keys; not the largest, which may be another one tomorrow.
  NotedChange head;
  std::vector<NotedChange> others;
};

/// The benchmark's changes of at most four days, for the better or for the worse, as groups.
[[nodiscard]] std::vector<ChangeGroup> group_changes(const BenchmarkHistory& benchmark,
                                                     std::vector<NotedChange> changes);

}  // namespace benchgate::site
