#include "benchgate/work/duet_plan.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::work {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Times {
  double cpu = 1e6;
  double wall = 2e6;
};

/// What a benchmark takes an iteration, in each way of measuring it.
struct Truth {
  Times base{};
  Times head{};
  Times base_alone{};
  Times head_alone{};
  double asleep = 0.6;  ///< share of their lives, in duets
};

model::Benchmark side(const std::string& name, const Times& times, const model::Pairs& pairs) {
  const auto process = pairs.pairs.front().process;
  const double jitter = 1 + 1e-4 * (process % 5);
  return {.suite = "s",
          .name = name,
          .metrics =
              {{.metric = "cpu_time", .samples = {times.cpu * jitter}, .processes = {process}},
               {.metric = "real_time", .samples = {times.wall * jitter}, .processes = {process}}},
          .pairs = pairs};
}

struct Told {
  std::map<model::Pacing, int> screening;
  std::map<model::Pacing, int> confirming;
};

/// The session that the plan asks for; a pair takes 0.1 s.
Told measure(DuetPlan& plan, const std::string& name, const Truth& truth) {
  Told told;
  std::uint32_t process = 0;
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const auto track : measure::kTracks) {
      const auto order = plan.next({.track = track, .elapsed = measure::Seconds(0.1 * process)});
      if (!order) continue;
      goes_on = true;
      const bool is_duet = track == measure::Track::Duets;
      const auto pacing = is_duet ? model::Pacing::Duet : model::Pacing::Lockstep;
      EXPECT_EQ(order->pacing, pacing);
      ++(order->stage == model::Stage::Screening ? told.screening : told.confirming)[pacing];
      const model::Pairs pairs{.pacing = pacing,
                               .pairs = {{.process = process++, .stage = order->stage}}};
      plan.take(*order, {.base = side(name, is_duet ? truth.base : truth.base_alone, pairs),
                         .head = side(name, is_duet ? truth.head : truth.head_alone, pairs),
                         .wall_time = measure::Seconds(0.1),
                         .base_asleep = is_duet ? std::optional(truth.asleep) : std::nullopt,
                         .head_asleep = is_duet ? std::optional(truth.asleep) : std::nullopt});
    }
  }
  return told;
}

Told measure(const std::string& name, const Truth& truth, model::Diagnostics* notes = nullptr) {
  const gate::Policy policy;
  const std::vector<measure::PairedBenchmark> benchmarks{{.base_name = name, .head_name = name}};
  DuetPlan plan(benchmarks, policy, measure::Seconds(60));
  const auto told = measure(plan, name, truth);
  if (notes != nullptr) *notes = plan.notes();
  return told;
}

// Work in other threads, 2 ms and 6 ms of it: three duets show that CPU time says nothing.
TEST(DuetPlan, HandsOverWhatWaitsOnBothSidesAfterThreePairs) {
  model::Diagnostics notes;
  auto told = measure(
      "async",
      {.base = {2e4, 4e6}, .head = {2e4, 12e6}, .base_alone = {2e4, 2e6}, .head_alone = {2e4, 6e6}},
      &notes);
  EXPECT_EQ(told.screening[model::Pacing::Duet], 3);
  EXPECT_EQ(told.confirming[model::Pacing::Duet], 0);
  EXPECT_EQ(told.screening[model::Pacing::Lockstep], 6);
  EXPECT_EQ(told.confirming[model::Pacing::Lockstep], 16) << "by its wall-clock time";
  ASSERT_THAT(notes, SizeIs(1));
  EXPECT_THAT(notes[0].message, HasSubstr("async."));
}

// 1.8 ms of work, and head sleeps 3 ms.
TEST(DuetPlan, HandsOverWhatBeginsToWaitAfterSixPairs) {
  auto told = measure("sleeps", {.base = {1.8e6, 3.6e6},
                                 .head = {1.8e6, 6.6e6},
                                 .base_alone = {1.8e6, 1.8e6},
                                 .head_alone = {1.8e6, 4.8e6}});
  EXPECT_EQ(told.screening[model::Pacing::Duet], 6);
  EXPECT_EQ(told.confirming[model::Pacing::Duet], 0);
  EXPECT_EQ(told.confirming[model::Pacing::Lockstep], 16);
}

// It only looked like waiting: in lockstep the clocks agree, and CPU time is judged there.
TEST(DuetPlan, JudgesByCpuTimeInLockstepWhereTheClocksAgree) {
  auto told = measure("works", {.base = {1e6, 2e6},
                                .head = {1e6, 9e6},
                                .base_alone = {1e6, 1e6},
                                .head_alone = {1.1e6, 1.1e6}});
  EXPECT_EQ(told.confirming[model::Pacing::Lockstep], 16);
  told = measure("works", {.base = {1e6, 2e6},
                           .head = {1e6, 9e6},
                           .base_alone = {1e6, 1e6},
                           .head_alone = {1e6, 1.1e6}});
  EXPECT_THAT(told.confirming, IsEmpty()) << "wall-clock time moved by less than parts the clocks";
}

TEST(DuetPlan, MeasuresWhatComputesOnceHoweverBusyTheMachine) {
  for (const Truth& truth : {Truth{}, Truth{.base = {1e6, 9e6}, .head = {1e6, 9e6}},
                             Truth{.head = {3e6, 4e6}}, Truth{.head = {3e6, 6e6}},
                             Truth{.base = {1e6, 30e6}, .head = {1e6, 30e6}, .asleep = 0.02}}) {
    model::Diagnostics notes;
    auto told = measure("works", truth, &notes);
    EXPECT_GE(told.screening[model::Pacing::Duet], 6);
    EXPECT_EQ(told.screening[model::Pacing::Lockstep], 0);
    EXPECT_THAT(notes, IsEmpty());
  }
}

TEST(DuetPlan, SaysWhatItHadNoTimeToMeasureAgain) {
  const gate::Policy policy;
  const std::vector<measure::PairedBenchmark> benchmarks{{.base_name = "a", .head_name = "a"}};
  DuetPlan plan(benchmarks, policy, measure::Seconds(0.35));
  const auto told = measure(plan, "a", {.base = {2e4, 4e6}, .head = {2e4, 12e6}});
  EXPECT_EQ(told.screening.at(model::Pacing::Duet), 3);
  EXPECT_FALSE(told.screening.contains(model::Pacing::Lockstep));
  const auto notes = plan.notes();
  ASSERT_THAT(notes, SizeIs(1));
  EXPECT_EQ(notes[0].code, "wall-time-not-measured");
  EXPECT_EQ(notes[0].benchmark, "a");
}

}  // namespace
}  // namespace benchgate::work
