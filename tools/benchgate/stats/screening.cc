#include "benchgate/stats/screening.h"

#include <array>
#include <cmath>

#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::stats {
namespace {

constexpr std::array<std::size_t, 11> kLooks = {6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64};
constexpr double kLevel = 0.95;  // one-sided 97.5 %, at each of several looks

/// How far the estimate may lie from nothing: a shift that is small against the margin is no small
/// matter for a quiet benchmark, whose interval is narrow.
double centre_bound(const Interval& interval, const ScreeningQuestion& question) {
  return 0.75 * question.tolerated + (interval.upper - interval.lower) / 6;
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
  if (interval.lower > -question.margin && interval.upper < question.margin &&
      std::abs(estimate->point) < centre_bound(interval, question)) {
    return ScreeningState::Cleared;
  }
  if (interval.lower > question.tolerated || interval.upper < -question.tolerated) {
    return ScreeningState::Suspect;
  }
  return ScreeningState::Continue;
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
  return Suspicion::None;
}

}  // namespace benchgate::stats
