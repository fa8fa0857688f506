#include "benchgate/stats/screening.h"

#include <array>

#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::stats {
namespace {

constexpr std::array<std::size_t, 11> kLooks = {6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64};
constexpr double kClearingLevel = 0.95;
constexpr double kSuspicionLevel = 0.60;  // one-sided 80 %

/// How far from `tolerated` (0) to `margin` (1) the bound that clears lies.
double leniency(std::size_t pairs) {
  if (pairs < 12) return 1.0 / 3;
  if (pairs < 16) return 1.0 / 2;
  if (pairs < 24) return 2.0 / 3;
  return 1.0;
}

}  // namespace

std::span<const std::size_t> screening_looks() {
  return kLooks;
}

ScreeningState screen(std::span<const double> differences, const ScreeningQuestion& question,
                      NullDistributions& distributions) {
  if (differences.size() < kLooks.front()) return ScreeningState::Continue;
  const SortedSample sorted(differences);
  const auto wide = hodges_lehmann(sorted, ConfidenceLevel(kClearingLevel), distributions);
  const double bound =
      question.tolerated + (question.margin - question.tolerated) * leniency(differences.size());
  if (wide->interval && wide->interval->bounds.lower > -bound &&
      wide->interval->bounds.upper < bound) {
    return ScreeningState::Cleared;
  }
  const auto narrow = hodges_lehmann(sorted, ConfidenceLevel(kSuspicionLevel), distributions);
  if (narrow->interval && (narrow->interval->bounds.lower > question.tolerated ||
                           narrow->interval->bounds.upper < -question.tolerated)) {
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
  const double centre =
      hodges_lehmann(sorted, ConfidenceLevel(kSuspicionLevel), distributions)->point;
  if (centre > question.tolerated) return Suspicion::Increase;
  if (centre < -question.tolerated) return Suspicion::Decrease;
  return Suspicion::None;
}

}  // namespace benchgate::stats
