#include "benchgate/history/history_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "support/runs.h"

namespace benchgate::history {
namespace {

using model::Basis;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

/// A timing measured together with its base, one that is exact, one that failed.
gate::Assessment sample() {
  gate::Judgement timing{
      .suite = "db",
      .benchmark = "select",
      .metric = "cpu_time",
      .definition = model::default_definition("cpu_time"),
      .head = compare::Summary{.samples = 12,
                               .processes = 12,
                               .median = 1234.56789123,
                               .interval = stats::ConfidenceInterval{{1200, 1300}, 0.96}},
      .ratio = stats::Estimate{1.02, stats::ConfidenceInterval{{1.01, 1.03}, 0.95}},
      .paired = gate::PairedMeasurement{.screening_pairs = 8, .confirming_pairs = 30}};
  gate::Judgement exact{
      .suite = "db",
      .benchmark = "select",
      .metric = "rows",
      .definition = model::default_definition("rows"),
      .head = compare::Summary{.samples = 3, .processes = 3, .median = 9'007'199'254'740'991}};
  gate::Judgement failed{.suite = "db",
                         .benchmark = "insert",
                         .verdict = gate::Verdict::Errored,
                         .reason = gate::Reason::Failed,
                         .message = "disk full"};
  gate::Assessment assessment;
  assessment.outcome = gate::Outcome::Passed;
  assessment.method.pairing = compare::Pairing::Together;
  assessment.base.commit = "ba5e";
  assessment.head = {.name = "head",
                     .commit = "0123456789abcdef0123",
                     .date = "2026-11-21T03:30:00+01:00",
                     .machine_class = "m-4cpu"};
  assessment.judgements = {timing, exact, failed};
  return assessment;
}

TEST(HistoryRecordOfResults, HasFiguresOfTheMachineAndRatiosToTheReference) {
  const auto record = record_of(sample(), {.subject = "Faster joins"});
  ASSERT_THAT(record.points, SizeIs(3));
  const auto& machine = record.points[0];
  EXPECT_EQ(machine.series,
            (model::SeriesKey{"db", "select", "cpu_time", {Basis::Kind::Machine, "m-4cpu"}}));
  EXPECT_EQ(machine.value, 1234.568);  // seven digits
  EXPECT_EQ(machine.lower, 1200);
  EXPECT_EQ(machine.samples, 12U);
  const auto& ratio = record.points[1];
  EXPECT_EQ(ratio.series.basis, (Basis{Basis::Kind::Reference, "ba5e"}));
  EXPECT_EQ(ratio.value, 1.02);
  EXPECT_EQ(ratio.upper, 1.03);
  EXPECT_EQ(ratio.samples, 38U);
  EXPECT_EQ(ratio.definition.unit, model::Unit::None);
  EXPECT_EQ(record.points[2].value, 9'007'199'254'740'991);  // exact
  EXPECT_EQ(record.failures, (std::vector<model::HistoryFailure>{{"db", "insert", "disk full"}}));
  EXPECT_EQ(record.run.measured_at, 1795228200);
  EXPECT_EQ(record.run.outcome, "passed");
  EXPECT_EQ(record.run.subject, "Faster joins");
}

TEST(HistoryRecordOfResults, HasNoRatioWhereBaseIsNoCommit) {
  auto assessment = sample();
  assessment.base.dirty = true;
  EXPECT_THAT(record_of(assessment, {}).points, SizeIs(2));
  assessment = sample();
  assessment.base.commit = "";
  EXPECT_THAT(record_of(assessment, {}).points, SizeIs(2));
  assessment = sample();
  assessment.method.pairing = compare::Pairing::Apart;
  EXPECT_THAT(record_of(assessment, {}).points, SizeIs(2));
}

TEST(HistoryRecordOfResults, LeavesOutTheWallClockOfASharedCore) {
  auto assessment = sample();
  assessment.judgements[0].reason = gate::Reason::SharedCore;
  EXPECT_THAT(record_of(assessment, {}).points, SizeIs(1));
}

TEST(HistoryRecordOfResults, HasAnIdOfTimeCommitAndFigures) {
  const auto record = record_of(sample(), {});
  EXPECT_THAT(record.run.id, StartsWith("20261121T023000Z-0123456789ab-"));
  EXPECT_EQ(record_of(sample(), {.report_url = "https://example.org"}).run.id, record.run.id);
  auto other = sample();
  other.judgements[0].head->median *= 2;
  EXPECT_NE(record_of(other, {}).run.id, record.run.id);
  EXPECT_TRUE(model::is_history_id(record_of(sample(), {.commit = "../\n x"}).run.id));
}

TEST(HistoryRecordOfResults, RefusesWhatHasNoTimeOrNoFigures) {
  auto assessment = sample();
  assessment.head.date = "yesterday";
  try {
    (void)record_of(assessment, {.source = "out/results.json"});
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("out/results.json"));
    EXPECT_THAT(error.what(), HasSubstr("--measured-at"));
  }
  EXPECT_EQ(record_of(assessment, {.measured_at = 5}).run.measured_at, 5);
  assessment.judgements.clear();
  EXPECT_THROW((void)record_of(assessment, {.measured_at = 5}), UsageError);
}

TEST(HistoryRecordOfRun, HasMediansOverProcesses) {
  auto run = test_support::run(
      {test_support::benchmark("a", {test_support::series("cpu_time", test_support::steady(100))}),
       test_support::failed("b", "it broke")});
  const auto record = record_of(run, {.measured_at = 5, .branch = "main"}, {});
  ASSERT_THAT(record.points, SizeIs(1));
  // Twelve values around 100 in steps of 0.1: the 3rd and the 10th are the 95 % interval.
  EXPECT_DOUBLE_EQ(record.points[0].value, 100);
  EXPECT_DOUBLE_EQ(record.points[0].lower.value(), 99.65);
  EXPECT_DOUBLE_EQ(record.points[0].upper.value(), 100.35);
  EXPECT_EQ(record.points[0].samples, 12U);
  EXPECT_EQ(record.points[0].series.basis.of, "test-2cpu");
  EXPECT_EQ(record.failures.size(), 1U);
  EXPECT_EQ(record.run.branch, "main");
  EXPECT_EQ(record.run.commit, "0123456789abcdef0123456789abcdef01234567");
}

/// Hits are a count that must not move, and more of them are better.
gate::Policy hits_policy() {
  gate::Policy policy;
  policy.rules = {{.metric = "hits",
                   .unit = model::Unit::Count,
                   .direction = model::Direction::HigherIsBetter,
                   .kind = model::MetricKind::Exact}};
  return policy;
}

TEST(HistoryRecordOfRun, SaysOfMetricsWhatThePolicyDoes) {
  const auto run = test_support::run({test_support::benchmark(
      "a", {test_support::series("cpu_time", {100}), test_support::series("hits", {12345678})})});
  const auto record = record_of(run, {.measured_at = 5}, hits_policy());
  ASSERT_THAT(record.points, SizeIs(2));
  EXPECT_EQ(record.points[0].definition, model::default_definition("cpu_time"));
  const auto& hits = record.points[1];
  EXPECT_EQ(hits.definition, (model::MetricDefinition{.unit = model::Unit::Count,
                                                      .direction = model::Direction::HigherIsBetter,
                                                      .kind = model::MetricKind::Exact}));
  EXPECT_EQ(hits.value, 12345678) << "what is exact is not rounded";
}

TEST(DefineMetrics, LeavesWhatNoRuleSays) {
  const model::MetricDefinition imported{.unit = model::Unit::Bytes,
                                         .direction = model::Direction::HigherIsBetter};
  model::HistoryRecord record{
      .points = {{.series = {"s", "a", "hits", {}}, .definition = imported, .value = 1},
                 {.series = {"s", "a", "B/s", {}}, .definition = imported, .value = 1}}};
  auto other = record;
  define_metrics(record, hits_policy());
  EXPECT_EQ(record.points[0].definition.unit, model::Unit::Count);
  EXPECT_EQ(record.points[0].definition.kind, model::MetricKind::Exact);
  EXPECT_EQ(record.points[1].definition, imported);
  set_id(record);
  set_id(other);
  EXPECT_EQ(record.run.id, other.run.id) << "another policy makes no other night";
}

TEST(HistoryRecordOfRun, IsOfTheMachineAndTheMomentThatAPlainFileTells) {
  model::Run run;
  run.suites.push_back(
      {.name = "s", .environment = {{{"num_cpus", "64"}, {"date", "2018-07-18 10:00:00"}}}});
  run.benchmarks.push_back(
      {.suite = "s",
       .name = "a",
       .label = "",
       .failure = std::nullopt,
       .metrics = {test_support::series("cpu_time", {1}), test_support::series("GB/s", {2})}});
  const auto record = record_of(run, {}, {});
  EXPECT_EQ(record.run.machine_class, "64cpu");
  EXPECT_EQ(record.points.at(0).series.basis.of, "64cpu");
  EXPECT_EQ(record.run.measured_at, 1531908000);  // date --utc --date='2018-07-18 10:00' +%s
  // No rule names the counter, so nobody knows which way is better.
  EXPECT_EQ(record.points.at(1).definition.direction, model::Direction::NeitherIsBetter);
}

TEST(HistoryRecordOfRun, HasNoIntervalFromOneProcess) {
  auto run = test_support::run({test_support::benchmark(
      "a", {{.metric = "cpu_time", .samples = {1, 2, 3, 4, 5, 6, 7, 8, 9}}})});
  const auto record = record_of(run, {.measured_at = 5}, {});
  EXPECT_EQ(record.points.at(0).value, 5);
  EXPECT_FALSE(record.points[0].lower.has_value());
  EXPECT_EQ(record.points[0].samples, 1U);
}

}  // namespace
}  // namespace benchgate::history
