#include "benchgate/formats/row_plan.h"

#include <utility>

namespace benchgate::formats {
namespace {

std::optional<std::uint32_t> process_of(const model::MetricSeries& series, std::size_t sample) {
  if (sample >= series.processes.size()) return std::nullopt;
  return series.processes[sample];
}

/// The next row, advancing `next`; nothing when all samples are placed.
std::optional<PlannedRow> next_row(const model::Benchmark& benchmark,
                                   std::vector<std::size_t>& next) {
  std::optional<PlannedRow> row;
  for (std::size_t i = 0; i < next.size(); ++i) {
    const auto& series = benchmark.metrics[i];
    if (next[i] >= series.samples.size()) continue;
    const auto process = process_of(series, next[i]);
    if (!row) {
      row = PlannedRow{.process = process, .samples = {}};
      row->samples.resize(next.size());
    }
    if (row->process == process) row->samples[i] = next[i]++;
  }
  return row;
}

}  // namespace

std::vector<PlannedRow> plan_rows(const model::Benchmark& benchmark) {
  std::vector<PlannedRow> rows;
  std::vector<std::size_t> next(benchmark.metrics.size(), 0);
  while (auto row = next_row(benchmark, next)) rows.push_back(std::move(*row));
  return rows;
}

}  // namespace benchgate::formats
