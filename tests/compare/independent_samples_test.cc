#include "benchgate/compare/independent_samples.h"

#include <gmock/gmock.h>

using benchgate::compare::independent_samples;
using testing::ElementsAre;

TEST(IndependentSamples, TakesTheMedianOfEachProcess) {
  const auto samples = independent_samples(
      {.metric = "cpu_time", .samples = {10, 12, 11, 20, 22, 30}, .processes = {0, 0, 0, 1, 1, 2}});
  EXPECT_THAT(samples.values, ElementsAre(11, 21, 30));
  EXPECT_EQ(samples.processes, 3U);
}

TEST(IndependentSamples, GroupsProcessesThatAreScattered) {
  const auto samples = independent_samples(
      {.metric = "cpu_time", .samples = {1, 2, 3, 4}, .processes = {7, 9, 7, 9}});
  EXPECT_THAT(samples.values, ElementsAre(2, 3));
}

TEST(IndependentSamples, KeepsRepetitionsOfOneProcessAndSaysThatItIsOne) {
  const auto recorded =
      independent_samples({.metric = "cpu_time", .samples = {1, 2, 3}, .processes = {4, 4, 4}});
  EXPECT_THAT(recorded.values, ElementsAre(1, 2, 3));
  EXPECT_EQ(recorded.processes, 1U);
  const auto plain = independent_samples({.metric = "cpu_time", .samples = {1, 2, 3}});
  EXPECT_THAT(plain.values, ElementsAre(1, 2, 3));
  EXPECT_EQ(plain.processes, 1U);
}

TEST(IndependentSamples, HasNothingFromNothing) {
  EXPECT_TRUE(independent_samples({.metric = "cpu_time"}).values.empty());
}
