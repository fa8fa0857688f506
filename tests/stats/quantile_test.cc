#include "benchgate/stats/quantile.h"

#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

// R 4.2: x <- c(7.1, 3.4, 9.9, 1.2, 5.6, 8.8, 2.3, 120, 4.5, 6.7)
const std::vector<double> kTen = {7.1, 3.4, 9.9, 1.2, 5.6, 8.8, 2.3, 120, 4.5, 6.7};

SortedSample sorted(const std::vector<double>& values) {
  return SortedSample(values);
}

TEST(SortedSample, SortsACopy) {
  const std::vector<double> values = {3, 1, 2};
  const SortedSample sample(values);
  EXPECT_EQ(std::vector<double>(sample.values().begin(), sample.values().end()),
            (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(values.front(), 3);
}

TEST(Median, IsTheMiddleValueOrTheMeanOfTwo) {
  EXPECT_EQ(median(sorted({3, 1, 2})), 2);
  EXPECT_EQ(median(sorted({3, 1, 2, 10})), 2.5);  // NumPy 1.24: numpy.median
  EXPECT_DOUBLE_EQ(*median(sorted(kTen)), 6.15);  // R: median(x)
  EXPECT_EQ(median(sorted({42})), 42);
}

TEST(Median, OfNothingIsNothing) {
  EXPECT_EQ(median(sorted({})), std::nullopt);
}

TEST(Median, SurvivesTheEndsOfTheNumberRange) {
  const double huge = std::numeric_limits<double>::max();
  const double tiny = std::numeric_limits<double>::denorm_min();
  EXPECT_EQ(median(sorted({huge, huge})), huge);
  EXPECT_EQ(median(sorted({tiny, tiny, tiny, tiny})), tiny);
  EXPECT_EQ(median(sorted({-huge, huge})), 0);
}

TEST(Quantile, IsTypeSeven) {
  const SortedSample sample(kTen);
  // R: quantile(x, c(0, .1, .25, .5, .9, .99, 1), type = 7)
  EXPECT_DOUBLE_EQ(*quantile(sample, 0.0), 1.2);
  EXPECT_DOUBLE_EQ(*quantile(sample, 0.1), 2.190);
  EXPECT_DOUBLE_EQ(*quantile(sample, 0.25), 3.675);
  EXPECT_DOUBLE_EQ(*quantile(sample, 0.5), 6.150);
  EXPECT_NEAR(*quantile(sample, 0.9), 20.910, 1e-12);
  EXPECT_NEAR(*quantile(sample, 0.99), 110.091, 1e-12);
  EXPECT_DOUBLE_EQ(*quantile(sample, 1.0), 120);
  EXPECT_EQ(quantile(sorted({42}), 0.99), 42);
}

TEST(Quantile, RefusesNothingAndFractionsThatAreNone) {
  EXPECT_EQ(quantile(sorted({}), 0.5), std::nullopt);
  EXPECT_EQ(quantile(sorted(kTen), -0.01), std::nullopt);
  EXPECT_EQ(quantile(sorted(kTen), 1.01), std::nullopt);
  EXPECT_EQ(quantile(sorted(kTen), std::numeric_limits<double>::quiet_NaN()), std::nullopt);
}

TEST(RobustStandardDeviation, DoesNotSeeOneOutlier) {
  EXPECT_DOUBLE_EQ(*median_absolute_deviation(sorted(kTen)), 2.7);      // R: mad(x, constant = 1)
  EXPECT_DOUBLE_EQ(*robust_standard_deviation(sorted(kTen)), 4.00302);  // R: mad(x); sd(x) is 36
}

TEST(RobustStandardDeviation, NeedsTwoValues) {
  EXPECT_EQ(robust_standard_deviation(sorted({})), std::nullopt);
  EXPECT_EQ(robust_standard_deviation(sorted({5})), std::nullopt);
  EXPECT_EQ(median_absolute_deviation(sorted({})), std::nullopt);
  EXPECT_EQ(robust_standard_deviation(sorted({5, 5, 5})), 0);
}

TEST(StandardDeviation, IsThatOfTheUnbiasedVariance) {
  // Python 3.11: statistics.stdev
  EXPECT_DOUBLE_EQ(*standard_deviation(std::vector<double>{2, 4, 4, 4, 5, 5, 7, 9}),
                   2.138089935299395);
  EXPECT_DOUBLE_EQ(*standard_deviation(std::vector<double>{0.01, -0.02, 0.003}),
                   0.015695009822658073);
  EXPECT_EQ(standard_deviation(std::vector<double>{5, 5}), 0);
}

TEST(StandardDeviation, KeepsItsDigitsFarFromZero) {
  EXPECT_DOUBLE_EQ(*standard_deviation(std::vector<double>{1e9 + 1, 1e9 + 2, 1e9 + 3}), 1);
}

TEST(StandardDeviation, NeedsTwoValues) {
  EXPECT_EQ(standard_deviation({}), std::nullopt);
  EXPECT_EQ(standard_deviation(std::vector<double>{1}), std::nullopt);
}

}  // namespace
}  // namespace benchgate::stats
