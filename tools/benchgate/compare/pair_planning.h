// Predicts what a session of pairs can show in a given time. For planning; decides nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace benchgate::compare {

/// The standard deviation of ln(head / base) of one pair; nothing of fewer than two pairs.
[[nodiscard]] std::optional<double> noise_of_pairs(std::span<const double> differences);

/// Of a benchmark of usual noise, and of the noisiest.
struct NoiseSummary {
  double median = 0;
  double worst = 0;
};
/// `log_sds`: one for each benchmark, one at least.
[[nodiscard]] NoiseSummary summary_of_noise(std::span<const double> log_sds);

struct PairPlanningQuestion {
  double log_sd = 0;            ///< of ln(head / base) of one pair; from 0 on
  double seconds_per_pair = 0;  ///< of the session's time, however many run side by side; above 0
  std::size_t benchmarks = 1;   ///< all of which are screened
};

/// The smallest slowdown of a single benchmark, as in 0.02, that a session of so many seconds
/// finds four times out of five: screening takes its share of every benchmark, and what is left
/// goes to the one. Nothing where no time is left, or too few pairs for the family-wise level.
[[nodiscard]] std::optional<double> smallest_slowdown_found(const PairPlanningQuestion& question,
                                                            double seconds);

}  // namespace benchgate::compare
