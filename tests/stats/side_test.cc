#include "benchgate/stats/side.h"

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/stats/confirmation.h"

namespace benchgate::stats {
namespace {

Side side(const std::vector<double>& differences, double threshold, double alpha) {
  NullDistributions distributions;
  return side_of(differences, {.threshold = threshold, .alpha = Alpha(alpha)}, distributions);
}

/// Distinct values around `centre`, a hundred-thousandth apart.
std::vector<double> around(double centre, std::size_t pairs) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < pairs; ++i) {
    const double step = 0.00001 * static_cast<double>(i + 1);
    differences.push_back(i % 2 == 0 ? centre + step : centre - step);
  }
  return differences;
}

// By hand: 16 of 16 on one side have p = 2^-16 = 1.5e-5; the first look at 16 of 256 has the level
// a ln(1 + (e - 1) / 16) = 0.102 a.
TEST(Side, IsSaidAtTheFirstLookThatShowsIt) {
  EXPECT_EQ(side(around(0.03, 16), 0.015, 0.01), Side::Above);
  EXPECT_EQ(side(around(0.00, 16), 0.015, 0.01), Side::Below);
  EXPECT_EQ(side(around(0.03, 16), 0.015, 1e-4), Side::Undecided);
  EXPECT_EQ(side(around(0.03, 32), 0.015, 1e-4), Side::Above);
}

TEST(Side, OfAChangeToTheOtherDirectionIsTheSame) {
  EXPECT_EQ(side(around(-0.03, 16), -0.015, 0.01), Side::Below);
  EXPECT_EQ(side(around(0.00, 16), -0.015, 0.01), Side::Above);
}

TEST(Side, IsNotSaidOfNothingOrOfWhatLiesOnTheThreshold) {
  EXPECT_EQ(side({}, 0.015, 0.01), Side::Undecided);
  EXPECT_EQ(side(around(0.015, 256), 0.015, 0.01), Side::Undecided);
  EXPECT_EQ(side(std::vector<double>(256, 0.015), 0.015, 0.01), Side::Undecided);
}

/// 16 pairs at the first look say Above; whatever comes later does not take it back.
TEST(Side, StaysWhatItWasAtItsLook) {
  auto differences = around(0.03, 16);
  const auto later = around(-0.5, 240);
  differences.insert(differences.end(), later.begin(), later.end());
  EXPECT_EQ(side(differences, 0.015, 0.01), Side::Above);
}

/// As a bisection asks: on at each look until a side is shown or the last look is over.
Side ask(double truth, double sd, double alpha, std::mt19937_64& random,
         NullDistributions& distributions) {
  std::normal_distribution<double> noise(truth, sd);
  std::vector<double> differences;
  for (const std::size_t look : confirmation_looks()) {
    while (differences.size() < look) differences.push_back(noise(random));
    const auto answer =
        side_of(differences, {.threshold = 0.015, .alpha = Alpha(alpha)}, distributions);
    if (answer != Side::Undecided) return answer;
  }
  return Side::Undecided;
}

// A truth on the threshold itself is the worst case: each side may be said by noise in at most
// alpha of all cases. Bounds four standard errors wide.
TEST(Side, IsWronglySaidNoMoreOftenThanAlpha) {
  constexpr int kTrials = 4000;
  constexpr double kAlpha = 0.05;
  std::mt19937_64 random(20261121);
  NullDistributions distributions;
  int above = 0;
  int below = 0;
  for (int i = 0; i < kTrials; ++i) {
    const auto answer = ask(0.015, 0.02, kAlpha, random, distributions);
    above += answer == Side::Above ? 1 : 0;
    below += answer == Side::Below ? 1 : 0;
  }
  const double most = kTrials * kAlpha + 4 * std::sqrt(kTrials * kAlpha * (1 - kAlpha));
  EXPECT_LE(above, most);
  EXPECT_LE(below, most);
  EXPECT_GE(above + below, kTrials / 50) << "so careful that it would say nothing";
}

// Half of 3 % between two builds whose pairs differ by 1.5 %: both answers come.
TEST(Side, IsNearlyAlwaysFoundWhereTheNoiseIsAsLargeAsTheThreshold) {
  std::mt19937_64 random(7);
  NullDistributions distributions;
  int right = 0;
  for (int i = 0; i < 200; ++i) {
    right += ask(0.00, 0.015, 0.001, random, distributions) == Side::Below ? 1 : 0;
    right += ask(0.03, 0.015, 0.001, random, distributions) == Side::Above ? 1 : 0;
  }
  EXPECT_EQ(right, 400);
}

}  // namespace
}  // namespace benchgate::stats
