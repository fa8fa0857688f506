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
  EXPECT_EQ(state_of(quiet(0.003, 6)), ScreeningState::Cleared);
  EXPECT_EQ(suspicion_of(quiet(0.003, 6)), Suspicion::None);
  EXPECT_EQ(suspicion_of(quiet(0.0045, 6)), Suspicion::None);  // not cleared, and yet no suspect
}

TEST(Screening, GoesOnWhileNoiseHidesTheAnswer) {
  const std::vector<double> noisy = {0.03, -0.028, 0.011, -0.012, 0.02, -0.021};
  EXPECT_EQ(state_of(noisy), ScreeningState::Continue);
  EXPECT_EQ(suspicion_of(noisy), Suspicion::None);
}

// So that one of n differences from -width to width, evenly, has its centre at `centre`.
std::vector<double> even(double centre, double width, std::size_t pairs) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < pairs; ++i) {
    differences.push_back(
        centre + width * (2 * static_cast<double>(i) / static_cast<double>(pairs - 1) - 1));
  }
  return differences;
}

TEST(Screening, LetsANoisyBenchmarkLieFurtherFromNothingThanAQuietOne) {
  // Both 0.45 % up; of the 16 the interval is 1 % wide, half of it a third more than is allowed.
  EXPECT_EQ(state_of(quiet(0.0045, 16)), ScreeningState::Continue);
  EXPECT_EQ(state_of(even(0.0045, 0.014, 16)), ScreeningState::Cleared);
}

TEST(Screening, ClearsANoisyBenchmarkOnlyAfterMorePairs) {
  // Of 12 the interval reaches 1.1 % to either side, of 16 0.95 %.
  EXPECT_EQ(state_of(even(0, 0.03, 12)), ScreeningState::Continue);
  EXPECT_EQ(state_of(even(0, 0.03, 16)), ScreeningState::Cleared);
  EXPECT_EQ(state_of(even(0, 0.008, 12)), ScreeningState::Cleared);
}

TEST(Screening, DoesNotClearWhatAMarginWouldExplainAsWell) {
  // Halfway between nothing and the margin both are equally likely, however narrow the interval.
  EXPECT_NE(state_of(even(0.0099, 0.012, 64)), ScreeningState::Cleared);
  // 0.6 % of 2 %, a standard error of 0.8 %: 1.25 = ln 3.5. Of 0.6 %: 2.2 = ln 9.
  EXPECT_EQ(state_of(even(0.006, 0.05, 16)), ScreeningState::Continue);
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
