#include "benchgate/compare/intermittent_metrics.h"

#include <gmock/gmock.h>

#include "support/requests.h"

namespace benchgate::compare {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

model::MetricSeries series_of(std::string metric, std::vector<std::uint32_t> processes) {
  const auto definition = model::default_definition(metric);
  const std::vector<double> samples(processes.size(), 7);
  return {.metric = std::move(metric),
          .samples = samples,
          .processes = std::move(processes),
          .definition = definition};
}

model::Run run_of(std::vector<model::MetricSeries> metrics) {
  return {.benchmarks = {{.suite = "s", .name = "a", .metrics = std::move(metrics)}}};
}

Comparison compare(const model::Run& base, const model::Run& head,
                   const std::vector<model::Run>& stored = {}) {
  RunHistory history;
  for (const auto& run : stored) history.add(run);
  auto request = test_support::request_for(base, head);
  request.stored_runs = &history;
  return compare_apart(std::move(request));
}

const auto kClock = series_of("cpu_time", {0, 1, 2, 3});

TEST(IntermittentMetrics, AreNeitherMissingNorNew) {
  const auto with = run_of({kClock, series_of("rows", {0, 2, 3})});
  const auto without = run_of({kClock});
  const auto gone = compare(with, without);
  EXPECT_THAT(gone.missing, IsEmpty());
  ASSERT_FALSE(gone.diagnostics.empty());
  EXPECT_EQ(gone.diagnostics.front().code, "intermittent-metric");
  EXPECT_THAT(compare(without, with).added, IsEmpty());
}

TEST(IntermittentMetrics, AreNotThoseThatEveryProcessReports) {
  const auto with = run_of({kClock, series_of("rows", {0, 1, 2, 3})});
  const auto without = run_of({kClock});
  EXPECT_THAT(compare(with, without).missing, SizeIs(1));
  EXPECT_THAT(compare(without, with).added, SizeIs(1));
}

TEST(IntermittentMetrics, AreCountsThatTheOtherRunHadNoTimeFor) {
  const auto counted = run_of({kClock, series_of("allocs_per_iter", {0, 1})});
  auto late = run_of({kClock});
  EXPECT_THAT(compare(counted, late).missing, SizeIs(1));
  late.diagnostics.push_back({.code = std::string(kAllocationsNotCounted)});
  EXPECT_THAT(compare(counted, late).missing, IsEmpty());
  EXPECT_THAT(compare(late, counted).added, IsEmpty());
}

TEST(IntermittentMetrics, AreNotAllMetricsOfSuchARun) {
  auto late = run_of({kClock});
  late.diagnostics.push_back({.code = std::string(kAllocationsNotCounted)});
  EXPECT_THAT(compare(run_of({kClock, series_of("rows", {0, 1, 2, 3})}), late).missing, SizeIs(1));
}

// Every process of a run reports it or none does: only other runs show that it comes and goes.
TEST(IntermittentMetrics, AreThoseThatSomeStoredRunsLack) {
  const auto with = run_of({kClock, series_of("rows", {0, 1, 2, 3})});
  const auto without = run_of({kClock});
  EXPECT_THAT(compare(with, without, {with, without, with}).missing, IsEmpty());
  EXPECT_THAT(compare(without, with, {with, with, without}).added, IsEmpty());
}

TEST(IntermittentMetrics, AreNotThoseThatOlderRunsDidNotHaveYet) {
  const auto with = run_of({kClock, series_of("rows", {0, 1, 2, 3})});
  const auto without = run_of({kClock});
  EXPECT_THAT(compare(with, without, {without, without, with}).missing, SizeIs(1));
  EXPECT_THAT(compare(with, without, {with, with, with}).missing, SizeIs(1));
  EXPECT_THAT(compare(without, with, {without, without}).added, SizeIs(1));
}

}  // namespace
}  // namespace benchgate::compare
