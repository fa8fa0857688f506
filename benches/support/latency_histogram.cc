#include "support/latency_histogram.h"

#include <algorithm>
#include <cmath>

namespace benches {

void LatencyHistogram::merge(const LatencyHistogram& other) {
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket)
    counts_[bucket] += other.counts_[bucket];
  total_ += other.total_;
}

std::optional<double> LatencyHistogram::percentile_ns(double share) const {
  if (total_ == 0) return std::nullopt;
  const double wanted = std::ceil(share * static_cast<double>(total_));
  const auto rank = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(wanted), 1, total_);
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
    seen += counts_[bucket];
    if (seen >= rank) return middle_of(bucket);
  }
  return std::nullopt;
}

double LatencyHistogram::middle_of(std::size_t bucket) {
  if (bucket < kExact) return static_cast<double>(bucket);
  const std::size_t shift = (bucket - kExact) / kPerOctave + 1;
  const std::uint64_t low = ((bucket - kExact) % kPerOctave + kPerOctave) << shift;
  const std::uint64_t width = std::uint64_t{1} << shift;
  return static_cast<double>(low) + static_cast<double>(width - 1) / 2.0;
}

}  // namespace benches
