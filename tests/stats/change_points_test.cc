#include "benchgate/stats/change_points.h"

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::stats {
namespace {

using Values = std::vector<double>;
using Starts = std::vector<std::size_t>;

Starts starts_of(const ChangePoints& found) {
  Starts starts;
  for (const auto& stretch : found.stretches) starts.push_back(stretch.first);
  return starts;
}

Starts starts_in(const Values& values) {
  return starts_of(find_change_points(values));
}

void append(Values& values, std::size_t count, double value) {
  values.insert(values.end(), count, value);
}

TEST(ChangePoints, OfNothingAreNone) {
  EXPECT_EQ(find_change_points({}), ChangePoints{});
}

TEST(ChangePoints, AFewPointsAreOneStretch) {
  EXPECT_EQ(find_change_points(Values{3}).stretches, (std::vector<Stretch>{{0, 0, 3}}));
  EXPECT_EQ(find_change_points(Values{3, 5}).stretches, (std::vector<Stretch>{{0, 1, 4}}));
  EXPECT_EQ(starts_in({3, 5, 4}), Starts{0});
}

// The series and the indices that MongoDB expects of its own detection:
// signal-processing-algorithms (Apache-2.0), tests/test_detection.py, TestPostRunCheck.
TEST(ChangePoints, AreWhereMongoDbExpectsThem) {
  const Values random_ish = {41,  18,  23,  3,   32,  11,  40,  13,  29,  48,  47,  35,
                             18,  21,  6,   2,   23,  3,   4,   7,   120, 103, 102, 81,
                             71,  62,  115, 61,  108, 63,  70,  98,  65,  96,  64,  74,
                             70,  113, 90,  114, 208, 196, 153, 150, 225, 179, 206, 165,
                             177, 151, 218, 217, 244, 245, 229, 195, 225, 229, 176, 250};
  EXPECT_EQ(starts_in(random_ish), (Starts{0, 20, 40}));

  Values simple;
  append(simple, 15, 50);
  append(simple, 15, 100);
  EXPECT_EQ(starts_in(simple), (Starts{0, 15}));

  auto with_outlier = simple;
  with_outlier[2] = 100;
  EXPECT_EQ(starts_in(with_outlier), (Starts{0, 15}));

  auto two = with_outlier;
  append(two, 15, 150);
  EXPECT_EQ(starts_in(two), (Starts{0, 15, 30}));

  EXPECT_EQ(starts_in(Values(30, 50)), Starts{0});

  for (std::size_t length = 4; length < 100; ++length) {
    Values step(length, 0);
    append(step, length, 1);
    EXPECT_EQ(starts_in(step), (Starts{0, length}));
  }
}

TEST(ChangePoints, ASingleOutlierIsNone) {
  Values values(60, 10);
  values[30] = 1e6;
  EXPECT_EQ(starts_in(values), Starts{0});
  values[0] = -1e6;
  values[59] = 1e6;
  EXPECT_EQ(starts_in(values), Starts{0});
}

TEST(ChangePoints, AnOutlierNextToAStepDoesNotMoveIt) {
  // Catch2's series of benchmark-action/github-action-benchmark in 2025: points 5 to 18 of 25.
  const Values values = {19.97,   20.0,    20.01,   20.02,   20.2,    20.02,  7.60331, 8.11595,
                         7.80636, 7.87628, 13.2693, 7.82058, 7.79076, 8.1136, 7.69731, 7.8};
  EXPECT_EQ(starts_in(values), (Starts{0, 6}));
}

TEST(ChangePoints, TwoModesInTurnAreNone) {
  std::mt19937 random(3);
  Values values;
  for (int i = 0; i < 200; ++i) values.push_back(random() % 2 == 0 ? 530 : 20700);
  EXPECT_EQ(starts_in(values), Starts{0});
}

TEST(ChangePoints, TheNoiseIsThatOfAPointAndOfMeans) {
  std::mt19937 random(4);
  std::normal_distribution<double> noise;
  Values white;
  Values wandering;
  double last = 0;
  for (int i = 0; i < 4096; ++i) {
    white.push_back(noise(random));
    last = 0.5 * last + noise(random);
    wandering.push_back(last);
  }
  const auto of_white = find_change_points(white);
  EXPECT_NEAR(of_white.noise.sd, 1, 0.05);
  EXPECT_NEAR(of_white.noise.long_run_sd, 1, 0.1);
  // AR(1) with coefficient r: variance 1 / (1 - r^2), long-run variance 1 / (1 - r)^2, of which
  // Bartlett's weights see less the fewer the lags.
  const auto of_wandering = find_change_points(wandering);
  EXPECT_NEAR(of_wandering.noise.sd, std::sqrt(1 / 0.75), 0.06);
  EXPECT_NEAR(of_wandering.noise.long_run_sd, 2, 0.25);
}

TEST(ChangePointTracker, OnePointMoreIsTheAnswerForAllOfThem) {
  std::mt19937 random(5);
  std::student_t_distribution<double> noise(3);
  ChangePointTracker tracker;
  Values values;
  double level = 1000;
  for (int i = 0; i < 700; ++i) {
    if (random() % 60 == 0) level += 5 * noise(random);
    values.push_back(level + noise(random));
    tracker.append(std::span(values).last(1));
    ASSERT_EQ(tracker.found(), find_change_points(values)) << "after " << values.size();
  }
  EXPECT_GT(tracker.found().stretches.size(), 3u);
}

TEST(ChangePointTracker, TakesAnyNumberAtOnce) {
  std::mt19937 random(6);
  std::normal_distribution<double> noise;
  Values values;
  for (int i = 0; i < 900; ++i) values.push_back((i / 130) * 4 + noise(random));
  ChangePointTracker tracker;
  std::span<const double> left(values);
  while (!left.empty()) {
    const auto count = std::min<std::size_t>(left.size(), random() % 40);
    tracker.append(left.first(count));
    left = left.subspan(count);
  }
  EXPECT_EQ(tracker.found(), find_change_points(values));
  EXPECT_EQ(starts_of(tracker.found()).size(), 7u);
}

TEST(ChangePoints, LevelsAreThoseOfThePointsAndNotOfWhatOutliersAreHeldTo) {
  // Three points 20 % up behind forty that scatter by 1 %: a median of 15 holds them at +4 %.
  Values values;
  for (int i = 0; i < 40; ++i) values.push_back(i % 2 == 0 ? 99 : 101);
  for (const double value : {119.0, 121.0, 120.0}) values.push_back(value);
  const auto found = find_change_points(values);
  ASSERT_EQ(starts_of(found), (Starts{0, 40}));
  EXPECT_NEAR(found.stretches[0].level, 100, 1e-9);
  EXPECT_NEAR(found.stretches[1].level, 120, 1e-9);
}

TEST(ChangePoints, AStepIsSureByItsStandardError) {
  // 6 ln(200) = 31.79, and the normal tail beyond its root, 8.63e-9, is Student's beyond 5.86 with
  // 198 degrees of freedom (SciPy 1.10 stats.t.isf).
  const auto is_sure_at = [](double errors) {
    return is_sure({.size = -errors * 0.1, .error = 0.1, .degrees = 198}, 200);
  };
  EXPECT_FALSE(is_sure_at(5.8));
  EXPECT_TRUE(is_sure_at(5.95));
  EXPECT_TRUE(is_sure({.size = 0.1, .error = 0, .degrees = 0}, 200));
}

}  // namespace
}  // namespace benchgate::stats
