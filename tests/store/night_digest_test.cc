// One night that is told of twice, in other words.
#include "benchgate/store/night_digest.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/store/folder_history.h"
#include "benchgate/store/folder_upkeep.h"
#include "benchgate/store/history_json.h"
#include "support/history_samples.h"
#include "support/temporary_folder.h"

namespace benchgate::store {
namespace {

namespace fs = std::filesystem;
using test_support::kSpring;
using test_support::plain_record;
using test_support::plain_series;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// The same night with everything else that can be said of it said otherwise.
model::HistoryRecord told_otherwise(model::HistoryRecord record) {
  record.run.branch = "other";
  record.run.title = "Another title";
  record.run.committed_at = kSpring - 5;
  record.points.at(0).definition.direction = model::Direction::HigherIsBetter;
  return record;
}

TEST(NightDigest, IsOfTimeFiguresAndFailures) {
  const auto record = plain_record("r", kSpring, 1);
  const auto digest = night_digest(record);
  EXPECT_EQ(night_digest(told_otherwise(record)), digest);
  auto other = record;
  other.run.measured_at += 1;
  EXPECT_NE(night_digest(other), digest);
  other = record;
  other.points[0].value = 2;
  EXPECT_NE(night_digest(other), digest);
  other = record;
  other.points[0].series.metric = "real_time";
  EXPECT_NE(night_digest(other), digest);
  other = record;
  other.points[0].lower = other.points[0].upper = 1;
  EXPECT_NE(night_digest(other), digest);
  other = record;
  other.failures.push_back({"suite", "benchmark", "it failed"});
  EXPECT_NE(night_digest(other), digest);
}

/// As two branches of a history that were compacted apart and then merged have it: the folder holds
/// r0 and r1 compacted, and r1 once more as `again`.
class ToldTwice : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    auto first = plain_record("r1", kSpring, 1);
    auto again = told_otherwise(first);
    if (GetParam()) std::swap(first, again);
    auto history = open();
    history.append(plain_record("r0", kSpring - 1, 0));
    history.append(first);
    compact_folder(folder_, 2027);
    fs::create_directories(folder_ / "2026/03");
    std::ofstream(folder_ / "2026/03/r1.json") << write_record_json(again, JsonLayout::Lines);
  }
  [[nodiscard]] FolderHistory open() const { return {folder_, true}; }

  test_support::TemporaryFolder temporary_;
  fs::path folder_ = temporary_.path() / "history";
};

TEST_P(ToldTwice, CountsOnceAndAlikeWhicheverIsReadFirst) {
  const auto runs = open().runs();
  ASSERT_THAT(runs, SizeIs(2));
  // By the order of their bytes: a commit's time before none.
  EXPECT_EQ(runs[0].id, "r1");
  EXPECT_EQ(runs[0].title, "Another title");
  EXPECT_THAT(open().read(plain_series()).points, SizeIs(2));
  EXPECT_EQ(open().read(plain_series()).points[0].run, "r1");
  EXPECT_EQ(open().append(plain_record("r1", kSpring, 1)), Appended::AlreadyThere);
}

TEST_P(ToldTwice, IsNamedByVerify) {
  EXPECT_THAT(open().verify(),
              ElementsAre(AllOf(HasSubstr("says other things of the run r1 than "),
                                HasSubstr("2026/03/r1.json"), HasSubstr("/2026-"))));
}

TEST_P(ToldTwice, IsOnceBehindACompaction) {
  const auto runs = open().runs();
  EXPECT_EQ(compact_folder(folder_, 2027).records, 2U);
  EXPECT_EQ(open().runs(), runs);
  EXPECT_EQ(open().record("r1").run, runs[0]);
  EXPECT_THAT(open().verify(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(InEitherOrder, ToldTwice, testing::Bool());

}  // namespace
}  // namespace benchgate::store
