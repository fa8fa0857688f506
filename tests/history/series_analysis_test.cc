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
