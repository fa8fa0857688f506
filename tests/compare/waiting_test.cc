#include "benchgate/compare/waiting.h"

#include <vector>

#include <gtest/gtest.h>

namespace benchgate::compare {
namespace {

/// Eight pairs of processes with these times an iteration, a thousandth more in each.
model::Benchmark side(double cpu, double wall) {
  model::Benchmark benchmark{.suite = "s", .name = "b", .pairs = model::Pairs{}};
  model::MetricSeries cpu_time{.metric = "cpu_time"};
  model::MetricSeries real_time{.metric = "real_time"};
  for (std::uint32_t process = 0; process < 8; ++process) {
    const double drift = 1 + 0.001 * process;
    cpu_time.samples.push_back(cpu * drift);
    real_time.samples.push_back(wall * drift);
    cpu_time.processes.push_back(process);
    real_time.processes.push_back(process);
    benchmark.pairs->pairs.push_back({.process = process});
  }
  benchmark.metrics = {cpu_time, real_time};
  return benchmark;
}

std::optional<Waiting> waiting(const model::Benchmark& base, const model::Benchmark& head) {
  stats::NullDistributions distributions;
  return waiting_in_duet(base, head, distributions);
}

// 1.8 ms of work each: they take turns, and head sleeps 3 ms.
TEST(Waiting, SeesASleepThatOnlyOneSideHas) {
  const auto found = waiting(side(1.8e6, 3.6e6), side(1.8e6, 6.6e6));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->change, Waiting::Change::Longer);
  EXPECT_FALSE(found->both_wait);
  const auto back = waiting(side(1.8e6, 6.6e6), side(1.8e6, 3.6e6));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->change, Waiting::Change::Shorter);
}

// Head needs 3 ms where base needs 1. With equally many iterations each waits 1 ms for the other,
// then head is alone; for equally long, each has half of the core.
TEST(Waiting, IsNotWhatTheOtherSideCosts) {
  EXPECT_FALSE(waiting(side(1e6, 2e6), side(3e6, 4e6)));
  EXPECT_FALSE(waiting(side(1e6, 2e6), side(3e6, 6e6)));
}

// Nine others want to run on the core: 11 turns, of which each side has one.
TEST(Waiting, IsNotWhatABusyMachineTakes) {
  EXPECT_FALSE(waiting(side(1e6, 11e6), side(1e6, 11e6)));
  EXPECT_FALSE(waiting(side(1e6, 11e6), side(3e6, 33e6)));
}

TEST(Waiting, IsNotOneProcessThatWasPreemptedForLong) {
  auto head = side(1e6, 2e6);
  head.metrics[1].samples[3] *= 40;
  EXPECT_FALSE(waiting(side(1e6, 2e6), head));
}

TEST(Waiting, SeesThatBothWait) {
  const auto longer = waiting(side(2e4, 2e8), side(2e4, 6e8));
  ASSERT_TRUE(longer);
  EXPECT_TRUE(longer->both_wait);
  EXPECT_EQ(longer->change, Waiting::Change::Longer);
  const auto same = waiting(side(2e4, 2e8), side(2e4, 2e8));
  ASSERT_TRUE(same);
  EXPECT_TRUE(same->both_wait);
  EXPECT_EQ(same->change, Waiting::Change::None);
}

TEST(Waiting, NeedsThreePairsToSeeThatBothWaitAndSixToSeeAChange) {
  auto head = side(2e4, 6e8);
  head.pairs->pairs.resize(3);
  const auto early = waiting(side(2e4, 2e8), head);
  ASSERT_TRUE(early);
  EXPECT_TRUE(early->both_wait);
  EXPECT_EQ(early->change, Waiting::Change::None);
  head.pairs->pairs.resize(2);
  EXPECT_FALSE(waiting(side(2e4, 2e8), head));
}

TEST(Waiting, SaysNothingOfWhatItCannotSee) {
  auto head = side(1e6, 9e6);
  head.pairs->pacing = model::Pacing::Lockstep;
  EXPECT_FALSE(waiting(side(1e6, 2e6), head)) << "no duet";
  head = side(1e6, 9e6);
  head.metrics.pop_back();
  EXPECT_FALSE(waiting(side(1e6, 2e6), head)) << "one clock";
  head = side(1e6, 9e6);
  head.pairs->pairs.resize(5);
  EXPECT_FALSE(waiting(side(1e6, 2e6), head)) << "too few pairs";
}

// On a core with twenty others a benchmark that computes looks as idle as one that sleeps.
TEST(Waiting, IsBelievedOnlyOfProcessesThatSlept) {
  const std::vector<double> no_sleep{0.01, 0.03, 0.0};
  const std::vector<double> sleep{0.72, 0.03, 0.74};
  const Waiting both{.both_wait = true};
  EXPECT_TRUE(slept(both, {.base = sleep, .head = sleep}));
  EXPECT_FALSE(slept(both, {.base = sleep, .head = no_sleep}));
  EXPECT_FALSE(slept(both, {.base = no_sleep, .head = no_sleep}));
  EXPECT_TRUE(slept(both, {})) << "nobody can tell";
  const Waiting longer{.change = Waiting::Change::Longer};
  EXPECT_TRUE(slept(longer, {.base = no_sleep, .head = sleep}));
  EXPECT_FALSE(slept(longer, {.base = sleep, .head = no_sleep}));
  const Waiting shorter{.change = Waiting::Change::Shorter};
  EXPECT_TRUE(slept(shorter, {.base = sleep, .head = no_sleep}));
  EXPECT_FALSE(slept(shorter, {.base = no_sleep, .head = sleep}));
}

}  // namespace
}  // namespace benchgate::compare
