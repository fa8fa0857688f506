#include "benchgate/stats/screening.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

const ScreeningQuestion kQuestion{.tolerated = std::log(1.005), .margin = std::log(1.02)};

ScreeningState state_of(const std::vector<double>& differences) {
  NullDistributions distributions;
  return screen(differences, kQuestion, distributions);
}

Suspicion suspicion_of(const std::vector<double>& differences) {
  NullDistributions distributions;
  return suspicion(differences, kQuestion, distributions);
}

// All of these within a thousandth of `centre`.
std::vector<double> quiet(double centre, std::size_t pairs) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < pairs; ++i) {
    differences.push_back(centre + 0.0001 * (static_cast<double>((i * 7) % 11) - 5));
  }
  return differences;
}

TEST(Screening, IsClearedWhereTheIntervalIsNarrowAroundNothing) {
  EXPECT_EQ(state_of(quiet(0, 6)), ScreeningState::Cleared);
  EXPECT_EQ(suspicion_of(quiet(0, 6)), Suspicion::None);
}

TEST(Screening, SaysNothingBeforeThereIsAnInterval) {
  EXPECT_EQ(state_of(quiet(0.5, 5)), ScreeningState::Continue);
  EXPECT_EQ(suspicion_of(quiet(0.5, 5)), Suspicion::None);
  EXPECT_EQ(state_of({}), ScreeningState::Continue);
}

TEST(Screening, SuspectsASmallShiftOfAQuietBenchmarkEitherWay) {
  EXPECT_EQ(state_of(quiet(0.01, 6)), ScreeningState::Suspect);
  EXPECT_EQ(suspicion_of(quiet(0.01, 6)), Suspicion::Increase);
  EXPECT_EQ(state_of(quiet(-0.01, 6)), ScreeningState::Suspect);
  EXPECT_EQ(suspicion_of(quiet(-0.01, 6)), Suspicion::Decrease);
}

TEST(Screening, ToleratesWhatIsTolerated) {
  EXPECT_EQ(state_of(quiet(0.004, 6)), ScreeningState::Cleared);
  EXPECT_EQ(suspicion_of(quiet(0.004, 6)), Suspicion::None);
}

TEST(Screening, GoesOnWhileNoiseHidesTheAnswer) {
  const std::vector<double> noisy = {0.03, -0.028, 0.011, -0.012, 0.02, -0.021};
  EXPECT_EQ(state_of(noisy), ScreeningState::Continue);
  EXPECT_EQ(suspicion_of(noisy), Suspicion::None);
}

TEST(Screening, TrustsFewPairsLessThanMany) {
  // The widest of the averages of two lies beyond 2 %: enough after many pairs, not after few.
  std::vector<double> differences = {-0.021, 0.0211, -0.0172, 0.0173, -0.0174, 0.0175};
  EXPECT_EQ(state_of(differences), ScreeningState::Continue);
  for (int i = 0; i < 2; ++i) {
    differences.insert(differences.end(), differences.begin(), differences.end());
  }
  ASSERT_EQ(differences.size(), 24U);
  EXPECT_EQ(state_of(differences), ScreeningState::Cleared);
}

TEST(Screening, DoesNotClearAQuietBenchmarkThatMovedWithinTheMargin) {
  EXPECT_EQ(state_of(quiet(0.012, 24)), ScreeningState::Suspect);
}

TEST(Screening, LooksRise) {
  const auto looks = screening_looks();
  for (std::size_t i = 1; i < looks.size(); ++i) EXPECT_GT(looks[i], looks[i - 1]);
}

}  // namespace
}  // namespace benchgate::stats
