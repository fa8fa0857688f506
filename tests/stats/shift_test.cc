#include "benchgate/stats/shift.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/stats/quantile.h"
#include "benchgate/stats/rank_sum.h"
#include "benchgate/stats/selection.h"

namespace benchgate::stats {
namespace {

using Values = std::vector<double>;
const ConfidenceLevel k95(0.95);

std::optional<Estimate> shift(const Values& base, const Values& head, ConfidenceLevel level = k95) {
  NullDistributions distributions;
  return hodges_lehmann_shift({.base = SortedSample(base), .head = SortedSample(head)}, level,
                              distributions);
}

Values noise(std::size_t n, unsigned seed) {
  std::mt19937_64 generator(seed);
  std::lognormal_distribution<double> draw(0.0, 0.3);
  Values values(n);
  for (double& x : values) x = draw(generator);
  return values;
}

const Values kBase = {12.1, 11.8, 12.4, 12.0, 11.9, 12.6, 12.2, 11.7};
const Values kHead = {12.9, 12.3, 13.1, 12.5, 12.8, 13.0, 12.7};

TEST(Shift, AgreesWithR) {
  // R 4.2: wilcox.test(head, base, conf.int = TRUE); the level is
  // 1 - 2 * pwilcox(qwilcox(.025, 7, 8) - 1, 7, 8), which R does not report.
  const auto estimate = shift(kBase, kHead);
  EXPECT_NEAR(estimate->point, 0.7, 1e-12);
  EXPECT_NEAR(estimate->interval->bounds.lower, 0.3, 1e-12);
  EXPECT_NEAR(estimate->interval->bounds.upper, 1.0, 1e-12);
  EXPECT_NEAR(estimate->interval->achieved_level, 0.95990675990676, 1e-14);
}

TEST(Shift, IsWiderAtAHigherLevel) {
  // R 4.2: the same with conf.level = .99
  const auto estimate = shift(kBase, kHead, ConfidenceLevel(0.99));
  EXPECT_NEAR(estimate->interval->bounds.lower, 0.2, 1e-12);
  EXPECT_NEAR(estimate->interval->bounds.upper, 1.1, 1e-12);
  EXPECT_NEAR(estimate->interval->achieved_level, 0.990675990675991, 1e-14);
}

TEST(Shift, AgreesWithRForUnequalShapes) {
  Values base;
  Values head;
  for (int i = 1; i <= 12; ++i) base.push_back(i * i);
  for (int i = 1; i <= 15; ++i) head.push_back(i * i + 10.5);
  // R 4.2: wilcox.test((1:15)^2 + 10.5, (1:12)^2, conf.int = TRUE)
  const auto estimate = shift(base, head);
  EXPECT_EQ(estimate->point, 28.5);
  EXPECT_EQ(estimate->interval->bounds, (Interval{-12.5, 90.5}));
  EXPECT_NEAR(estimate->interval->achieved_level, 0.953133653860535, 1e-14);
}

TEST(Shift, HasNoIntervalWhereTheTestCannotReject) {
  const auto estimate = shift({1, 2, 3}, {2, 3, 4});  // smallest p is 2 / 20
  EXPECT_EQ(estimate->point, 1.0);
  EXPECT_EQ(estimate->interval, std::nullopt);
  EXPECT_EQ(shift({5}, {7})->point, 2.0);
  EXPECT_EQ(shift({5}, {7})->interval, std::nullopt);
}

TEST(Shift, OfNothingIsNothing) {
  EXPECT_EQ(shift({}, {1.0}), std::nullopt);
  EXPECT_EQ(shift({1.0}, {}), std::nullopt);
}

TEST(Shift, OfEqualValuesIsZeroWithoutWidth) {
  const auto estimate = shift(Values(6, 3.0), Values(6, 3.0));
  EXPECT_EQ(estimate->point, 0.0);
  EXPECT_EQ(estimate->interval->bounds, (Interval{0.0, 0.0}));
}

// The interval is the set of shifts that the test does not reject.
TEST(Shift, IntervalAndTestSayTheSame) {
  NullDistributions distributions;
  int rejected = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    const SortedSample base(noise(9, seed));
    Values moved = noise(11, 1000 + seed);
    for (double& x : moved) x += 0.3;
    const SortedSample head(moved);
    const auto interval = hodges_lehmann_shift({base, head}, k95, distributions)->interval;
    const double p = rank_sum_test({base, head}, Alternative::TwoSided, distributions)->p_value;
    const bool outside = interval->bounds.lower > 0.0 || interval->bounds.upper < 0.0;
    ASSERT_EQ(outside, p <= 0.05) << seed;
    if (outside) ++rejected;
  }
  EXPECT_GT(rejected, 50);
  EXPECT_LT(rejected, 190);
}

// 80 against 90 takes the bisection; the same by sorting all 7,200 differences.
TEST(Shift, BisectionFindsWhatSortingFinds) {
  const Values base = noise(80, 1);
  Values head = noise(90, 2);
  for (std::size_t i = 0; i < 20; ++i) head[i] = base[i];  // ties, and zeros in the middle
  ASSERT_GT(base.size() * head.size(), kPairsWrittenOut);
  Values all;
  for (const double h : head) {
    for (const double b : base) all.push_back(h - b);
  }
  std::ranges::sort(all);
  const RankSumDistribution null(80, 90);
  const std::size_t c = null.critical_rank(0.025);
  const auto estimate = shift(base, head);
  EXPECT_EQ(estimate->point, (all[3599] + all[3600]) / 2);
  EXPECT_EQ(estimate->interval->bounds, (Interval{all[c - 1], all[all.size() - c]}));
}

TEST(Shift, BisectionSurvivesTheEndsOfTheNumberRange) {
  Values tiny(100);
  Values huge(100);
  for (std::size_t i = 0; i < tiny.size(); ++i) {
    tiny[i] = std::numeric_limits<double>::denorm_min() * static_cast<double>(i);
    huge[i] = std::numeric_limits<double>::max() / 4 * (i % 2 == 0 ? 1.0 : -1.0);
  }
  EXPECT_EQ(shift(tiny, tiny)->point, 0.0);
  EXPECT_EQ(shift(huge, huge)->point, 0.0);
  EXPECT_EQ(shift(Values(100, 0.0), huge)->interval->bounds.upper,
            std::numeric_limits<double>::max() / 4);
}

TEST(OrderedBits, KeepTheOrderOfDoubles) {
  const double max = std::numeric_limits<double>::max();
  const double tiny = std::numeric_limits<double>::denorm_min();
  const Values rising = {-max, -1.0, -tiny, 0.0, tiny, 1.0, max};
  for (std::size_t i = 0; i < rising.size(); ++i) {
    EXPECT_EQ(from_ordered_bits(ordered_bits(rising[i])), rising[i]);
    if (i > 0) {
      EXPECT_LT(ordered_bits(rising[i - 1]), ordered_bits(rising[i]));
    }
  }
  EXPECT_EQ(ordered_bits(-0.0), ordered_bits(0.0));
  EXPECT_EQ(ordered_bits(tiny) - ordered_bits(-tiny), 2);
}

}  // namespace
}  // namespace benchgate::stats
