#include "peer_rules.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <random>

#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/rank_sum.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::accuracy {
namespace {

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

bool mann_whitney_rejects(const PeerSamples& samples) {
  thread_local stats::NullDistributions distributions;
  const stats::SortedSample base(samples.base);
  const stats::SortedSample head(samples.head);
  const auto test = stats::rank_sum_test({base, head}, stats::Alternative::TwoSided, distributions);
  return test && test->p_value < 0.05;
}

bool compare_py(const PeerSamples& samples) {
  return mann_whitney_rejects(samples) && mean(samples.head) > mean(samples.base);
}

double median(std::span<const double> values) {
  return *stats::median(stats::SortedSample(values));
}

bool benchstat(const PeerSamples& samples) {
  return mann_whitney_rejects(samples) && median(samples.head) > median(samples.base);
}

bool benchstat_with_threshold(const PeerSamples& samples) {
  return mann_whitney_rejects(samples) && median(samples.head) > 1.05 * median(samples.base);
}

bool mean_above_five_percent(const PeerSamples& samples) {
  return mean(samples.head) > 1.05 * mean(samples.base);
}

double resampled_mean(std::span<const double> values, std::mt19937_64& random) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[std::uniform_int_distribution<std::size_t>(0, values.size() - 1)(random)];
  }
  return sum / static_cast<double>(values.size());
}

/// The 95 % bootstrap interval of the relative change of means excludes what criterion calls its
/// noise threshold, 1 %; it then excludes zero too, which is its test at 0.05.
bool criterion(const PeerSamples& samples) {
  constexpr int kResamples = 400;
  thread_local std::mt19937_64 random(20261121);
  std::vector<double> changes;
  changes.reserve(kResamples);
  for (int i = 0; i < kResamples; ++i) {
    changes.push_back(resampled_mean(samples.head, random) / resampled_mean(samples.base, random) -
                      1);
  }
  return *stats::quantile(stats::SortedSample(changes), 0.025) > 0.01;
}

constexpr std::array kRules = {
    PeerRule{"compare.py: Mann-Whitney 0.05, 10 runs", 10, compare_py},
    PeerRule{"benchstat: Mann-Whitney 0.05, 10 runs", 10, benchstat},
    PeerRule{"benchstat, and median up 5 %", 10, benchstat_with_threshold},
    PeerRule{"mean of 5 runs up 5 %", 5, mean_above_five_percent},
    PeerRule{"criterion: bootstrap 0.05, beyond 1 %, 10 runs", 10, criterion},
};

}  // namespace

std::span<const PeerRule> peer_rules() {
  return kRules;
}

}  // namespace benchgate::accuracy
