#include "benchgate/stats/confirmation.h"

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

using ::testing::ElementsAre;
using State = ConfirmationAnswer::State;

ConfirmationQuestion question(double alpha, Alternative direction = Alternative::Greater) {
  return {.direction = direction,
          .tolerated = std::log(1.005),
          .margin = std::log(1.02),
          .alpha = Alpha(alpha)};
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

ConfirmationAnswer answer(const std::vector<double>& differences,
                          const ConfirmationQuestion& asked) {
  NullDistributions distributions;
  return confirm(differences, asked, distributions);
}

// By hand: 16 of 16 differences beyond the tolerated have p = 2^-16; the first look at 16 of 256
// has the level a ln(1 + (e - 1) / 16) = 0.00102008 for a = 0.01, and four fifths of it are the
// signed-rank test's.
TEST(Confirmation, ShowsAClearShiftAtTheFirstLook) {
  const auto result = answer(around(0.03, 16), question(0.01));
  EXPECT_EQ(result.state, State::Shown);
  ASSERT_TRUE(result.adjusted_p);
  EXPECT_NEAR(*result.adjusted_p, std::ldexp(1.0, -16) * 0.01 / (0.8 * 0.00102008), 1e-8);
  EXPECT_EQ(result.pairs, 16U);
  EXPECT_FALSE(result.tail);
}

TEST(Confirmation, LooksTheOtherWayToo) {
  auto differences = around(0.03, 16);
  for (double& value : differences) value = -value;
  EXPECT_EQ(answer(differences, question(0.01, Alternative::Less)).state, State::Shown);
  EXPECT_EQ(answer(differences, question(0.01)).state, State::Futile);
}

// One small difference may point the wrong way: 2^-19 = 1.9e-6 is above four fifths of the level of
// a look at 20 pairs, 1e-5 ln(1 + (e - 1) 20 / 256) = 1.26e-6; 2^-20 = 9.5e-7 is below them at 21.
TEST(Confirmation, TakesItsFirstLookWhereThePairsCanReachTheLevel) {
  EXPECT_THAT(confirmation_looks(Alpha(0.01)), ElementsAre(16, 32, 64, 128, 256));
  EXPECT_THAT(confirmation_looks(Alpha(1e-5)), ElementsAre(21, 32, 64, 128, 256));
  EXPECT_EQ(answer(around(0.03, 20), question(1e-5)).state, State::Continue);
  EXPECT_EQ(answer(around(0.03, 21), question(1e-5)).state, State::Shown);
}

TEST(Confirmation, DoesNotShowWhatIsTolerated) {
  const auto result = answer(around(0.004, 256), question(0.05));
  EXPECT_EQ(result.state, State::Futile);
  EXPECT_GE(result.adjusted_p.value_or(1), 0.05);
}

TEST(Confirmation, GivesUpWhereNothingIsThere) {
  EXPECT_EQ(answer(around(0.0, 16), question(0.01)).state, State::Futile);
}

ConfirmationAnswer answer_at_end(const std::vector<double>& differences,
                                 ConfirmationQuestion asked) {
  asked.has_ended = true;
  return answer(differences, asked);
}

// All of alpha is left: four fifths of 0.01 are above 2^-7 = 0.0078 and below 2^-6.
TEST(Confirmation, SpendsAllOfAlphaWhereTheClockEndsIt) {
  EXPECT_EQ(answer(around(0.69, 7), question(0.01)).state, State::Continue);
  EXPECT_EQ(answer_at_end(around(0.69, 7), question(0.01)).state, State::Shown);
  EXPECT_EQ(answer_at_end(around(0.69, 6), question(0.01)).state, State::Continue);
  EXPECT_FALSE(answer_at_end({}, question(0.01)).adjusted_p);
  EXPECT_EQ(answer_at_end({}, question(0.01)).state, State::Continue);
}

// Two of 16 point the wrong way, by little: p = 6.1e-5 (R: wilcox.test), too much for the first
// look at alpha = 0.0001 and enough for all of it.
TEST(Confirmation, SpendsAllOfAlphaWhereTheClockComesAtALook) {
  std::vector<double> differences = around(0.03, 18);
  differences[3] = std::log(1.005) - 0.0001;
  differences[5] = std::log(1.005) - 0.0002;
  const auto asked = question(0.0001);
  ASSERT_EQ(confirmation_looks(asked.alpha).front(), 18U);
  EXPECT_EQ(answer(differences, asked).state, State::Continue);
  EXPECT_EQ(answer_at_end(differences, asked).state, State::Shown);
}

/// 64 pairs that differ by hardly anything, every fifth by `slower`.
std::vector<double> mixture(double slower) {
  auto differences = around(0.0, 64);
  for (std::size_t i = 4; i < differences.size(); i += 5) differences[i] += slower;
  return differences;
}

TEST(Confirmation, ShowsWhatOnlySomeProcessesHave) {
  const auto result = answer(mixture(0.69), question(0.01));
  EXPECT_EQ(result.state, State::Shown);
  ASSERT_TRUE(result.tail);
  EXPECT_EQ(result.tail->up, 12U);
  EXPECT_EQ(result.tail->down, 0U);
  auto shift_only = question(0.01);
  shift_only.tail_share = 0;
  EXPECT_EQ(answer(mixture(0.69), shift_only).state, State::Futile);
  EXPECT_EQ(answer(mixture(0.69), question(0.01, Alternative::Less)).state, State::Futile);
}

TEST(Confirmation, DoesNotShowATailThatBothSidesHave) {
  auto differences = mixture(0.69);
  for (std::size_t i = 2; i < differences.size(); i += 5) differences[i] -= 0.69;
  EXPECT_EQ(answer(differences, question(0.01)).state, State::Futile);
}

/// The share of sessions that show something where head is slower by what is just tolerated.
double false_alarms(double alpha, double outliers, int sessions) {
  std::mt19937_64 random(20261121);
  std::normal_distribution<double> noise(0, 0.02);
  std::bernoulli_distribution is_outlier(outliers);
  NullDistributions distributions;
  int shown = 0;
  for (int i = 0; i < sessions; ++i) {
    std::vector<double> differences(256);
    for (double& value : differences) {
      value = std::log(1.005) + noise(random) * (is_outlier(random) ? 10 : 1);
    }
    shown += confirm(differences, question(alpha), distributions).state == State::Shown ? 1 : 0;
  }
  return static_cast<double>(shown) / sessions;
}

// Four standard errors of a share of 0.05 in 2000 are 0.02.
TEST(Confirmation, KeepsItsErrorRateOverAllLooks) {
  EXPECT_LE(false_alarms(0.05, 0, 2000), 0.05 + 0.02);
  EXPECT_LE(false_alarms(0.05, 0.1, 2000), 0.05 + 0.02);
  EXPECT_GT(false_alarms(0.2, 0, 500), 0.02);  // it can alarm at all
}

// The clock may come at any pair: what is left of alpha is spent there, and no more.
TEST(Confirmation, KeepsItsErrorRateWhereTheClockEndsIt) {
  std::mt19937_64 random(20261130);
  std::normal_distribution<double> noise(std::log(1.005), 0.02);
  std::uniform_int_distribution<std::size_t> length(6, 100);
  NullDistributions distributions;
  auto asked = question(0.05);
  asked.has_ended = true;
  int shown = 0;
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> differences(length(random));
    for (double& value : differences) value = noise(random);
    shown += confirm(differences, asked, distributions).state == State::Shown ? 1 : 0;
  }
  EXPECT_LE(shown, (0.05 + 0.02) * 2000);
  EXPECT_GT(shown, 0.02 * 2000);
}

}  // namespace
}  // namespace benchgate::stats
