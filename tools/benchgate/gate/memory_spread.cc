#include "benchgate/gate/memory_spread.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "benchgate/gate/judge_exact.h"
#include "benchgate/model/counted_metric.h"

namespace benchgate::gate {
namespace {

/// Suite and name.
using Benchmark = std::pair<std::string_view, std::string_view>;

Benchmark benchmark_of(const compare::Row& row) {
  return {row.suite, row.benchmark};
}

double range_of(const compare::Row& row) {
  const auto& [base, head] = std::tie(row.base_summary, row.head_summary);
  const double largest = std::max(base.maximum, head.maximum);
  return largest > 0 ? (largest - std::min(base.minimum, head.minimum)) / largest : 0;
}

}  // namespace

std::vector<double> memory_spread(const std::vector<compare::Row>& rows) {
  std::map<Benchmark, double> varying;
  for (const auto& row : rows) {
    if (model::is_mean_over_iterations(row.metric) && varies_by_itself(row)) {
      varying[benchmark_of(row)] = range_of(row);
    }
  }
  std::vector<double> spread(rows.size(), 0.0);
  if (varying.empty()) return spread;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!model::is_memory(rows[i].metric)) continue;
    const auto found = varying.find(benchmark_of(rows[i]));
    if (found != varying.end()) spread[i] = found->second;
  }
  return spread;
}

}  // namespace benchgate::gate
