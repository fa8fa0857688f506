#include "benchgate/report/history_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/report/history_json.h"
#include "support/step_history.h"

namespace benchgate::report {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::vector<history::SeriesReport> reports_of(const store::HistoryStore& store,
                                              const std::string& benchmark = "") {
  return history::report_on(store, [&](const model::SeriesKey& key) {
    return benchmark.empty() || key.benchmark == benchmark;
  });
}

// Intervals by hand: the sd of a night is ln(1.01) / 2 = .004975, and Student's t 2.0244 for 38
// degrees: 1.1 exp(-+ 2.0244 * .004975 * sqrt(2 / 20)) are 1.0965 and 1.1035.
TEST(HistoryList, TellsWhatStandsWorstFirst) {
  EXPECT_EQ(history_list_text(reports_of(test_support::step_history()), {}),
            "3 changes in 3 of 4 series: 2 for the worse, 1 for the better\n"
            "\n"
            "✗ db/select  allocs_per_iter  on x86-ci\n"
            "  3 → 4\n"
            "  2026-01-31: after c29000000000 up to c30000000000 (change 30)\n"
            "  stands, level of 10 runs; not looked into\n"
            "\n"
            "✗ db/select  cpu_time  on x86-ci\n"
            "  10.0 % slower [+9.7 %, +10.4 %], 100.5 ns → 110.5 ns\n"
            "  2026-01-21: after c19000000000 up to c20000000000 (change 20)\n"
            "  stands, level of 20 runs; not looked into\n"
            "\n"
            "✓ db/insert  cpu_time  on x86-ci\n"
            "  16.7 % faster [−17.0 %, −16.3 %], 603.0 ns → 502.5 ns\n"
            "  2026-01-21: after c19000000000 up to c20000000000 (change 20)\n"
            "  stands, level of 20 runs; not looked into\n");
}

TEST(HistoryList, OfAllTellsAlsoWhatWentAwayAndWhatNeverChanged) {
  const auto text =
      history_list_text(reports_of(test_support::step_history()), {.filter = {.all = true}});
  EXPECT_THAT(text, HasSubstr("20.0 % slower"));
  EXPECT_THAT(text, HasSubstr("went away, had stood for 10 runs"));
  EXPECT_THAT(text, HasSubstr("Without a change:\n  db/flat  cpu_time  on x86-ci  1.005 ms\n"));
}

TEST(HistoryList, SinceADayLeavesOutWhatWasBefore) {
  const auto reports = reports_of(test_support::step_history());
  const model::Timestamp day = 1767225600 + 30 * 86400;
  const auto text = history_list_text(reports, {.filter = {.since = day}});
  EXPECT_THAT(text, HasSubstr("1 change in 1 of 4 series: 1 for the worse, 0 for the better\n"));
  EXPECT_THAT(history_list_text(reports, {.filter = {.since = day + 1}}),
              HasSubstr("0 changes in 0 of 4"));
}

TEST(HistoryList, SaysWhatWasFoundOut) {
  using Answer = model::HistoryFinding::Answer;
  const auto told = [](Answer answer) {
    auto store = test_support::step_history();
    store.append(test_support::finding_of_step(answer));
    return history_list_text(reports_of(store, "db/select"), {.width = 200});
  };
  EXPECT_THAT(told(Answer::Culprit), HasSubstr("runs; confirmed: beef00000000 did it, +9.9 % "
                                               "[+9.0 %, +11.0 %] (a copy too many)\n"));
  EXPECT_THAT(told(Answer::Range), HasSubstr("confirmed: one of the commits after c19000000000 up "
                                             "to c20000000000 did it, +9.9 %"));
  EXPECT_THAT(told(Answer::NotConfirmed),
              HasSubstr("not confirmed: measured together, c19000000000 and "
                        "c20000000000 are not shown to differ by more "
                        "than the policy's limit, +9.9 %"));
  EXPECT_THAT(told(Answer::Unanswered),
              HasSubstr("looked into without an answer: it could not be built or measured\n"));
}

TEST(HistorySeries, OfASearchWithoutAnAnswerSaysHowToSearchAgain) {
  auto store = test_support::step_history();
  auto without = test_support::finding_of_step(model::HistoryFinding::Answer::Unanswered);
  without.ending = {.reason = "stopped", .seconds = 60, .tool = "1"};
  store.append(without);
  const auto text = history_series_text(reports_of(store, "db/select"), {.width = 120});
  EXPECT_THAT(text, HasSubstr("looked into without an answer: there was not enough time\n"));
  EXPECT_THAT(text, HasSubstr("which commit: benchgate bisect c19000000000 c20000000000"));
}

TEST(HistoryList, WhatWasNotConfirmedIsNeitherGoodNorBad) {
  auto store = test_support::step_history();
  store.append(test_support::finding_of_step(model::HistoryFinding::Answer::NotConfirmed));
  const auto text = history_list_text(reports_of(store, "db/select"), {});
  EXPECT_THAT(text, HasSubstr("\n! db/select  cpu_time"));
  EXPECT_THAT(text, StartsWith("2 changes in 2 of 2 series: 1 for the worse, 0 for the better, 1 "
                               "not confirmed\n"));
  EXPECT_THAT(history_list_text(reports_of(store), {.filter = {.all = true}, .width = 200}),
              HasSubstr("1 for the worse, 1 for the better, 1 not confirmed, 1 gone away since\n"));
}

TEST(HistorySeries, TellsTheNewestOfVeryManyChanges) {
  test_support::MemoryHistory store;
  for (int night = 0; night < 41; ++night) {
    model::HistoryRecord record;
    record.run = {.id = "n" + std::to_string(100 + night), .measured_at = night};
    model::HistoryPoint point{.series = {.suite = "s", .benchmark = "b", .metric = "rows"}};
    point.definition = model::default_definition("rows");
    point.value = 10 + night % 2;
    record.points.push_back(point);
    store.append(record);
  }
  const auto text = history_series_text(reports_of(store), {});
  EXPECT_THAT(text, HasSubstr("20 earlier changes: --all tells them too\n\n21 "));
  EXPECT_THAT(text, HasSubstr("\n40 "));
  EXPECT_THAT(history_series_text(reports_of(store), {.filter = {.all = true}}),
              HasSubstr("\n1 !"));
}

TEST(HistoryList, ColourIsNeverTheOnlySign) {
  const auto reports = reports_of(test_support::step_history());
  EXPECT_THAT(history_list_text(reports, {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(history_list_text(reports, {.colour = true}), HasSubstr("\x1b[31m✗\x1b[0m"));
}

TEST(HistorySeries, IsDrawnWithEveryChangeItHad) {
  const auto text = history_series_text(reports_of(test_support::step_history(), "db/insert"), {});
  EXPECT_THAT(text, HasSubstr("db/insert  cpu_time\n"
                              "on x86-ci, 40 runs from 2026-01-01 to 2026-02-09, a run scatters"));
  EXPECT_THAT(text, HasSubstr("•"));
  EXPECT_THAT(text, HasSubstr("1                 2\n"));
  EXPECT_THAT(text, HasSubstr("\n1 !\n  20.0 % slower"));
  EXPECT_THAT(text, HasSubstr("\n2 ✓\n  16.7 % faster"));
}

TEST(HistorySeries, SaysHowToFindTheCommit) {
  auto store = test_support::step_history();
  auto text = history_series_text(reports_of(store, "db/select"), {});
  EXPECT_THAT(text, HasSubstr("  which commit: benchgate bisect c19000000000 c20000000000 "
                              "--benchmark db/select\n"));
  EXPECT_THAT(text, HasSubstr("  which commit: benchgate bisect c29000000000 c30000000000 "
                              "--benchmark db/select --metric allocs_per_iter\n"));
  store.append(test_support::finding_of_step(model::HistoryFinding::Answer::Culprit));
  text = history_series_text(reports_of(store, "db/select"), {});
  EXPECT_THAT(text, Not(HasSubstr("bisect c19000000000")));
}

TEST(HistorySeries, GivesNoCommandThatAShellWouldMisread) {
  test_support::MemoryHistory store;
  for (int night = 0; night < 2; ++night) {
    model::HistoryRecord record;
    record.run = {.id = "n" + std::to_string(night), .measured_at = night, .commit = "c"};
    model::HistoryPoint point{.series = {.suite = "s", .benchmark = "b;reboot", .metric = "rows"}};
    point.definition = model::default_definition("rows");
    point.value = night;
    record.points.push_back(point);
    store.append(record);
  }
  EXPECT_THAT(history_series_text(reports_of(store), {}), Not(HasSubstr("bisect")));
}

TEST(HistorySeries, SaysThatNothingChanged) {
  const auto text = history_series_text(reports_of(test_support::step_history(), "db/flat"), {});
  EXPECT_THAT(text, HasSubstr("no change point\n"));
}

TEST(HistoryOutput, NamesFromElsewhereCannotMoveTheCursor) {
  test_support::MemoryHistory store;
  model::HistoryRecord record;
  record.run = {.id = "n1", .commit = "\x1b[2J", .subject = "\x1b[1A"};
  record.points.push_back({.series = {.suite = "s", .benchmark = "b\x1b]0;x", .metric = "m\n"}});
  store.append(record);
  const auto reports = reports_of(store);
  for (const auto& text : {history_list_text(reports, {.filter = {.all = true}}),
                           history_series_text(reports, {}), history_json(reports, {.all = true})})
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace benchgate::report
