// How the time that measuring may take is shared out among what is to be measured.
#pragma once

#include <chrono>

#include "benchgate/measure/child_process.h"

namespace benchgate::work {

/// Starts when it is made.
class TimeBudget {
 public:
  explicit TimeBudget(measure::Seconds total) : total_(total) {}

  /// The longest to wait for the first row of a benchmark: as long as all measuring may take. It
  /// is also the most by which the budget can be exceeded.
  [[nodiscard]] measure::Seconds first_patience() const;

  /// For what is new, which comes first: nothing else can take the place of its few samples.
  [[nodiscard]] measure::Seconds for_new() const { return total_ / 2; }
  /// From now on; leaves something for counting.
  [[nodiscard]] measure::Seconds for_pairs() const;
  /// From now on. Counting is quick, but a suite may have many benchmarks that are not.
  [[nodiscard]] measure::Seconds for_counting() const;

 private:
  [[nodiscard]] measure::Seconds left() const;

  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  measure::Seconds total_;
};

}  // namespace benchgate::work
