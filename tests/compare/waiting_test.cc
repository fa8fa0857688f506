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
TEST(Waiting, SeesASleepThatOnlyHeadHas) {
  const auto found = waiting(side(1.8e6, 3.6e6), side(1.8e6, 6.6e6));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->has_changed);
  EXPECT_NEAR(found->change, 3.0 / 3.6, 0.01);
  EXPECT_FALSE(found->both_wait);
  const auto back = waiting(side(1.8e6, 6.6e6), side(1.8e6, 3.6e6));
  EXPECT_TRUE(back->has_changed);
  EXPECT_LT(back->change, 0);
}

// Head needs 3 ms where base needs 1: for 1 ms each waits for the other, then head is alone.
TEST(Waiting, IsNotWhatTheOtherSideCosts) {
  const auto found = waiting(side(1e6, 2e6), side(3e6, 4e6));
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->has_changed);
  EXPECT_NEAR(found->change, 0, 1e-9);
}

TEST(Waiting, SeesThatBothWait) {
  const auto found = waiting(side(2e4, 2e8), side(2e4, 6e8));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->both_wait);
  EXPECT_TRUE(found->has_changed);
  EXPECT_TRUE(waiting(side(2e4, 2e8), side(2e4, 2e8))->both_wait);
  EXPECT_FALSE(waiting(side(1e6, 2e6), side(1e6, 2e6))->both_wait);
}

TEST(Waiting, SaysNothingOfWhatItCannotSee) {
  auto base = side(1e6, 2e6);
  auto head = side(1e6, 9e6);
  head.pairs->pacing = model::Pacing::Lockstep;
  EXPECT_FALSE(waiting(base, head)) << "no duet";
  head = side(1e6, 9e6);
  head.metrics.pop_back();
  EXPECT_FALSE(waiting(base, head)) << "one clock";
  head = side(1e6, 9e6);
  head.pairs->pairs.resize(5);
  EXPECT_FALSE(waiting(base, head)) << "too few pairs";
}

}  // namespace
}  // namespace benchgate::compare
