#include "benchgate/stats/sign_test.h"

#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

// R 4.2: binom.test(k, n, alternative = "greater")$p.value
TEST(SignTest, IsExact) {
  EXPECT_DOUBLE_EQ(sign_test({.up = 5, .down = 0}, Alternative::Greater), 0.03125);
  EXPECT_NEAR(sign_test({.up = 9, .down = 1}, Alternative::Greater), 0.0107421875, 1e-12);
  EXPECT_NEAR(sign_test({.up = 1, .down = 9}, Alternative::Less), 0.0107421875, 1e-12);
  EXPECT_NEAR(sign_test({.up = 9, .down = 1}, Alternative::TwoSided), 0.021484375, 1e-12);
  EXPECT_NEAR(sign_test({.up = 30, .down = 10}, Alternative::Greater), 0.001110716, 1e-9);
}

TEST(SignTest, SaysNothingOfNothing) {
  EXPECT_EQ(sign_test({}, Alternative::Greater), 1);
  EXPECT_EQ(sign_test({.up = 0, .down = 7}, Alternative::Greater), 1);
  EXPECT_EQ(sign_test({.up = 4, .down = 4}, Alternative::TwoSided), 1);
  EXPECT_EQ(large_differences({}, 0.02), (LargeDifferences{.threshold = 0.02}));
}

TEST(SignTest, CountsWhatLiesBeyondTheMargin) {
  const std::vector<double> differences{0.001, -0.002, 0.7,    0.003, -0.5,
                                        0.021, 0.02,   -0.004, 0.001, -0.001};
  const auto large = large_differences(differences, 0.02);
  EXPECT_EQ(large.up, 2U) << "0.02 itself does not lie beyond it";
  EXPECT_EQ(large.down, 1U);
}

// The median distance is 0.03: what lies within 0.12 is noise here, though beyond the margin.
TEST(SignTest, CountsNoNoiseThatIsWiderThanTheMargin) {
  const std::vector<double> differences{0.03, -0.03, 0.03, -0.03, 0.11, -0.11, 0.03, 0.7};
  const auto large = large_differences(differences, 0.02);
  EXPECT_DOUBLE_EQ(large.threshold, 0.12);
  EXPECT_EQ(large.up, 1U);
  EXPECT_EQ(large.down, 0U);
}

}  // namespace
}  // namespace benchgate::stats
