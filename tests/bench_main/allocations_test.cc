// Benchmarks of known allocations, counted with the preloaded library.
#include <optional>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/measure/allocation_counter.h"
#include "benchgate/measure/driven_suite.h"

namespace {

using benchgate::measure::DrivenSuite;
using benchgate::measure::NotDriven;
using benchgate::measure::Seconds;
using benchgate::model::Run;
using ::testing::AllOf;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Lt;

DrivenSuite started(bool counts_allocations = true) {
  auto start = DrivenSuite::start({.name = "suite", .command = {ALLOCATION_BENCH}},
                                  {.counts_allocations = counts_allocations});
  if (const auto* why = std::get_if<NotDriven>(&start)) throw std::runtime_error(why->message);
  return std::move(std::get<DrivenSuite>(start));
}

std::optional<double> metric(const Run& run, const std::string& name) {
  const auto* series = run.benchmarks.at(0).find(name);
  // Twice, and the same.
  if (series == nullptr || series->samples.size() != 2) return std::nullopt;
  if (series->samples[0] != series->samples[1]) return std::nullopt;
  return series->samples.front();
}

class Allocations : public testing::Test {
 protected:
  void SetUp() override {
#ifdef BENCHGATE_COUNTS_ALLOCATIONS
    ASSERT_TRUE(benchgate::measure::allocation_counter());
#else
    GTEST_SKIP() << "built with a sanitizer, which has the allocator to itself";
#endif
  }
};

TEST_F(Allocations, OfAnIterationAreCountedExactly) {
  auto suite = started();
  ASSERT_TRUE(suite.counts_allocations());
  const auto of = [&](const std::string& name) {
    return metric(suite.count(name), "allocs_per_iter");
  };
  EXPECT_EQ(of("none"), 0);
  EXPECT_EQ(of("three"), 3);
  EXPECT_EQ(of("one, and a thousand before the loop"), 1);
  EXPECT_EQ(of("none after the first iteration"), 0);
  EXPECT_EQ(of("a million bytes at once"), 1);
  EXPECT_EQ(of("one in 30 ms/real_time"), 1);
}

TEST_F(Allocations, OfIterationsThatDifferAreAMean) {
  const auto run = started().count("eight of sixteen");
  const auto* series = run.benchmarks.at(0).find("allocs_per_iter");
  ASSERT_NE(series, nullptr);
  ASSERT_EQ(series->samples.size(), 2u);
  // 8 of 16 iterations allocate, the first does not: 8 in the 15 that follow it.
  EXPECT_EQ(series->samples[0], 8.0 / 15.0);
  EXPECT_THAT(series->samples[1], AllOf(Ge(0.5), Le(1)));
}

TEST_F(Allocations, OfAllThreadsAreCounted) {
  // And a few for the threads themselves.
  EXPECT_THAT(
      metric(started().count("four times 250 in threads/real_time"), "allocs_per_iter").value_or(0),
      AllOf(Ge(1000), Lt(1050)));
}

TEST_F(Allocations, ThePeakIsOfOneIterationAndWhatItNeeds) {
  auto suite = started();
  const auto of = [&](const std::string& name) {
    return metric(suite.count(name), "max_bytes_used").value_or(-1);
  };
  // And the little that Google Benchmark itself allocates around a run.
  EXPECT_THAT(of("none"), AllOf(Ge(0), Lt(2'000)));
  EXPECT_THAT(of("a million bytes at once") - of("none"), AllOf(Ge(1'000'000), Lt(1'000'100)));
  EXPECT_THAT(of("one, and a thousand before the loop"), AllOf(Ge(132'000), Lt(136'000)));
}

TEST_F(Allocations, AreTheSameInEveryProcess) {
  const std::string name = "one, and a thousand before the loop";
  const auto first = started().count(name).benchmarks.at(0).metrics;
  EXPECT_EQ(first.size(), 2u);
  EXPECT_EQ(started().count(name).benchmarks.at(0).metrics, first);
}

TEST_F(Allocations, ThatDifferAreAllReported) {
  const auto run = started().count("another number in every call");
  EXPECT_FALSE(run.benchmarks.at(0).failure);
  for (const auto* name : {"allocs_per_iter", "max_bytes_used"}) {
    const auto* series = run.benchmarks.at(0).find(name);
    ASSERT_NE(series, nullptr) << name;
    ASSERT_EQ(series->samples.size(), 2u);
    EXPECT_NE(series->samples[0], series->samples[1]) << name;
  }
}

TEST_F(Allocations, WhereThereIsNoSingleIteration) {
  auto suite = started();
  const auto of = [&](const std::string& name) {
    return metric(suite.count(name), "allocs_per_iter").value_or(-1);
  };
  // Spread over all of them is what is allocated around the loop as well.
  EXPECT_THAT(of("three/iterations:5"), AllOf(Ge(3), Lt(6)));
  EXPECT_THAT(of("one, in batches of a hundred"), AllOf(Ge(1), Lt(1.2)));
}

TEST_F(Allocations, OfWhatFailsAreNone) {
  const auto run = started().count("skipped");
  EXPECT_EQ(run.benchmarks.at(0).metrics.size(), 0u);
}

TEST_F(Allocations, AreNotCountedInAProcessThatIsTimed) {
  auto suite = started(false);
  EXPECT_FALSE(suite.counts_allocations());
  const auto failure = suite.count("three").benchmarks.at(0).failure;
  EXPECT_THAT(failure.value().message, HasSubstr("was preloaded"));
  EXPECT_FALSE(suite.run("three", Seconds{0.001}).benchmarks.at(0).failure);
}

TEST_F(Allocations, DoNotKeepBenchmarksFromBeingRun) {
  auto suite = started();
  EXPECT_EQ(metric(suite.count("three"), "allocs_per_iter"), 3);
  const auto run = suite.run("three", Seconds{0.001});
  EXPECT_FALSE(run.benchmarks.at(0).failure);
  EXPECT_EQ(metric(run, "allocs_per_iter"), std::nullopt);
}

}  // namespace
