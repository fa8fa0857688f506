#include "benchgate/compare/pair_schedule.h"

#include <cmath>
#include <cstddef>
#include <set>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// What it comes to is tested on simulated sessions (paired_comparison_test.cc); here, the order.
namespace benchgate::compare {
namespace {

using ::testing::ElementsAre;

PairSchedule schedule_of(std::size_t benchmarks) {
  return PairSchedule({.tracks = std::vector<std::size_t>(benchmarks, 0),
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
    const auto order = schedule.next(0, 0, is_at_hand);
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
    const auto order = schedule.next(0, 0, [&](std::size_t b) { return !mine.contains(b); });
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

}  // namespace
}  // namespace benchgate::compare
