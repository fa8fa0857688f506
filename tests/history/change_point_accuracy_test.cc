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
  EXPECT_GE(all.f1(), 0.714);
}

TEST(ChangePointAccuracy, NoiseOfHostedRunnersIsNoChange) {
  accuracy::Random random(4);
  const auto pool = accuracy::runner_noise();
  for (int i = 0; i < 200; ++i)
    EXPECT_THAT(accuracy::announced(accuracy::drawn(pool, 400, random)), IsEmpty()) << i;
}

TEST(ChangePointAccuracy, IntervalsCoverFromTheThirdRunOn) {
  // 20 % in noise of 3 % is a step of 6 standard deviations.
  for (const std::size_t behind : {3u, 4u, 6u, 10u, 20u}) {
    const auto all = accuracy::coverage_of(Kind::Gaussian, behind, 6, 300);
    EXPECT_GE(all.found, 290) << behind;
    EXPECT_NEAR(all.mean_size(), 1, 0.02) << behind;
    EXPECT_GE(all.covered, all.found * 0.93) << behind;
    EXPECT_LE(all.covered, all.found * 0.99) << behind;
  }
}

TEST(ChangePointAccuracy, DriftsAreFoundAsOftenAsStepsOfTheirSize) {
  for (const double total : {0.1, 0.2}) {
    accuracy::Random random(15);
    int found = 0;
    for (int i = 0; i < 100; ++i) {
      auto values = accuracy::noise_of(Kind::Gaussian, 60, random);
      for (std::size_t at = 0; at < values.size(); ++at)
        values[at] =
            std::exp(0.01 * values[at] + static_cast<double>(at + 1) / 60 * std::log1p(total));
      found += !accuracy::announced(values).empty();
    }
    EXPECT_GE(found, 98) << total;
  }
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
