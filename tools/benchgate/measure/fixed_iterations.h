// How many iterations to prescribe, so that not every process has to find out for itself.
//
// Google Benchmark repeats a benchmark with more and more iterations until min_time is reached,
// and throws all but the last away: half of a short process. From 1.8 on it takes a number instead.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "benchgate/measure/child_process.h"
#include "benchgate/model/run.h"

namespace benchgate::measure {

struct FixedIterationsQuestion {
  const model::Run& base;  ///< what one process of the benchmark gave, and nothing else
  const model::Run& head;
  std::optional<Seconds> min_time{};
};

/// The number for both sides that takes them 1.4 times `min_time`, as the library's own calibration
/// mostly ends. Nothing where a side's library is
/// older or does not say what it is, where the benchmark prescribes its own time or number, where
/// its clock does not tell how long it takes (manual time, several threads), and where several
/// benchmarks of one name run together.
[[nodiscard]] std::optional<std::uint64_t> fixed_iterations(
    const FixedIterationsQuestion& question);

}  // namespace benchgate::measure
