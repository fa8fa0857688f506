// Which samples of a benchmark's metrics stand together in a row of a result file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "benchgate/model/run.h"

namespace benchgate::formats {

/// One row: for each metric of the benchmark the index of its sample, if it has one here.
struct PlannedRow {
  std::optional<std::uint32_t> process;
  std::vector<std::optional<std::size_t>> samples;
};

/// Rows for all samples of `benchmark`, by the rule of google_benchmark_writer.h.
[[nodiscard]] std::vector<PlannedRow> plan_rows(const model::Benchmark& benchmark);

}  // namespace benchgate::formats
