#include "benchgate/stats/power.h"

#include <limits>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

const PowerQuestion kQuestion = {
    .log_sd = 0.02, .alpha = Alpha(0.01), .power = 0.8, .tolerated_effect = 0.005};

// R 4.2, z <- qnorm(.99) + qnorm(.8):
TEST(PairsNeeded, AgreesWithTheFormulaInR) {
  // pi / 3 * (z * .02 / (log(1.03) - log(1.005)))^2 = 6.96; the exact test needs 7 for 0.01
  EXPECT_EQ(pairs_needed(kQuestion, 0.03), 7u);
  // pi / 3 * (z * .02 / log(1.02))^2 = 10.72
  EXPECT_EQ(pairs_needed({.log_sd = 0.02, .alpha = Alpha(0.01), .power = 0.8}, 0.02), 11u);
}

TEST(PairsNeeded, NeverFallsBelowWhatTheExactTestNeeds) {
  EXPECT_EQ(pairs_needed(kQuestion, 5.0), 7u);  // 2^-7 < 0.01 < 2^-6
}

TEST(PairsNeeded, RefusesQuestionsWithoutAnAnswer) {
  EXPECT_EQ(pairs_needed(kQuestion, 0.005), std::nullopt);  // nothing to tell apart
  EXPECT_EQ(pairs_needed(kQuestion, 0.001), std::nullopt);
  EXPECT_EQ(pairs_needed(kQuestion, -0.03), std::nullopt);
  EXPECT_EQ(pairs_needed(kQuestion, 0.005 + 1e-12), std::nullopt);  // beyond 1e9
  const auto with = [](double sd, double power, double tolerated) {
    return pairs_needed(
        {.log_sd = sd, .alpha = Alpha(0.01), .power = power, .tolerated_effect = tolerated}, 0.03);
  };
  EXPECT_EQ(with(0.0, 0.8, 0.0), std::nullopt);
  EXPECT_EQ(with(-0.1, 0.8, 0.0), std::nullopt);
  EXPECT_EQ(with(std::numeric_limits<double>::quiet_NaN(), 0.8, 0.0), std::nullopt);
  EXPECT_EQ(with(0.02, 1.0, 0.0), std::nullopt);
  EXPECT_EQ(with(0.02, 0.01, 0.0), std::nullopt);
  EXPECT_EQ(with(0.02, 0.8, -0.5), std::nullopt);
}

TEST(SmallestDetectableEffect, AgreesWithTheFormulaInR) {
  // exp(log(1.005) + z * .02 * sqrt(pi / 3 / 20)) - 1
  EXPECT_NEAR(*smallest_detectable_effect(kQuestion, 20), 0.0196766969335975, 1e-14);
  // exp(z * .03 * sqrt(pi / 3 * (1 / 20 + 1 / 15))) - 1
  const PowerQuestion apart = {.log_sd = 0.03, .alpha = Alpha(0.01), .power = 0.8};
  EXPECT_NEAR(*smallest_detectable_effect(apart, 20, 15), 0.0337771758449017, 1e-14);
}

TEST(SmallestDetectableEffect, DoesNotExistWhereTheTestCannotReject) {
  EXPECT_EQ(smallest_detectable_effect(kQuestion, 6), std::nullopt);
  EXPECT_TRUE(smallest_detectable_effect(kQuestion, 7));
  EXPECT_EQ(smallest_detectable_effect(kQuestion, 0), std::nullopt);
  EXPECT_EQ(smallest_detectable_effect(kQuestion, 0, 5), std::nullopt);
  EXPECT_EQ(smallest_detectable_effect(kQuestion, 4, 4), std::nullopt);  // 1/70
  EXPECT_TRUE(smallest_detectable_effect(kQuestion, 5, 5));              // 1/252
}

TEST(SamplesNeededPerSide, AgreesWithTheFormulaInR) {
  // pi / 3 * 2 * (z * .04 / log(1.05))^2 = 14.13
  EXPECT_EQ(samples_needed_per_side({.log_sd = 0.04, .alpha = Alpha(0.01), .power = 0.8}, 0.05),
            15u);
  EXPECT_EQ(samples_needed_per_side(kQuestion, 9.0), 5u);
  EXPECT_EQ(samples_needed_per_side(kQuestion, 0.0), std::nullopt);
}

TEST(SmallestDetectableEffect, IsTheInverseOfPairsNeeded) {
  const auto effect = smallest_detectable_effect(kQuestion, 40);
  EXPECT_EQ(pairs_needed(kQuestion, *effect * 1.0001), 40u);
}

}  // namespace
}  // namespace benchgate::stats
