// From the samples of a file to the values that a test may treat as independent draws.
#pragma once

#include <cstddef>
#include <vector>

#include "benchgate/model/run.h"

namespace benchgate::compare {

struct IndependentSamples {
  std::vector<double> values;  ///< in measuring order
  std::size_t processes = 1;
};

/// One value a process, the median of its repetitions, where more than one process is recorded.
/// Address-space layout and machine state persist through a process, so that ten repetitions of
/// ten processes are ten draws and not a hundred.
/// Where all samples come from one process (a plain Google Benchmark file) they are returned as
/// they are: all there is, and surer of itself than it should be; `processes` is then 1.
[[nodiscard]] IndependentSamples independent_samples(const model::MetricSeries& series);

}  // namespace benchgate::compare
