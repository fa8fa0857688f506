#include "benchgate/compare/independent_samples.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <unordered_map>

#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::compare {

IndependentSamples independent_samples(const model::MetricSeries& series) {
  std::vector<std::vector<double>> groups;
  std::unordered_map<std::uint32_t, std::size_t> group_of;
  for (std::size_t i = 0; i < series.processes.size() && i < series.samples.size(); ++i) {
    const auto [entry, is_new] = group_of.try_emplace(series.processes[i], groups.size());
    if (is_new) groups.emplace_back();
    groups[entry->second].push_back(series.samples[i]);
  }
  if (groups.size() < 2) return {series.samples, 1};
  IndependentSamples result;
  result.processes = groups.size();
  result.values.reserve(groups.size());
  for (const auto& group : groups) {
    if (const auto middle = stats::median(stats::SortedSample(group))) {
      result.values.push_back(*middle);
    }
  }
  return result;
}

}  // namespace benchgate::compare
