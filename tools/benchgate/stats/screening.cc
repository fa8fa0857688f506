#include "benchgate/stats/screening.h"

#include <array>
#include <cmath>

#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/sign_test.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::stats {
namespace {

constexpr std::array<std::size_t, 15> kLooks = {6,  8,  10, 12, 14, 16, 18, 20,
                                                24, 28, 32, 40, 48, 56, 64};
constexpr double kLevel = 0.95;  // one-sided 97.5 %, at each of several looks

constexpr double kNormalQuantile = 1.959964;  // of kLevel, two-sided
constexpr double kLogLikelihoodRatio = 2.8;
constexpr std::size_t kPairsOfANoisyOne = 16;
/// Of the sign test of large differences: one, three and five that point one way, and none the
/// other.
constexpr double kSingleTail = 0.5;
constexpr double kSuspiciousTail = 0.125;
constexpr double kTellingTail = 0.05;
/// Until then a single large difference is worth waiting for the next.
constexpr std::size_t kPairsToAwaitTheNext = 20;

struct Seen {
  std::size_t pairs = 0;
  double centre = 0;
  Interval interval{};

  [[nodiscard]] double half_width() const { return (interval.upper - interval.lower) / 2; }
  [[nodiscard]] bool lies_within(double bound) const {
    return interval.lower > -bound && interval.upper < bound;
  }
};

/// ln of how much likelier it is where nothing changed than where something did by `change`,
/// whichever way it seems to; for a normal estimate.
double log_likelihood_ratio(const Seen& seen, double change) {
  const double error = seen.half_width() / kNormalQuantile;
  return change * (change / 2 - std::abs(seen.centre)) / (error * error);
}

/// A shift that is small against the margin is no small matter for a quiet benchmark, whose
/// interval is narrow.
bool is_close_to_nothing(const Seen& seen, double tolerated) {
  return std::abs(seen.centre) < 0.75 * tolerated + seen.half_width() / 3;
}

Suspicion towards(const LargeDifferences& large) {
  return large.up > large.down ? Suspicion::Increase : Suspicion::Decrease;
}

bool has_tail(const LargeDifferences& large, double level) {
  const auto side =
      towards(large) == Suspicion::Increase ? Alternative::Greater : Alternative::Less;
  return sign_test(large, side) <= level;
}

bool is_cleared(const Seen& seen, const LargeDifferences& large,
                const ScreeningQuestion& question) {
  if (seen.pairs < kPairsOfANoisyOne && !seen.lies_within(question.margin / 2)) return false;
  const bool is_early = seen.pairs < kPairsToAwaitTheNext;
  if (has_tail(large, is_early ? kSingleTail : kSuspiciousTail)) return false;
  return log_likelihood_ratio(seen, question.margin) > kLogLikelihoodRatio &&
         is_close_to_nothing(seen, question.tolerated);
}

}  // namespace

std::span<const std::size_t> screening_looks() {
  return kLooks;
}

ScreeningState screen(std::span<const double> differences, const ScreeningQuestion& question,
                      NullDistributions& distributions) {
  if (differences.size() < kLooks.front()) return ScreeningState::Continue;
  const SortedSample sorted(differences);
  const auto estimate = hodges_lehmann(sorted, ConfidenceLevel(kLevel), distributions);
  if (!estimate->interval) return ScreeningState::Continue;
  const Interval& interval = estimate->interval->bounds;
  const auto large = large_differences(differences, question.margin);
  if (is_cleared({.pairs = differences.size(), .centre = estimate->point, .interval = interval},
                 large, question)) {
    return ScreeningState::Cleared;
  }
  const bool has_moved =
      interval.lower > question.tolerated || interval.upper < -question.tolerated;
  return has_moved || has_tail(large, kTellingTail) ? ScreeningState::Suspect
                                                    : ScreeningState::Continue;
}

Suspicion suspicion(std::span<const double> differences, const ScreeningQuestion& question,
                    NullDistributions& distributions) {
  if (differences.size() < kLooks.front()) return Suspicion::None;
  if (screen(differences, question, distributions) == ScreeningState::Cleared) {
    return Suspicion::None;
  }
  const SortedSample sorted(differences);
  const double centre = hodges_lehmann(sorted, ConfidenceLevel(kLevel), distributions)->point;
  if (centre > question.tolerated) return Suspicion::Increase;
  if (centre < -question.tolerated) return Suspicion::Decrease;
  const auto large = large_differences(differences, question.margin);
  return has_tail(large, kSuspiciousTail) ? towards(large) : Suspicion::None;
}

}  // namespace benchgate::stats
