#include "benchgate/store/folder_baseline_store.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "support/runs.h"
#include "support/temporary_folder.h"

namespace benchgate::store {
namespace {

using test_support::benchmark;
using test_support::series;

class FolderBaselineStoreTest : public testing::Test {
 protected:
  /// A run of two suites.
  static model::Run sample_run(std::string date) {
    auto run = test_support::run({benchmark("a", {series("cpu_time", {1, 2, 3})}),
                                  benchmark("b", {series("cpu_time", {4, 5, 6})})});
    run.suites[0].environment.fields["date"] = std::move(date);
    run.suites.push_back(run.suites[0]);
    run.suites[1].name = "other";
    run.benchmarks[1].suite = "other";
    return run;
  }

  test_support::TemporaryFolder folder_;
  FolderBaselineStore store_{folder_.path() / "baselines"};
};

TEST_F(FolderBaselineStoreTest, GivesBackWhatWasSaved) {
  const BaselineKey key{"fast", "abc"};
  store_.save(key, sample_run("2026-01-01"), IfPresent::Refuse);
  const auto run = store_.load(key);
  ASSERT_EQ(run.benchmarks.size(), 2U);
  EXPECT_EQ(run.benchmarks[0].name, "b");  // files in the order of their names: other, suite
  EXPECT_EQ(run.benchmarks[1].metrics, sample_run("2026-01-01").benchmarks[0].metrics);
  EXPECT_EQ(run.find_suite("suite")->environment, sample_run("2026-01-01").suites[0].environment);
}

TEST_F(FolderBaselineStoreTest, KeepsOneReadableFilePerSuite) {
  store_.save({"fast", "abc"}, sample_run("2026-01-01"), IfPresent::Refuse);
  EXPECT_TRUE(exists(folder_.path() / "baselines/fast/abc/suite.json"));
  EXPECT_TRUE(exists(folder_.path() / "baselines/fast/abc/other.json"));
}

TEST_F(FolderBaselineStoreTest, RefusesToOverwriteAndChangesNothing) {
  const BaselineKey key{"fast", "abc"};
  store_.save(key, sample_run("2026-01-01"), IfPresent::Refuse);
  EXPECT_THROW(store_.save(key, sample_run("2027-01-01"), IfPresent::Refuse), UsageError);
  EXPECT_EQ(store_.list()[0].date, "2026-01-01");
  store_.save(key, sample_run("2027-01-01"), IfPresent::Replace);
  EXPECT_EQ(store_.list()[0].date, "2027-01-01");
}

// A checkout may be a stranger's, and a link in it may lead anywhere.
TEST_F(FolderBaselineStoreTest, DoesNotFollowALinkOutOfTheRepository) {
  const auto outside = folder_.path() / "outside";
  const auto baselines = folder_.path() / "clone/baselines";
  std::filesystem::create_directories(folder_.path() / "clone/.git");
  std::filesystem::create_directories(outside / "abc");
  std::filesystem::create_directories(baselines);
  std::filesystem::create_directory_symlink(outside, baselines / "fast");
  std::ofstream(outside / "abc/precious.json") << "{}";
  FolderBaselineStore store(baselines);
  for (const auto if_present : {IfPresent::Refuse, IfPresent::Replace}) {
    EXPECT_THROW(store.save({"fast", "abc"}, sample_run("2026-01-01"), if_present), UsageError);
  }
  EXPECT_THROW(store.remove({"fast", "abc"}), UsageError);
  EXPECT_TRUE(exists(outside / "abc/precious.json"));
  EXPECT_FALSE(exists(outside / "abc/suite.json"));
}

TEST_F(FolderBaselineStoreTest, LeavesNoSuiteOfTheReplacedRunBehind) {
  const BaselineKey key{"fast", "abc"};
  store_.save(key, sample_run("2026-01-01"), IfPresent::Refuse);
  auto smaller = sample_run("2027-01-01");
  smaller.suites.pop_back();
  smaller.benchmarks.pop_back();
  store_.save(key, smaller, IfPresent::Replace);
  EXPECT_EQ(store_.load(key).suites.size(), 1U);
}

TEST_F(FolderBaselineStoreTest, DoesNotTakeAFolderThatCannotBeReadForAnEmptyOne) {
  std::ofstream(folder_.path() / "baselines") << "a file where a folder should be";
  EXPECT_THROW((void)store_.list(), EnvironmentError);
}

TEST_F(FolderBaselineStoreTest, PassesOverFoldersThatAreNoBaselines) {
  store_.save({"fast", "abc"}, sample_run("2026-01-01"), IfPresent::Refuse);
  create_directories(folder_.path() / "baselines/fast/.hidden");
  create_directories(folder_.path() / "baselines/\xff\xfe/x");
  EXPECT_EQ(store_.list().size(), 2U);
}

TEST_F(FolderBaselineStoreTest, ListsNewestFirst) {
  EXPECT_TRUE(store_.list().empty());
  store_.save({"fast", "old"}, sample_run("2026-01-01"), IfPresent::Refuse);
  store_.save({"fast", "new"}, sample_run("2026-06-01"), IfPresent::Refuse);
  const auto entries = store_.list();
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].key.name, "new");
  EXPECT_EQ(entries[0].suite, "other");
  EXPECT_EQ(entries[0].benchmarks, 1U);
  EXPECT_EQ(entries[3].key.name, "old");
}

TEST_F(FolderBaselineStoreTest, RemovesABaselineAndTheEmptyFolder) {
  store_.save({"fast", "abc"}, sample_run("2026-01-01"), IfPresent::Refuse);
  store_.remove({"fast", "abc"});
  EXPECT_TRUE(store_.list().empty());
  EXPECT_FALSE(exists(folder_.path() / "baselines/fast"));
}

TEST_F(FolderBaselineStoreTest, RefusesWhatIsNotThere) {
  EXPECT_THROW((void)store_.load({"fast", "abc"}), InputError);
  EXPECT_THROW(store_.remove({"fast", "abc"}), InputError);
}

TEST_F(FolderBaselineStoreTest, RefusesAnEmptyRun) {
  EXPECT_THROW(store_.save({"fast", "abc"}, {}, IfPresent::Refuse), UsageError);
}

TEST_F(FolderBaselineStoreTest, RefusesABaselineThatIsDamaged) {
  store_.save({"fast", "abc"}, sample_run("2026-01-01"), IfPresent::Refuse);
  std::ofstream(folder_.path() / "baselines/fast/abc/suite.json") << "not json";
  EXPECT_THROW((void)store_.load({"fast", "abc"}), InputError);
}

class UnsafeName : public FolderBaselineStoreTest,
                   public testing::WithParamInterface<const char*> {};

TEST_P(UnsafeName, IsRefusedAsNameAndAsClass) {
  EXPECT_THROW(store_.save({"fast", GetParam()}, sample_run("2026-01-01"), IfPresent::Refuse),
               UsageError);
  EXPECT_THROW(store_.save({GetParam(), "abc"}, sample_run("2026-01-01"), IfPresent::Refuse),
               UsageError);
  EXPECT_THROW(store_.remove({"fast", GetParam()}), UsageError);
}

INSTANTIATE_TEST_SUITE_P(Names, UnsafeName,
                         testing::Values("", ".", "..", "../up", "a/b", "/root", "-rf", ".hidden",
                                         "a b", "a\nb", "a\\b", "né"));

TEST_F(FolderBaselineStoreTest, RefusesLatestAsAName) {
  EXPECT_THROW(store_.save({"fast", "latest"}, sample_run("2026-01-01"), IfPresent::Refuse),
               UsageError);
}

TEST_F(FolderBaselineStoreTest, RefusesASuiteNameThatIsNoFileName) {
  auto run = sample_run("2026-01-01");
  run.suites[0].name = "../../escape";
  run.benchmarks[0].suite = "../../escape";
  EXPECT_THROW(store_.save({"fast", "abc"}, run, IfPresent::Refuse), UsageError);
}

}  // namespace
}  // namespace benchgate::store
