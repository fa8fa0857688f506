#include "benchgate/stats/median_interval.h"

namespace benchgate::stats {
namespace {

std::optional<ConfidenceInterval> between(const SortedSample& sample,
                                          const std::optional<MedianRanks>& ranks) {
  if (!ranks) return std::nullopt;
  return ConfidenceInterval{
      .bounds = {.lower = sample[ranks->rank - 1], .upper = sample[sample.size() - ranks->rank]},
      .achieved_level = ranks->achieved_level};
}

}  // namespace

std::optional<ConfidenceInterval> median_interval(const SortedSample& sample,
                                                  ConfidenceLevel level) {
  return between(sample, median_ranks(sample.size(), level));
}

std::optional<ConfidenceInterval> median_interval(const SortedSample& sample, ConfidenceLevel level,
                                                  NullDistributions& distributions) {
  return between(sample, distributions.median_ranks(sample.size(), level));
}

}  // namespace benchgate::stats
