// Pairs of two builds, measured until a question about each benchmark is answered.
//
// What the question is, the caller knows; it is asked at the looks that its test has, and the
// answer is made from the differences that come back. For verdicts under a policy: duet.h.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "benchgate/measure/measure_pairs.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

struct PairsQuestion {
  using IsAnswered = std::function<bool(std::size_t benchmark, std::span<const double>)>;

  std::vector<measure::SuitePair> suites{};
  std::vector<measure::PairedBenchmark> benchmarks{};
  std::vector<std::string> metrics{};  ///< one for each benchmark
  std::vector<int> cpus{};
  measure::Seconds time_limit{0};
  std::string subject{};                 ///< for the line of progress
  std::span<const std::size_t> looks{};  ///< how many pairs there are when it is asked; they rise
  /// Is it answered, by ln(head / base) of as many pairs of this benchmark as a look has?
  IsAnswered is_answered{};
};

struct PairsAnswer {
  /// ln(head / base) of each benchmark, in measuring order.
  std::vector<std::vector<double>> differences{};
  /// Why a benchmark has none that could be used; empty texts for all others.
  std::vector<std::string> failures{};
  measure::Seconds elapsed{0};
  bool interrupted = false;
};

/// Stops at the last look, at the time limit, or at ^C. Throws as
/// measure_pairs().
[[nodiscard]] PairsAnswer measure_until_answered(const PairsQuestion& question, Observer& observer);

}  // namespace benchgate::work
