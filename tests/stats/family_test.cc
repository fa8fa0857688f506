#include "benchgate/stats/family.h"

#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

TEST(HolmAdjusted, AgreesWithR) {
  // R 4.2: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5, 0.03), "holm")
  const auto adjusted = holm_adjusted(std::vector<double>{0.01, 0.04, 0.03, 0.005, 0.5, 0.03});
  const std::vector<double> expected = {0.05, 0.12, 0.12, 0.03, 0.50, 0.12};
  ASSERT_EQ(adjusted.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_DOUBLE_EQ(adjusted[i], expected[i]);
}

TEST(HolmAdjusted, LeavesOneTestAloneAndNothingEmpty) {
  EXPECT_EQ(holm_adjusted(std::vector<double>{0.03}), std::vector<double>{0.03});
  EXPECT_TRUE(holm_adjusted({}).empty());
}

TEST(HolmAdjusted, NeverExceedsOneAndNeverReordersVerdicts) {
  const auto adjusted = holm_adjusted(std::vector<double>{0.9, 0.6, 0.9, 0.6});
  EXPECT_EQ(adjusted, (std::vector<double>{1, 1, 1, 1}));
}

TEST(HolmAdjusted, StopsAtTheFirstThatIsNotRejected) {
  // The second smallest fails (0.03 * 2 = 0.06): the third, though 0.04 by itself, falls too.
  const auto adjusted = holm_adjusted(std::vector<double>{0.01, 0.03, 0.04});
  EXPECT_TRUE(rejects(adjusted[0], Alpha(0.05)));
  EXPECT_FALSE(rejects(adjusted[1], Alpha(0.05)));
  EXPECT_FALSE(rejects(adjusted[2], Alpha(0.05)));
}

TEST(HolmAdjusted, EqualToAlphaDoesNotReject) {
  const auto adjusted = holm_adjusted(std::vector<double>{0.0125, 0.5, 0.5, 0.5});
  EXPECT_DOUBLE_EQ(adjusted[0], 0.05);
  EXPECT_FALSE(rejects(adjusted[0], Alpha(0.05)));
}

TEST(BonferroniLevel, SharesTheErrorOut) {
  EXPECT_DOUBLE_EQ(bonferroni_level(ConfidenceLevel(0.95), 10).value(), 0.995);
  EXPECT_DOUBLE_EQ(bonferroni_level(ConfidenceLevel(0.95), 1).value(), 0.95);
  EXPECT_DOUBLE_EQ(bonferroni_level(ConfidenceLevel(0.95), 0).value(), 0.95);
  EXPECT_LT(bonferroni_level(ConfidenceLevel(0.999999), static_cast<std::size_t>(-1)).value(), 1);
}

TEST(BonferroniAlpha, SharesTheErrorRateAmongTests) {
  EXPECT_DOUBLE_EQ(bonferroni_alpha(Alpha(0.01), 4).value(), 0.0025);
  EXPECT_EQ(bonferroni_alpha(Alpha(0.01), 1), Alpha(0.01));
  EXPECT_EQ(bonferroni_alpha(Alpha(0.01), 0), Alpha(0.01));
  EXPECT_GT(bonferroni_alpha(Alpha(1e-9), static_cast<std::size_t>(-1)).value(), 0);
}

}  // namespace
}  // namespace benchgate::stats
