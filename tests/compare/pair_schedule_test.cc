#include "benchgate/compare/pair_schedule.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// What it comes to is tested on simulated sessions (paired_comparison_test.cc); here, the order.
namespace benchgate::compare {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

PairSchedule schedule_of(std::size_t benchmarks) {
  return PairSchedule({.pacings = std::vector<model::Pacing>(benchmarks),
                       .question = [](std::size_t, std::string_view) {
                         return MetricQuestion{
                             .screening = {.tolerated = std::log(1.005), .margin = std::log(1.02)}};
                       }});
}

/// So many orders, each of which comes in at once.
std::vector<std::size_t> orders(PairSchedule& schedule, int count,
                                const std::function<bool(std::size_t)>& is_at_hand = {}) {
  std::vector<std::size_t> ordered;
  for (int i = 0; i < count; ++i) {
    const auto order = schedule.next(model::Track::Duets, 0, is_at_hand);
    if (!order) break;
    ordered.push_back(order->benchmark);
    const PairSchedule::Difference difference{"cpu_time", 0};
    schedule.take(*order, {&difference, 1}, 0.1);
  }
  return ordered;
}

TEST(PairSchedule, GoesBreadthFirst) {
  auto schedule = schedule_of(3);
  EXPECT_THAT(orders(schedule, 7), ElementsAre(0, 1, 2, 0, 1, 2, 0));
}

TEST(PairSchedule, PrefersWhatIsAtHandByAPairAndNotByTwo) {
  auto schedule = schedule_of(3);
  const auto last = [](std::size_t benchmark) { return benchmark == 2; };
  EXPECT_THAT(orders(schedule, 6, last), ElementsAre(2, 2, 0, 1, 2, 0));
}

TEST(PairSchedule, TakesBothSharesOfAPassFromProcessesThatAreThere) {
  // Two workers, each with processes that give one pair of every benchmark.
  auto schedule = schedule_of(4);
  std::vector<std::set<std::size_t>> measured(2);
  int starts = 2;
  for (int i = 0; i < 16; ++i) {
    auto& mine = measured[static_cast<std::size_t>(i % 2)];
    const auto order =
        schedule.next(model::Track::Duets, 0, [&](std::size_t b) { return !mine.contains(b); });
    ASSERT_TRUE(order);
    if (!mine.insert(order->benchmark).second) {
      ++starts;
      mine = {order->benchmark};
    }
    const PairSchedule::Difference difference{"cpu_time", 0};
    schedule.take(*order, {&difference, 1}, 0.1);
  }
  EXPECT_EQ(starts, 4);  // as many as four passes by one of them
}

/// A session on one core with pairs of 0.1 s: benchmark i differs by `effects[i]` in every pair.
struct Told {
  std::vector<std::size_t> screening;
  std::vector<std::size_t> confirming;
};

Told tell(const std::vector<double>& effects, double budget) {
  PairSchedule schedule({.pacings = std::vector<model::Pacing>(effects.size()),
                         .question =
                             [](std::size_t, std::string_view) {
                               return MetricQuestion{.screening = {.tolerated = std::log(1.005),
                                                                   .margin = std::log(1.02)}};
                             },
                         .budget = budget});
  Told told;
  double elapsed = 0;
  int steps = 0;
  while (const auto order = schedule.next(model::Track::Duets, elapsed)) {
    const bool is_screening = order->stage == model::Stage::Screening;
    (is_screening ? told.screening : told.confirming).push_back(order->benchmark);
    const double jitter = 1e-5 * (++steps % 7);
    const PairSchedule::Difference difference{"cpu_time", effects[order->benchmark] + jitter};
    schedule.take(*order, {&difference, 1}, 0.1);
    elapsed += 0.1;
  }
  return told;
}

std::ptrdiff_t count_of(const std::vector<std::size_t>& orders, std::size_t benchmark) {
  return std::ranges::count(orders, benchmark);
}

TEST(PairSchedule, ConfirmsTheWorstFirstAndOneAfterTheOther) {
  const auto told = tell({0.0, 0.1, 0.5, -0.7, 0.2}, 1000);
  ASSERT_EQ(told.confirming.size(), 4 * 16U);
  const auto part = [&](std::ptrdiff_t from) {
    return std::vector<std::size_t>(told.confirming.begin() + from,
                                    told.confirming.begin() + from + 16);
  };
  EXPECT_THAT(part(0), Each(2));
  EXPECT_THAT(part(16), Each(4));
  EXPECT_THAT(part(32), Each(1));
  EXPECT_THAT(part(48), Each(3)) << "what became faster comes last";
}

// The worst of one track is slower than the other track's, whose only one is slower than the first
// track's second: each once waited for the other, and nothing was confirmed.
TEST(PairSchedule, NeverHasTwoTracksWaitForEachOther) {
  using enum model::Pacing;
  const std::vector<model::Pacing> pacings{Duet, Duet, Lockstep};
  const std::vector<double> effects{0.5, 0.2, 0.3};
  const std::vector<double> seconds{0.9, 0.1, 0.5};
  PairSchedule schedule({.pacings = pacings, .question = [](std::size_t, std::string_view) {
                           return MetricQuestion{.screening = {.tolerated = std::log(1.005),
                                                               .margin = std::log(1.02)}};
                         }});
  std::vector<std::size_t> confirmed(pacings.size());
  int steps = 0;
  for (bool is_going_on = true; is_going_on;) {
    is_going_on = false;
    for (const auto track : {model::Track::Duets, model::Track::Lockstep}) {
      while (const auto order = schedule.next(track, 0)) {
        is_going_on = true;
        const double jitter = 1e-5 * (++steps % 7);
        const PairSchedule::Difference difference{"cpu_time", effects[order->benchmark] + jitter};
        schedule.take(*order, {&difference, 1}, seconds[order->benchmark]);
        if (order->stage == model::Stage::Confirming) ++confirmed[order->benchmark];
      }
    }
  }
  EXPECT_THAT(confirmed, Each(16));
  EXPECT_EQ(schedule.progress().confirmed, 3);
}

// 20 suspects and time for 40 fresh pairs: two of each would show nothing of any.
TEST(PairSchedule, SettlesAFewSuspectsInAShortBudget) {
  std::vector<double> effects;
  for (int i = 0; i < 20; ++i) effects.push_back(0.2 + 0.01 * i);
  const auto told = tell(effects, 16);
  EXPECT_GE(count_of(told.confirming, 19), 16);
  EXPECT_GE(count_of(told.confirming, 18), 16);
  EXPECT_EQ(count_of(told.confirming, 0), 0);
}

// 100 benchmarks, time for 200 pairs: two of each would say nothing of any.
TEST(PairSchedule, LooksAtSomeWhereThereIsNoTimeForAll) {
  const auto told = tell(std::vector<double>(100, 0.0), 20);
  int looked_at = 0;
  for (std::size_t i = 0; i < 100; ++i) looked_at += count_of(told.screening, i) >= 6 ? 1 : 0;
  EXPECT_GE(looked_at, 28);
  EXPECT_THAT(told.confirming, IsEmpty());
}

// The time that no suspect needs any more is not thrown away.
TEST(PairSchedule, GoesOnScreeningWhenSuspectsAreSettled) {
  std::vector<double> effects(100, 0.0);
  effects[0] = 0.5;
  const auto told = tell(effects, 20);
  EXPECT_EQ(told.confirming.size(), 16U);
  EXPECT_NEAR(static_cast<double>(told.screening.size()), 200 - 16, 3);
}

TEST(PairSchedule, BeginsAnewWhatMovesToAnotherTrack) {
  auto schedule = schedule_of(1);
  orders(schedule, 5);
  const auto late = schedule.next(model::Track::Duets, 0);
  ASSERT_TRUE(late);
  EXPECT_TRUE(schedule.move(0, model::Pacing::Lockstep));
  const PairSchedule::Difference difference{"cpu_time", 1};
  schedule.take(*late, {&difference, 1}, 0.1);
  EXPECT_FALSE(schedule.next(model::Track::Duets, 0)) << "the track that it left";
  int screened = 0;
  while (const auto order = schedule.next(model::Track::Lockstep, 0)) {
    EXPECT_EQ(order->pacing, model::Pacing::Lockstep);
    EXPECT_EQ(order->stage, model::Stage::Screening) << "the late pair counts for nothing";
    const PairSchedule::Difference none{"real_time", 0};
    schedule.take(*order, {&none, 1}, 0.1);
    ++screened;
  }
  EXPECT_GE(screened, 6);
}

TEST(PairSchedule, KeepsASuspectWhereItIs) {
  auto schedule = schedule_of(1);
  while (const auto order = schedule.next(model::Track::Duets, 0)) {
    const PairSchedule::Difference difference{"cpu_time", 0.5};
    schedule.take(*order, {&difference, 1}, 0.1);
  }
  ASSERT_EQ(schedule.progress().suspects, 1U);
  EXPECT_FALSE(schedule.move(0, model::Pacing::Lockstep));
}

// Which clock a benchmark is judged by may show only while it is measured.
TEST(PairSchedule, AsksWithEveryPairWhichMetricIsJudged) {
  int asked = 0;
  PairSchedule schedule(
      {.pacings = {model::Pacing::Duet}, .question = [&](std::size_t, std::string_view metric) {
         const bool is_late = ++asked > 8;
         return (metric == "real_time") == is_late
                    ? std::optional(MetricQuestion{
                          .screening = {.tolerated = std::log(1.005), .margin = std::log(1.02)}})
                    : std::nullopt;
       }});
  while (const auto order = schedule.next(model::Track::Duets, 0)) {
    const std::vector<PairSchedule::Difference> both{{"cpu_time", 0}, {"real_time", 0.5}};
    schedule.take(*order, both, 0.1);
  }
  EXPECT_EQ(schedule.progress().suspects, 1U) << "all pairs of the clock that is judged count";
}

}  // namespace
}  // namespace benchgate::compare
