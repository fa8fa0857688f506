#include "benchgate/work/history_query.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/store/history_store.h"
#include "support/step_history.h"
#include "support/temporary_folder.h"
#include "work/noted.h"

namespace benchgate::work {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class QueryHistory : public testing::Test {
 protected:
  QueryHistory() {
    const auto filled = test_support::step_history();
    for (const auto& run : filled.runs()) append(filled.record(run.id));
  }

  void append(const model::HistoryRecord& record) const {
    store::open_history(location_, true)->append(record);
  }

  void append(const std::string& id, const std::string& branch) const {
    model::HistoryRecord record;
    record.run = {.id = id, .measured_at = 1780000000, .commit = id, .branch = branch};
    record.points.push_back(
        {.series = {.suite = "db", .benchmark = "db/flat", .metric = "cpu_time"}, .value = 1});
    append(record);
  }

  std::vector<std::string> names(HistoryQuery query) {
    query.history.location = location_;
    std::vector<std::string> names;
    for (const auto& report : query_history(query, observer_)) {
      names.push_back(report.series.key.benchmark + " " + report.series.key.metric);
    }
    return names;
  }

  std::string refusal(const HistoryQuery& query) {
    try {
      (void)names(query);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "was answered";
  }

  test_support::TemporaryFolder folder_;
  std::string location_ = (folder_.path() / "history").string();
  Noted observer_;
};

TEST_F(QueryHistory, GivesWhatBothPatternsMatch) {
  EXPECT_THAT(names({}), ElementsAre("db/flat cpu_time", "db/insert cpu_time",
                                     "db/select allocs_per_iter", "db/select cpu_time"));
  EXPECT_THAT(names({.benchmark = "db/s*"}),
              ElementsAre("db/select allocs_per_iter", "db/select cpu_time"));
  EXPECT_THAT(names({.benchmark = "db/s*", .metric = "allocs*"}),
              ElementsAre("db/select allocs_per_iter"));
  EXPECT_THAT(names({.metric = "clock"}),
              ElementsAre("db/flat cpu_time", "db/insert cpu_time", "db/select cpu_time"));
}

TEST_F(QueryHistory, NamesBenchmarksWhereNoneWasMeant) {
  EXPECT_THAT(refusal({.benchmark = "select", .metric = "p99"}),
              AllOf(HasSubstr("has no series of a benchmark 'select' of a metric 'p99'; * in"),
                    EndsWith("Some of its 3 benchmarks:\n  db/flat\n  db/insert\n  db/select")));
}

TEST_F(QueryHistory, SaysWhichBranchesItLeavesOut) {
  (void)names({});
  EXPECT_THAT(observer_.notes, IsEmpty());
  append("m1", "main");
  append("m2", "main");
  append("t1", "topic");
  (void)names({});
  EXPECT_THAT(observer_.notes,
              ElementsAre("of the branch main; 1 run of topic is left out (--branch)"));
  (void)names({.history = {.location = {}, .branch = "topic"}});
  EXPECT_THAT(observer_.notes, ElementsAre(Not(HasSubstr("of the branch topic"))));
}

TEST_F(QueryHistory, FindsNoHistoryWhereNoneHasBegun) {
  const HistoryPlace nowhere{.location = (folder_.path() / "nowhere").string(), .branch = {}};
  EXPECT_EQ(find_branch(nowhere, observer_), nullptr);
  EXPECT_THROW((void)open_branch(nowhere, observer_), store::NoHistory);
}

}  // namespace
}  // namespace benchgate::work
