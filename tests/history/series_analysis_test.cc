#include "benchgate/history/series_analysis.h"

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::history {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

model::Series series_of(const std::vector<double>& values, const std::string& metric = "cpu_time") {
  model::Series series{.key = {.suite = "s", .benchmark = "b", .metric = metric, .basis = {}},
                       .definition = model::default_definition(metric),
                       .points = {}};
  for (const double value : values)
    series.points.push_back({.run = "r" + std::to_string(series.points.size()), .value = value});
  return series;
}

/// `count` values around `level`, with a standard deviation of 1 % of it.
void append(std::vector<double>& values, int count, double level, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(0, 0.01);
  for (int i = 0; i < count; ++i) values.push_back(level * std::exp(noise(random)));
}

std::vector<double> two_levels(int before, double from, int behind, double to) {
  std::vector<double> values;
  append(values, before, from, 1);
  append(values, behind, to, 2);
  return values;
}

TEST(SeriesAnalysis, NothingShowsNothing) {
  const auto analysis = analyse(series_of({}));
  EXPECT_THAT(analysis.segments, IsEmpty());
  EXPECT_THAT(analysis.changes, IsEmpty());
  EXPECT_EQ(analysis.noise, 0);
}

TEST(SeriesAnalysis, AMoveThatNobodyCallsGoodOrBadIsNeutral) {
  for (const double to : {80, 120}) {
    const auto counter = analyse(series_of(two_levels(20, 100, 20, to), "GB/s")).changes.at(0);
    EXPECT_TRUE(counter.neutral);
    EXPECT_FALSE(counter.worse);
    EXPECT_EQ(verdict_word(counter), "neutral");
  }
  const auto time = analyse(series_of(two_levels(20, 100, 20, 120), "cpu_time")).changes.at(0);
  EXPECT_FALSE(time.neutral);
  // A query plan has no good change either, but must not change.
  const auto plan = analyse(series_of({1, 1, 1, 2, 2, 2}, "plan_hash")).changes.at(0);
  EXPECT_TRUE(plan.worse);
  EXPECT_FALSE(plan.neutral);
}

TEST(SeriesAnalysis, OnePointIsOneSegment) {
  const auto analysis = analyse(series_of({7}));
  ASSERT_THAT(analysis.segments, SizeIs(1));
  EXPECT_NEAR(analysis.segments[0].level, 7, 1e-9);
  EXPECT_THAT(analysis.changes, IsEmpty());
}

TEST(SeriesAnalysis, AStepHasItsRangeItsSizeAndItsInterval) {
  const auto analysis = analyse(series_of(two_levels(30, 100, 20, 110)));
  ASSERT_THAT(analysis.changes, SizeIs(1));
  const auto& change = analysis.changes[0];
  EXPECT_EQ(change.index, 30u);
  EXPECT_EQ(change.before, "r29");
  EXPECT_EQ(change.at, "r30");
  EXPECT_EQ(change.points_behind, 20u);
  EXPECT_EQ(change.state, ChangeState::Standing);
  EXPECT_TRUE(change.worse);
  ASSERT_TRUE(change.ratio && change.ratio->interval);
  EXPECT_NEAR(change.ratio->point, 1.1, 0.02);
  EXPECT_LT(change.ratio->interval->bounds.lower, 1.1);
  EXPECT_GT(change.ratio->interval->bounds.upper, 1.1);
  EXPECT_NEAR(analysis.noise, 0.01, 0.003);
}

TEST(SeriesAnalysis, WorseIsWhatTheMetricSays) {
  EXPECT_TRUE(analyse(series_of(two_levels(20, 100, 20, 120), "cpu_time")).changes.at(0).worse);
  EXPECT_FALSE(analyse(series_of(two_levels(20, 120, 20, 100), "cpu_time")).changes.at(0).worse);
  EXPECT_FALSE(
      analyse(series_of(two_levels(20, 100, 20, 120), "items_per_second")).changes.at(0).worse);
  EXPECT_TRUE(
      analyse(series_of(two_levels(20, 120, 20, 100), "items_per_second")).changes.at(0).worse);
}

TEST(SeriesAnalysis, AFreshStepIsAnnouncedAfterFivePoints) {
  EXPECT_EQ(analyse(series_of(two_levels(40, 100, 4, 110))).changes.at(0).state,
            ChangeState::Recent);
  EXPECT_EQ(analyse(series_of(two_levels(40, 100, 5, 110))).changes.at(0).state,
            ChangeState::Standing);
}

TEST(SeriesAnalysis, WhatWasTakenBackWentAway) {
  auto values = two_levels(30, 100, 20, 120);
  append(values, 20, 100, 3);
  const auto analysis = analyse(series_of(values));
  ASSERT_THAT(analysis.changes, SizeIs(2));
  EXPECT_EQ(analysis.changes[0].state, ChangeState::WentAway);
  EXPECT_EQ(analysis.changes[1].state, ChangeState::Standing);
  EXPECT_FALSE(analysis.changes[1].worse);
}

TEST(SeriesAnalysis, APartialRecoveryReducesWhatItRecoversFrom) {
  auto values = two_levels(30, 100, 20, 400);
  append(values, 20, 190, 3);
  const auto analysis = analyse(series_of(values));
  ASSERT_THAT(analysis.changes, SizeIs(2));
  const auto& regression = analysis.changes[0];
  EXPECT_EQ(regression.state, ChangeState::Standing);
  EXPECT_NEAR(regression.ratio->point, 4, 0.05);
  ASSERT_TRUE(regression.remainder && regression.remainder->ratio);
  EXPECT_NEAR(regression.remainder->to, 190, 2);
  EXPECT_NEAR(regression.remainder->ratio->point, 1.9, 0.02);
  ASSERT_TRUE(regression.remainder->ratio->interval);
  EXPECT_LT(regression.remainder->ratio->interval->bounds.lower, 1.9);
  EXPECT_GT(regression.remainder->ratio->interval->bounds.upper, 1.9);
  EXPECT_NEAR(present_level(regression), 190, 2);
  EXPECT_NEAR(magnitude(regression), std::log(1.9), 0.01);
  EXPECT_FALSE(analysis.changes[1].remainder);
}

TEST(SeriesAnalysis, ARecoveryWithinTheNoiseIsAWholeOne) {
  auto values = two_levels(30, 100, 20, 130);
  append(values, 20, 100.8, 3);
  const auto analysis = analyse(series_of(values));
  ASSERT_THAT(analysis.changes, SizeIs(2));
  EXPECT_EQ(analysis.changes[0].state, ChangeState::WentAway);
  EXPECT_FALSE(analysis.changes[0].remainder);
}

TEST(SeriesAnalysis, AFewGoodNightsTakeNothingBackYet) {
  auto values = two_levels(30, 100, 20, 130);
  append(values, 4, 100, 3);
  const auto analysis = analyse(series_of(values));
  ASSERT_THAT(analysis.changes, SizeIs(2));
  EXPECT_EQ(analysis.changes[0].state, ChangeState::Standing);
  EXPECT_FALSE(analysis.changes[0].remainder);
  EXPECT_EQ(analysis.changes[1].state, ChangeState::Recent);
}

TEST(SeriesAnalysis, ExactMetricsRecoverInPartToo) {
  const auto analysis = analyse(series_of({10, 10, 40, 40, 19}, "allocs_per_iter"));
  ASSERT_THAT(analysis.changes, SizeIs(2));
  EXPECT_EQ(analysis.changes[0].state, ChangeState::Standing);
  ASSERT_TRUE(analysis.changes[0].remainder);
  EXPECT_EQ(analysis.changes[0].remainder->to, 19);
  EXPECT_DOUBLE_EQ(analysis.changes[0].remainder->ratio->point, 1.9);
}

TEST(SeriesAnalysis, SizesAreThoseOfThePointsFromTheThirdRunOn) {
  for (const int runs : {3, 4, 6, 10, 20}) {
    const auto analysis = analyse(series_of(two_levels(40, 100, runs, 120)));
    ASSERT_THAT(analysis.changes, SizeIs(1)) << runs;
    EXPECT_NEAR(analysis.changes[0].ratio->point, 1.2, 0.02) << runs;
    EXPECT_NEAR(analysis.segments[1].level, 120, 2) << runs;
  }
}

TEST(SeriesAnalysis, AStepInStrongNoiseIsToldWhereItLasts) {
  std::mt19937 random(5);
  std::normal_distribution<double> noise(0, 0.1);
  for (int series = 0; series < 20; ++series) {
    std::vector<double> values;
    for (int i = 0; i < 200; ++i) values.push_back((i < 100 ? 100 : 116) * std::exp(noise(random)));
    const auto analysis = analyse(series_of(values));
    ASSERT_THAT(analysis.changes, SizeIs(1)) << series;
    EXPECT_EQ(analysis.changes[0].state, ChangeState::Standing);
  }
}

TEST(SeriesAnalysis, ASlowDriftIsOneDrift) {
  std::vector<double> values;
  append(values, 60, 100, 1);
  for (int i = 1; i <= 100; ++i) append(values, 1, 100 + 0.4 * i, 100 + static_cast<unsigned>(i));
  append(values, 40, 140, 2);
  const auto analysis = analyse(series_of(values));
  ASSERT_THAT(analysis.changes, SizeIs(1));
  const auto& drift = analysis.changes[0];
  EXPECT_EQ(drift.kind, ChangeKind::Drift);
  EXPECT_NEAR(static_cast<double>(drift.index), 60, 12);
  EXPECT_NEAR(static_cast<double>(drift.until), 160, 12);
  EXPECT_EQ(drift.before, "r" + std::to_string(drift.index - 1));
  EXPECT_EQ(drift.at, "r" + std::to_string(drift.until));
  EXPECT_NEAR(drift.ratio->point, 1.4, 0.03);
  EXPECT_TRUE(drift.worse);
  ASSERT_THAT(analysis.segments, SizeIs(3));
  ASSERT_TRUE(analysis.segments[1].from);
  EXPECT_NEAR(*analysis.segments[1].from, 100, 2);
  EXPECT_NEAR(analysis.segments[1].level, 140, 2);
  EXPECT_NEAR(analysis.noise, 0.01, 0.003);
}

TEST(SeriesAnalysis, ADriftFromTheFirstRunOnBeginsThere) {
  std::vector<double> values;
  for (int i = 0; i < 120; ++i) append(values, 1, 100 + i, 10 + static_cast<unsigned>(i));
  const auto analysis = analyse(series_of(values));
  ASSERT_THAT(analysis.changes, SizeIs(1));
  EXPECT_EQ(analysis.changes[0].kind, ChangeKind::Drift);
  EXPECT_EQ(analysis.changes[0].index, 0u);
  EXPECT_EQ(analysis.changes[0].before, "r0");
}

TEST(SeriesAnalysis, ACurvedDriftIsNoStairEither) {
  std::vector<double> values;
  for (int i = 0; i < 300; ++i) values.push_back(100 * std::exp(std::pow(i / 300.0, 3)));
  const auto analysis = analyse(series_of(values));
  ASSERT_THAT(analysis.changes, SizeIs(1));
  EXPECT_EQ(analysis.changes[0].kind, ChangeKind::Drift);
}

TEST(SeriesAnalysis, FourRealStepsOneWayAreNoDrift) {
  auto values = two_levels(30, 100, 30, 120);
  for (const double level : {144.0, 173.0, 207.0}) append(values, 30, level, 3);
  const auto analysis = analyse(series_of(values));
  ASSERT_THAT(analysis.changes, SizeIs(4));
  for (const auto& change : analysis.changes) EXPECT_EQ(change.kind, ChangeKind::Step);
}

TEST(SeriesAnalysis, ConstantAndZeroSeriesShowNothing) {
  for (const double value : {0.0, 5.0, -3.0}) {
    for (const std::size_t points : {1u, 2u, 3u, 10u, 100u}) {
      const auto analysis = analyse(series_of(std::vector<double>(points, value)));
      EXPECT_THAT(analysis.changes, IsEmpty()) << value << " " << points;
      ASSERT_THAT(analysis.segments, SizeIs(1));
      EXPECT_NEAR(analysis.segments[0].level, value, 1e-9);
    }
  }
}

TEST(SeriesAnalysis, AFurtherStepTheSameWayTakesNothingBack) {
  auto values = two_levels(30, 100, 20, 120);
  append(values, 20, 140, 3);
  const auto analysis = analyse(series_of(values));
  ASSERT_THAT(analysis.changes, SizeIs(2));
  EXPECT_EQ(analysis.changes[0].state, ChangeState::Standing);
  EXPECT_EQ(analysis.changes[1].state, ChangeState::Standing);
}

TEST(SeriesAnalysis, AFewBadNightsAreNoChange) {
  auto values = two_levels(30, 100, 4, 130);
  append(values, 30, 100, 3);
  EXPECT_THAT(analyse(series_of(values)).changes, IsEmpty());
}

TEST(SeriesAnalysis, AFewNightsInBetweenBelongToTheNearerLevel) {
  auto values = two_levels(30, 100, 4, 105);
  append(values, 30, 130, 3);
  auto changes = analyse(series_of(values)).changes;
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].index, 34u);
  values = two_levels(30, 100, 4, 125);
  append(values, 30, 130, 3);
  changes = analyse(series_of(values)).changes;
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].index, 30u);
}

TEST(SeriesAnalysis, AStepBelowOnePercentIsNotTold) {
  std::vector<double> values(30, 100.0);
  values.insert(values.end(), 30, 100.9);
  EXPECT_THAT(analyse(series_of(values)).changes, IsEmpty());
  values.insert(values.end(), 30, 102.0);
  EXPECT_THAT(analyse(series_of(values)).changes, SizeIs(1));
}

TEST(SeriesAnalysis, ValuesThatAreNotPositiveHaveNoRatio) {
  std::vector<double> values;
  for (int i = 0; i < 60; ++i) values.push_back((i < 30 ? -10.0 : 10.0) + (i % 3));
  const auto analysis = analyse(series_of(values));
  ASSERT_THAT(analysis.changes, SizeIs(1));
  EXPECT_FALSE(analysis.changes[0].ratio);
  EXPECT_NEAR(analysis.changes[0].from, -9, 1e-9);
  EXPECT_NEAR(analysis.changes[0].to, 11, 1e-9);
}

TEST(SeriesAnalysis, AnExactMetricChangesWhenItsValueDoes) {
  const auto analysis = analyse(series_of({3, 3, 4, 4, 3}, "allocs_per_iter"));
  EXPECT_THAT(analysis.segments, ElementsAre(Segment{.first = 0, .last = 1, .level = 3},
                                             Segment{.first = 2, .last = 3, .level = 4},
                                             Segment{.first = 4, .last = 4, .level = 3}));
  ASSERT_THAT(analysis.changes, SizeIs(2));
  EXPECT_EQ(analysis.changes[0].state, ChangeState::WentAway);
  EXPECT_EQ(analysis.changes[1].state, ChangeState::Standing);
  EXPECT_DOUBLE_EQ(analysis.changes[1].ratio->point, 0.75);
  EXPECT_FALSE(analysis.changes[1].ratio->interval);
  EXPECT_EQ(analysis.noise, 0);
}

TEST(SeriesAnalysis, AnExactMetricMayComeFromNothing) {
  const auto analysis = analyse(series_of({0, 0, 2}, "allocs_per_iter"));
  ASSERT_THAT(analysis.changes, SizeIs(1));
  EXPECT_FALSE(analysis.changes[0].ratio);
  EXPECT_TRUE(analysis.changes[0].worse);
  EXPECT_TRUE(std::isinf(magnitude(analysis.changes[0])));
}

}  // namespace
}  // namespace benchgate::history
