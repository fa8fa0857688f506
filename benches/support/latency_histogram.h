#pragma once

// A histogram of durations that costs the same to fill whatever it is filled with:
// exact below 256 ns, then 128 buckets per power of two (the layout HdrHistogram
// uses), so that a percentile is at most 0.4 % off. Fixed memory, no allocation after
// construction. Knows no benchmark and no clock: that is latency_recorder.h.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace benches {

class LatencyHistogram {
 public:
  /// Counts one duration. Longer than kLongestNs counts as kLongestNs.
  void add(std::uint64_t nanoseconds) { ++counts_[bucket_of(nanoseconds)], ++total_; }

  /// Adds everything that the other has counted.
  void merge(const LatencyHistogram& other);

  [[nodiscard]] std::uint64_t total() const { return total_; }

  /// The smallest duration that at least this share (0 < share <= 1) of the counted
  /// ones do not exceed (nearest rank, no interpolation), in nanoseconds: the middle
  /// of its bucket. With fewer than 1 / (1 - share) counted it is the longest one.
  /// Nothing if nothing was counted.
  [[nodiscard]] std::optional<double> percentile_ns(double share) const;

  static constexpr std::uint64_t kLongestNs = (std::uint64_t{1} << 42) - 1;  // 73 minutes

 private:
  static constexpr std::size_t kExact = 256;
  static constexpr std::size_t kPerOctave = 128;
  static constexpr std::size_t kBuckets = kExact + (42 - 8) * kPerOctave;

  static std::size_t bucket_of(std::uint64_t nanoseconds) {
    if (nanoseconds < kExact) return static_cast<std::size_t>(nanoseconds);
    if (nanoseconds > kLongestNs) return kBuckets - 1;
    const auto shift = static_cast<std::size_t>(std::bit_width(nanoseconds)) - 8;
    return kExact + (shift - 1) * kPerOctave + (nanoseconds >> shift) - kPerOctave;
  }
  static double middle_of(std::size_t bucket);

  std::array<std::uint64_t, kBuckets> counts_{};
  std::uint64_t total_ = 0;
};

}  // namespace benches
