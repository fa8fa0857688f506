// What docs/history-accuracy.md says at length, as far as a test can say it in a second.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accuracy/history_series.h"

namespace benchgate::history {
namespace {

using accuracy::Kind;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(ChangePointAccuracy, NoiseOfNoKindIsAChange) {
  for (const auto& [kind, name] : accuracy::kKinds) {
    accuracy::Random random(1);
    for (int i = 0; i < 200; ++i)
      EXPECT_THAT(accuracy::announced(accuracy::generated(kind, {}, random)), IsEmpty())
          << name << ", series " << i;
  }
}

TEST(ChangePointAccuracy, StepsOfThreeToFiveSdAreFoundInAllNoise) {
  for (const auto& [kind, name] : accuracy::kKinds) {
    for (const double sigmas : {3.0, 4.0, 5.0}) {
      accuracy::Random random(2);
      int found = 0;
      for (int i = 0; i < 50; ++i)
        found +=
            !accuracy::announced(accuracy::generated(kind, {.from = 200, .sigmas = sigmas}, random))
                 .empty();
      EXPECT_GE(found, 45) << name << ", " << sigmas << " sd";
    }
  }
}

TEST(ChangePointAccuracy, AStepOfFiveSdIsAnnouncedAfterFivePoints) {
  for (const auto kind : {Kind::Gaussian, Kind::HeavyTails}) {
    accuracy::Random random(3);
    int found = 0;
    for (int i = 0; i < 100; ++i)
      found += !accuracy::announced(accuracy::generated(kind, {.from = 395, .sigmas = 5}, random))
                    .empty();
    EXPECT_GE(found, 97);
  }
}

TEST(ChangePointAccuracy, MozillasLabelsAreFoundAsBefore) {
  accuracy::Score all;
  for (const auto& series : accuracy::mozilla_series())
    all.add(accuracy::score(accuracy::announced(series.values), series.labels));
  EXPECT_EQ(all.labels, 12);
  EXPECT_GE(all.f1(), 0.7);
}

TEST(ChangePointAccuracy, MongoDbsSeriesHasItsFourChanges) {
  // signal-processing-algorithms, tests/test_detection.py, test_long_series: four; here where.
  accuracy::Values values;
  for (const auto& row : accuracy::read_csv("mongodb/long_series.csv"))
    values.push_back(std::stod(row.at(0)));
  EXPECT_THAT(accuracy::announced(values), ElementsAre(205, 395, 594, 794));
}

}  // namespace
}  // namespace benchgate::history
