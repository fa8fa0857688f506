#include "benchgate/stats/confirmation.h"

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

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
// has the level a ln(1 + (e - 1) / 16) = 0.00102008 for a = 0.01.
TEST(Confirmation, ShowsAClearShiftAtTheFirstLook) {
  const auto result = answer(around(0.03, 16), question(0.01));
  EXPECT_EQ(result.state, State::Shown);
  ASSERT_TRUE(result.adjusted_p);
  EXPECT_NEAR(*result.adjusted_p, std::ldexp(1.0, -16) * 0.01 / 0.00102008, 1e-8);
}

TEST(Confirmation, LooksTheOtherWayToo) {
  auto differences = around(0.03, 16);
  for (double& value : differences) value = -value;
  EXPECT_EQ(answer(differences, question(0.01, Alternative::Less)).state, State::Shown);
  EXPECT_EQ(answer(differences, question(0.01)).state, State::Futile);
}

// 2^-16 is above the level of the first look at this alpha: nothing could have been shown yet.
TEST(Confirmation, WaitsWhereTheFewPairsCannotReachTheLevel) {
  EXPECT_EQ(answer(around(0.03, 16), question(1e-5)).state, State::Continue);
  EXPECT_EQ(answer(around(0.03, 32), question(1e-5)).state, State::Shown);
}

TEST(Confirmation, DoesNotShowWhatIsTolerated) {
  const auto result = answer(around(0.004, 256), question(0.05));
  EXPECT_EQ(result.state, State::Futile);
  EXPECT_GE(result.adjusted_p.value_or(1), 0.05);
}

TEST(Confirmation, GivesUpWhereNothingIsThere) {
  EXPECT_EQ(answer(around(0.0, 16), question(0.01)).state, State::Futile);
}

TEST(Confirmation, LooksOnceMoreWhereMeasuringEnded) {
  EXPECT_FALSE(answer({}, question(0.01)).adjusted_p);
  EXPECT_EQ(answer({}, question(0.01)).state, State::Continue);
  EXPECT_EQ(answer(around(0.03, 14), question(0.01)).state, State::Shown);
  EXPECT_EQ(answer(around(0.03, 20), question(0.01)).state, State::Shown);
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

}  // namespace
}  // namespace benchgate::stats
