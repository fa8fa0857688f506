// How noisy is measuring here? Suites measured against themselves, and what that lets one see.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/compare/pair_planning.h"
#include "benchgate/measure/measure_pairs.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

struct BenchmarkNoise {
  std::string suite;
  std::string name;
  model::Pacing pacing = model::Pacing::Duet;
  std::size_t pairs = 0;
  double log_sd = 0;            ///< of ln(head / base) of one pair
  double seconds_per_pair = 0;  ///< of the session's time, however many run side by side
};

struct NoiseReport {
  std::vector<BenchmarkNoise> benchmarks;  ///< those with two pairs at least
  std::vector<std::string> failures;       ///< a sentence each
  model::Diagnostics diagnostics;
  bool interrupted = false;
};

struct NoiseRequest {
  std::vector<measure::SuiteToRun> suites;
  std::vector<int> cpus;
  std::size_t pairs = 10;  ///< of every benchmark, as far as the budget goes
  measure::Seconds budget{60};
};

/// Throws as discover() and measure_pairs().
[[nodiscard]] NoiseReport check_noise(const NoiseRequest& request, const Caller& caller);

/// What can be seen in `minutes`: the smallest slowdown of one benchmark, found four times out of
/// five.
struct Reach {
  int minutes = 0;
  /// Of a benchmark of usual noise, and of the noisiest. Nothing: not even time to screen.
  std::optional<double> median;
  std::optional<double> worst;
};

/// In 1, 5 and 15 minutes, for a suite of so many benchmarks like those that were measured.
/// Precondition: there are some.
[[nodiscard]] std::array<Reach, 3> reach_of(const NoiseReport& report, std::size_t benchmarks);

/// Precondition: there are some benchmarks.
[[nodiscard]] compare::NoiseSummary summary_of(const NoiseReport& report);

}  // namespace benchgate::work
