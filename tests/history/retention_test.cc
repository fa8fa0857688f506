#include "benchgate/history/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::history {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Older = Retention::Older;

constexpr model::Timestamp kDay = 86'400;
constexpr model::Timestamp kMonday = 1'772'409'600;  // 2026-03-02T00:00:00Z

model::HistoryRun run(std::string id, model::Timestamp at, std::string branch = "main") {
  return {.id = std::move(id), .measured_at = at, .branch = std::move(branch)};
}

std::vector<std::string> gone(const std::vector<model::HistoryRun>& runs, Older older,
                              const std::vector<model::HistoryFinding>& findings = {}) {
  return dispensable(runs, findings, {.days = 30, .older = older}, kMonday + 100 * kDay);
}

TEST(Retention, KeepsTheLastRecordOfEachWeekFromMonday) {
  const std::vector<model::HistoryRun> runs = {
      run("sunday", kMonday - 1), run("monday", kMonday), run("tuesday", kMonday + kDay),
      run("next sunday", kMonday + 7 * kDay - 1), run("new", kMonday + 90 * kDay)};
  EXPECT_THAT(gone(runs, Older::OneAWeek), ElementsAre("monday", "tuesday"));
}

TEST(Retention, KeepsTheLastOfDaysAndMonthsToo) {
  const std::vector<model::HistoryRun> runs = {
      run("a", kMonday), run("b", kMonday + 5), run("c", kMonday + kDay),
      run("april", kMonday + 30 * kDay), run("new", kMonday + 90 * kDay)};
  EXPECT_THAT(gone(runs, Older::OneADay), ElementsAre("a"));
  EXPECT_THAT(gone(runs, Older::OneAMonth), ElementsAre("a", "b"));
  EXPECT_THAT(gone(runs, Older::None), ElementsAre("a", "b", "c", "april"));
}

TEST(Retention, KeepsBranchesApart) {
  const std::vector<model::HistoryRun> runs = {run("a", kMonday), run("b", kMonday + 5, "release"),
                                               run("new", kMonday + 90 * kDay)};
  EXPECT_THAT(gone(runs, Older::OneADay), IsEmpty());
}

TEST(Retention, KeepsWhatIsRecentTheNewestAndWhatAFindingNames) {
  auto culprit = run("culprit", kMonday);
  culprit.commit = "abc";
  const std::vector<model::HistoryRun> runs = {culprit, run("old", kMonday + 1),
                                               run("newest", kMonday + 2)};
  EXPECT_THAT(gone(runs, Older::None, {{.culprit = "abc"}}), ElementsAre("old"));
  EXPECT_THAT(dispensable(runs, {}, {.days = 30, .older = Older::None}, kMonday + 30 * kDay),
              IsEmpty());
  EXPECT_THAT(gone({}, Older::None), IsEmpty());
}

}  // namespace
}  // namespace benchgate::history
