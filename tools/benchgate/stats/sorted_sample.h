// A sample sorted once, for everything that is made of order statistics.
//
// Median, interval, rank test and shift all start by sorting; a comparison asks for
// all four, and a type is how the sorting is neither forgotten nor repeated.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace benchgate::stats {

class SortedSample {
 public:
  /// Copies and sorts. Values must be finite (asserted). May be empty.
  explicit SortedSample(std::span<const double> values);

  [[nodiscard]] std::span<const double> values() const { return values_; }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] bool empty() const { return values_.empty(); }
  /// The i-th smallest, i from 0.
  [[nodiscard]] double operator[](std::size_t i) const { return values_[i]; }

 private:
  std::vector<double> values_;
};

/// The two samples of a comparison, by name: which is which decides every sign. Refers to
/// them, does not keep them: for the length of a call.
struct TwoSamples {
  const SortedSample& base;
  const SortedSample& head;
};

}  // namespace benchgate::stats
