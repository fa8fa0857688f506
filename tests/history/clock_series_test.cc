#include "benchgate/history/clock_series.h"

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "support/memory_history.h"

namespace benchgate::history {
namespace {

model::SeriesKey key(const std::string& benchmark, std::string_view metric,
                     const std::string& machine = "m") {
  return {"db", benchmark, std::string(metric), {model::Basis::Kind::Machine, machine}};
}

/// A night of one benchmark; nothing: the clock was not recorded.
void add_night(test_support::MemoryHistory& history, const std::string& benchmark,
               std::optional<double> cpu_time, std::optional<double> real_time,
               const std::string& machine = "m") {
  const auto night = history.runs().size() + 1;
  model::HistoryRecord record{.run = {.id = "n" + std::to_string(night),
                                      .measured_at = static_cast<model::Timestamp>(night),
                                      .commit = "c"}};
  const auto point = [&](std::string_view metric, std::optional<double> value) {
    if (!value) return;
    record.points.push_back({.series = key(benchmark, metric, machine), .value = *value});
    record.points.back().definition = model::default_definition(metric);
  };
  point("cpu_time", cpu_time);
  point("real_time", real_time);
  history.append(record);
}

/// Is the benchmark judged by real_time?
bool by_wall_time(const test_support::MemoryHistory& history, const std::string& benchmark = "a") {
  const ClockSeries clocks(history, [](const auto&) { return true; });
  const bool real = clocks.has(key(benchmark, "real_time"));
  EXPECT_NE(real, clocks.has(key(benchmark, "cpu_time"))) << "one of them";
  return real;
}

TEST(ClockSeries, IsCpuTimeUnlessTheBenchmarkWaits) {
  test_support::MemoryHistory computes;
  add_night(computes, "a", 99, 100);
  EXPECT_FALSE(by_wall_time(computes));
  test_support::MemoryHistory waits;
  add_night(waits, "a", 9, 100);
  EXPECT_TRUE(by_wall_time(waits));
}

TEST(ClockSeries, IsThatOfTheNewestNight) {
  test_support::MemoryHistory history;
  add_night(history, "a", 99, 100);
  add_night(history, "a", 2, 100);
  EXPECT_TRUE(by_wall_time(history)) << "it began to wait";
}

TEST(ClockSeries, ComparesTimesOfOneMachine) {
  test_support::MemoryHistory history;
  add_night(history, "a", 5, std::nullopt, "fast");
  add_night(history, "a", 99, 100);
  add_night(history, "a", std::nullopt, 100, "slow");
  EXPECT_FALSE(by_wall_time(history));
}

TEST(ClockSeries, IsWhatThereIs) {
  test_support::MemoryHistory history;
  add_night(history, "a", std::nullopt, 100);
  add_night(history, "b", 100, std::nullopt);
  EXPECT_TRUE(by_wall_time(history, "a"));
  EXPECT_FALSE(by_wall_time(history, "b"));
}

TEST(ClockSeries, ReadsNoOtherBenchmarks) {
  test_support::MemoryHistory history;
  add_night(history, "a", 99, 100);
  add_night(history, "b", 99, 100);
  const ClockSeries clocks(history, [](const auto& one) { return one.benchmark == "a"; });
  EXPECT_TRUE(clocks.has(key("a", "cpu_time")));
  EXPECT_FALSE(clocks.has(key("b", "cpu_time")));
}

}  // namespace
}  // namespace benchgate::history
