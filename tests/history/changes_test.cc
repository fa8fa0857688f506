#include "benchgate/history/changes.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/step_history.h"

namespace benchgate::history {
namespace {

using testing::SizeIs;

bool everything(const model::SeriesKey&) {
  return true;
}

TEST(ReportOn, KnowsTheRunsAroundAChange) {
  const auto store = test_support::step_history();
  const auto reports = report_on(store, [](const model::SeriesKey& key) {
    return key.benchmark == "db/select" && key.metric == "cpu_time";
  });
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports[0].first.id, "n00");
  EXPECT_EQ(reports[0].last.id, "n39");
  ASSERT_THAT(reports[0].changes, SizeIs(1));
  const auto& change = reports[0].changes[0];
  EXPECT_EQ(change.before.subject, "change 19");
  EXPECT_EQ(change.at.subject, "change 20");
  EXPECT_FALSE(change.finding);
}

/// The step of db/select at night 20, with what `environment_of` says of each night.
template <class EnvironmentOf>
std::vector<model::EnvironmentDifference> told_beside_the_step(EnvironmentOf environment_of) {
  const auto filled = test_support::step_history();
  test_support::MemoryHistory store;
  int night = 0;
  for (const auto& run : filled.runs()) {
    auto record = filled.record(run.id);
    record.run.environment = environment_of(night++);
    store.append(record);
  }
  const auto reports = report_on(store, [](const model::SeriesKey& key) {
    return key.benchmark == "db/select" && key.metric == "cpu_time";
  });
  return reports.at(0).changes.at(0).environment;
}

using Fields = std::map<std::string, std::string, std::less<>>;

TEST(ReportOn, KnowsWhatElseChangedAtTheSameRunAndStayed) {
  const auto found = told_beside_the_step([](int night) {
    return Fields{{"compiler", night < 20 ? "GCC 12" : "GCC 13"},
                  {"host_name", night < 20 ? "alpha" : "beta"},
                  {"kernel", night < 30 ? "6.1" : "6.8"}};
  });
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].field, "compiler");
  EXPECT_EQ(found[0].base, "GCC 12");
  EXPECT_EQ(found[0].head, "GCC 13");
  EXPECT_EQ(found[1].field, "host_name");
}

TEST(ReportOn, BlamesNothingThatChangesBackAndForth) {
  EXPECT_THAT(told_beside_the_step([](int night) {
                return Fields{{"host_name", "runner" + std::to_string(night)},
                              {"kernel", night % 2 == 0 ? "6.1" : "6.8"}};
              }),
              SizeIs(0));
  EXPECT_THAT(told_beside_the_step([](int night) {
                return night < 20 ? Fields{} : Fields{{"compiler", "GCC 13"}};
              }),
              SizeIs(0))
      << "nobody knows what it was before";
}

TEST(ReportOn, KnowsWhatWasFoundOut) {
  auto store = test_support::step_history();
  const auto key = report_on(store, everything).back().series.key;
  ASSERT_EQ(key.metric, "cpu_time");
  store.append(model::HistoryFinding{.id = "f1",
                                     .series = key,
                                     .good = store.record("n19").run.commit,
                                     .bad = store.record("n20").run.commit,
                                     .answer = model::HistoryFinding::Answer::Culprit,
                                     .found_at = 5});
  const auto reports = report_on(store, everything);
  ASSERT_TRUE(reports.back().changes[0].finding);
  EXPECT_EQ(reports.back().changes[0].finding->id, "f1");
}

TEST(ReportOn, LeavesOutWhatIsNotWanted) {
  const auto store = test_support::step_history();
  EXPECT_THAT(report_on(store, everything), SizeIs(4));
  EXPECT_THAT(report_on(store, [](const auto&) { return false; }), SizeIs(0));
}

TEST(CurrentSeries, EndWhenNobodyHasMeasuredThemFor14Days) {
  std::vector<SeriesReport> reports(2);
  reports[0].last.measured_at = 1'000'000'000;
  reports[1].last.measured_at = 1'001'209'600;  // 14 days later
  EXPECT_THAT(current_series(reports), SizeIs(2));
  EXPECT_EQ(newest_measurement(reports), 1'001'209'600);
  ++reports[1].last.measured_at;
  EXPECT_THAT(current_series(reports), testing::ElementsAre(&reports[1]));
  EXPECT_THAT(current_series({}), SizeIs(0));
}

Change change(ChangeState state, bool worse, double ratio) {
  return {.point = {.ratio = stats::Estimate{.point = ratio, .interval = {}},
                    .worse = worse,
                    .state = state}};
}

TEST(IsToldBefore, WhatStandsThenWhatIsWorseThenWhatIsLarger) {
  const auto small = change(ChangeState::Standing, true, 1.1);
  const auto large = change(ChangeState::Standing, true, 1.5);
  const auto much_less = change(ChangeState::Standing, true, 0.5);  // of a rate
  const auto better = change(ChangeState::Standing, false, 0.1);
  const auto recent = change(ChangeState::Recent, true, 9);
  const auto gone = change(ChangeState::WentAway, true, 99);
  auto denied = change(ChangeState::Standing, true, 99);
  denied.finding = model::HistoryFinding{.answer = model::HistoryFinding::Answer::NotConfirmed};
  auto from_nothing = small;
  from_nothing.point.ratio.reset();
  EXPECT_TRUE(is_told_before(from_nothing, large));
  EXPECT_TRUE(is_told_before(much_less, large));
  EXPECT_TRUE(is_told_before(large, small));
  EXPECT_TRUE(is_told_before(small, better));
  EXPECT_TRUE(is_told_before(better, recent));
  EXPECT_TRUE(is_told_before(recent, denied));
  EXPECT_TRUE(is_told_before(denied, gone));
  EXPECT_FALSE(is_told_before(gone, recent));
  EXPECT_FALSE(is_told_before(small, small));
}

}  // namespace
}  // namespace benchgate::history
