#include "benchgate/work/store_upkeep.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/store/history_store.h"
#include "support/step_history.h"
#include "support/temporary_folder.h"

namespace benchgate::work {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using Older = history::Retention::Older;

constexpr model::Timestamp kSixYears = 2192 * 86400;  // from 2026-01-01 back to 2020-01-01

/// Forty nights of January and February 2020, which are long over whenever this runs.
class StoreUpkeep : public testing::Test {
 protected:
  StoreUpkeep() {
    const auto store = store::open_history(at("history"), true);
    const auto filled = test_support::step_history();
    for (const auto& run : filled.runs()) {
      auto record = filled.record(run.id);
      record.run.measured_at -= kSixYears;
      store->append(record);
    }
  }

  [[nodiscard]] std::string at(const std::string& name) const {
    return (folder_.path() / name).string();
  }

  test_support::TemporaryFolder folder_;
};

TEST_F(StoreUpkeep, ListsTheNewestRuns) {
  const auto [runs, all] = list_runs(at("history"), 2);
  EXPECT_EQ(all, 40U);
  ASSERT_THAT(runs, SizeIs(2));
  EXPECT_EQ(runs.front().id, "n38");
  EXPECT_THAT(list_runs(at("history"), 0).runs, SizeIs(40));
  EXPECT_THAT(list_runs(at("history"), 41).runs, SizeIs(40));
}

TEST_F(StoreUpkeep, CopiesWhatIsNotThereYet) {
  store::open_history(at("history"), false)
      ->append(test_support::finding_of_step(model::HistoryFinding::Answer::Culprit));
  EXPECT_EQ(copy_history(at("history"), at("other")), 41U);
  EXPECT_EQ(copy_history(at("history"), at("other")), 0U);
  const auto check = verify_history(at("other"));
  EXPECT_THAT(check.problems, IsEmpty());
  EXPECT_EQ(check.records, 40U);
  EXPECT_EQ(check.findings, 1U);
}

TEST_F(StoreUpkeep, MovesWhatTheRuleDoesNotKeep) {
  PruneRequest request{
      .location = at("history"), .to = at("archive"), .retention = {.older = Older::OneAMonth}};
  request.dry_run = true;
  EXPECT_THAT(prune_history(request).ids, SizeIs(38)) << "the last of both months is kept";
  EXPECT_THAT(list_runs(at("history"), 0).runs, SizeIs(40));
  request.dry_run = false;
  EXPECT_EQ(prune_history(request).all, 40U);
  EXPECT_THAT(list_runs(at("history"), 0).runs, SizeIs(2));
  EXPECT_THAT(list_runs(at("archive"), 0).runs, SizeIs(38));
}

TEST_F(StoreUpkeep, DoesNotMoveAHistoryIntoItself) {
  EXPECT_THROW((void)prune_history({.location = at("history"), .to = at(".") + "/history"}),
               UsageError);
  EXPECT_THAT(list_runs(at("history"), 0).runs, SizeIs(40));
}

TEST_F(StoreUpkeep, CompactsTheYearsBeforeOne) {
  const auto done = compact_history(at("history"), 2027);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->years, 1U);
  EXPECT_EQ(done->records, 40U);
  EXPECT_EQ(compact_history(at("history"), 2020)->records, 0U);
  EXPECT_FALSE(compact_history("postgresql://nobody@127.0.0.1:1/none", {}));
}

}  // namespace
}  // namespace benchgate::work
