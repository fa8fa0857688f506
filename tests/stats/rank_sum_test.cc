#include "benchgate/stats/rank_sum.h"

#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

using Values = std::vector<double>;

std::optional<RankSumResult> test(const Values& base, const Values& head,
                                  Alternative alternative = Alternative::TwoSided) {
  NullDistributions distributions;
  return rank_sum_test({.base = SortedSample(base), .head = SortedSample(head)}, alternative,
                       distributions);
}

const Values kBase = {12.1, 11.8, 12.4, 12.0, 11.9, 12.6, 12.2, 11.7};
const Values kHead = {12.9, 12.3, 13.1, 12.5, 12.8, 13.0, 12.7};

TEST(RankSum, AgreesWithSciPyAndR) {
  // SciPy 1.10: mannwhitneyu(head, base, alternative=..., method="exact"); R 4.2 wilcox.test
  EXPECT_EQ(test(kBase, kHead)->u, 53.0);
  EXPECT_EQ(test(kBase, kHead)->method, PValueMethod::Exact);
  EXPECT_NEAR(test(kBase, kHead)->p_value, 0.0021756021756021756, 1e-16);
  EXPECT_NEAR(test(kBase, kHead, Alternative::Greater)->p_value, 0.0010878010878010878, 1e-16);
  EXPECT_NEAR(test(kBase, kHead, Alternative::Less)->p_value, 0.9993783993783996, 1e-14);
}

TEST(RankSum, IsExactWithTies) {
  // exactRankTests 0.8-35: wilcox.exact(head, base, alternative=...); counts by
  // enumeration in Python: 37 and 1697 of 1716.
  const Values base = {10, 10, 11, 12, 12, 13};
  const Values head = {11, 12, 13, 13, 14, 15, 15};
  EXPECT_NEAR(test(base, head, Alternative::Greater)->p_value, 37.0 / 1716, 1e-15);
  EXPECT_NEAR(test(base, head, Alternative::Less)->p_value, 1697.0 / 1716, 1e-15);
  // Twice the smaller tail. wilcox.exact gives 0.04138: it adds the tail beyond the same
  // distance on the other side, which differs where ties make the distribution skew.
  EXPECT_NEAR(test(base, head)->p_value, 74.0 / 1716, 1e-15);
  EXPECT_EQ(test(base, head)->method, PValueMethod::Exact);
}

TEST(RankSum, IsExactForFewDistinctValues) {
  const Values base = {5, 5, 5, 5, 6};
  const Values head = {5, 6, 6, 6, 6};
  // exactRankTests: 0.206349206349206, 0.103174603174603, 0.996031746031746
  EXPECT_NEAR(test(base, head)->p_value, 52.0 / 252, 1e-15);
  EXPECT_NEAR(test(base, head, Alternative::Greater)->p_value, 26.0 / 252, 1e-15);
  EXPECT_NEAR(test(base, head, Alternative::Less)->p_value, 251.0 / 252, 1e-15);
}

TEST(RankSum, IsExactForUnequalTiedSizesEitherWay) {
  // Enumeration in Python: 13 and 164 of 165.
  const Values few = {1, 1, 2};
  const Values many = {1, 2, 2, 2, 3, 3, 3, 4};
  EXPECT_NEAR(test(few, many, Alternative::Greater)->p_value, 13.0 / 165, 1e-15);
  EXPECT_NEAR(test(few, many, Alternative::Less)->p_value, 164.0 / 165, 1e-15);
  EXPECT_NEAR(test(many, few, Alternative::Less)->p_value, 13.0 / 165, 1e-15);
  EXPECT_NEAR(test(many, few, Alternative::Greater)->p_value, 164.0 / 165, 1e-15);
}

TEST(RankSum, IsExactForTwentyTiedAgainstTwenty) {
  // R 4.2: set.seed(7); round(rnorm(20, 100, 3)); round(rnorm(20, 101.5, 3))
  const Values base = {107, 96,  98,  99,  97,  97,  102, 100, 100, 107,
                       101, 108, 107, 101, 106, 101, 97,  99,  100, 103};
  const Values head = {104, 104, 105, 97,  105, 102, 104, 103, 99,  101,
                       99,  104, 102, 101, 100, 100, 104, 98,  101, 102};
  // exactRankTests: wilcox.exact; the normal approximation gives 0.2073 for Greater
  EXPECT_NEAR(test(base, head)->p_value, 0.414918867204015, 1e-13);
  EXPECT_NEAR(test(base, head, Alternative::Greater)->p_value, 0.207459433602007, 1e-13);
  EXPECT_NEAR(test(base, head, Alternative::Less)->p_value, 0.796394403825366, 1e-13);
  EXPECT_EQ(test(base, head)->method, PValueMethod::Exact);
}

TEST(RankSum, CorrectsTheNormalForTiesAndContinuity) {
  Values base;
  Values head;
  for (const double value : {1, 2, 3, 4, 5}) {
    base.insert(base.end(), 40, value);
    head.insert(head.end(), 30, value + 1);
  }
  // R 4.2: wilcox.test(head, base, exact = FALSE, correct = TRUE)
  const auto result = test(base, head);
  EXPECT_EQ(result->u, 20400.0);
  EXPECT_EQ(result->method, PValueMethod::NormalApproximation);
  EXPECT_NEAR(result->p_value / 4.49163488517459e-09, 1.0, 1e-10);
  EXPECT_NEAR(test(base, head, Alternative::Greater)->p_value / 2.24581744258730e-09, 1.0, 1e-10);
  EXPECT_NEAR(test(base, head, Alternative::Less)->p_value, 9.99999997768838e-01, 1e-14);
}

TEST(RankSum, SwapsWithItsSides) {
  EXPECT_DOUBLE_EQ(test(kBase, kHead, Alternative::Greater)->p_value,
                   test(kHead, kBase, Alternative::Less)->p_value);
  EXPECT_DOUBLE_EQ(test(kBase, kHead)->p_value, test(kHead, kBase)->p_value);
}

TEST(RankSum, OfEqualValuesIsOne) {
  EXPECT_EQ(test(Values(6, 100.0), Values(6, 100.0))->p_value, 1.0);  // benchstat: p=1.000 n=6
  EXPECT_EQ(test(Values(500, 1.0), Values(500, 1.0))->p_value, 1.0);
  EXPECT_EQ(test({7}, {7}, Alternative::Greater)->p_value, 1.0);
}

TEST(RankSum, OfNothingIsNothing) {
  EXPECT_EQ(test({}, {1, 2}), std::nullopt);
  EXPECT_EQ(test({1, 2}, {}), std::nullopt);
  EXPECT_EQ(test({}, {}), std::nullopt);
}

TEST(RankSum, NeverReportsZero) {
  Values base(2000);
  Values head(2000);
  for (std::size_t i = 0; i < base.size(); ++i) {
    base[i] = static_cast<double>(i);
    head[i] = 1e6 + static_cast<double>(i);
  }
  EXPECT_GT(test(base, head)->p_value, 0.0);
  EXPECT_GT(smallest_rank_sum_p(2000, 2000, Alternative::TwoSided), 0.0);
}

TEST(SmallestRankSumP, IsOneOrderOfAll) {
  // R 4.2: 2 / choose(40, 20), 1 / choose(26, 13); benchmath: uTestMinP[4], [5]
  EXPECT_NEAR(*smallest_rank_sum_p(20, 20, Alternative::TwoSided) / 1.45088891038497e-11, 1, 1e-13);
  EXPECT_NEAR(*smallest_rank_sum_p(13, 13, Alternative::Less) / 9.61482991365883e-08, 1, 1e-13);
  EXPECT_DOUBLE_EQ(*smallest_rank_sum_p(4, 4, Alternative::TwoSided), 0.02857142857142857);
  EXPECT_DOUBLE_EQ(*smallest_rank_sum_p(5, 5, Alternative::TwoSided), 0.007936507936507936);
  EXPECT_DOUBLE_EQ(*smallest_rank_sum_p(1, 1, Alternative::TwoSided), 1.0);
  EXPECT_EQ(smallest_rank_sum_p(0, 3, Alternative::Less), std::nullopt);
  EXPECT_EQ(smallest_rank_sum_p(3, 0, Alternative::Less), std::nullopt);
}

TEST(SmallestRankSumP, IsWhatTheTestGivesForSeparateSamples) {
  EXPECT_DOUBLE_EQ(test({1, 2, 3, 4}, {5, 6, 7, 8, 9})->p_value,
                   *smallest_rank_sum_p(4, 5, Alternative::TwoSided));
}

TEST(SamplesNeededForRankSum, AgreesWithBenchstatAndCounting) {
  // benchstat: "need >= 4 samples to detect a difference at alpha level 0.05"
  EXPECT_EQ(samples_needed_for_rank_sum(Alpha(0.05), Alternative::TwoSided), 4u);
  // 1 / C(26, 13) = 9.6e-8 < 1e-7 < 3.7e-7 = 1 / C(24, 12)
  EXPECT_EQ(samples_needed_for_rank_sum(Alpha(1e-7), Alternative::Greater), 13u);
  // 1 / C(6, 3) = 0.05 exactly, which does not reject at 0.05.
  EXPECT_EQ(samples_needed_for_rank_sum(Alpha(0.05), Alternative::Greater), 4u);
}

}  // namespace
}  // namespace benchgate::stats
