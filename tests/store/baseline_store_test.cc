#include "benchgate/store/baseline_store.h"

#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "support/runs.h"

namespace benchgate::store {
namespace {

/// Newest first, as a store lists them.
const std::vector<BaselineEntry> kEntries = {
    {.key = {"fast", "abc222"}, .suite = "db", .date = "2026-03-01"},
    {.key = {"slow", "abc333"}, .suite = "db", .date = "2026-02-15"},
    {.key = {"fast", "abc111"}, .suite = "db", .date = "2026-02-01"},
    {.key = {"fast", "release"}, .suite = "db", .date = "2026-01-01"},
};

std::optional<BaselineKey> find(std::string_view name, std::string_view machine_class = "fast") {
  return find_baseline(kEntries, name, machine_class);
}

TEST(FindBaseline, TakesTheNewestOfTheClassForLatest) {
  EXPECT_EQ(find("latest"), (BaselineKey{"fast", "abc222"}));
  EXPECT_EQ(find("latest", "slow"), (BaselineKey{"slow", "abc333"}));
}

TEST(FindBaseline, TakesNamesAndBeginnings) {
  EXPECT_EQ(find("abc111"), (BaselineKey{"fast", "abc111"}));
  EXPECT_EQ(find("rel"), (BaselineKey{"fast", "release"}));
  EXPECT_EQ(find("slow/abc"), (BaselineKey{"slow", "abc333"}));
}

TEST(FindBaseline, RefusesABeginningOfSeveral) {
  EXPECT_THROW((void)find("abc"), UsageError);
}

TEST(FindBaseline, FindsNothingOfAnotherClassOrName) {
  EXPECT_FALSE(find("abc333").has_value());
  EXPECT_FALSE(find("latest", "unknown").has_value());
  EXPECT_FALSE(find("").has_value());
  EXPECT_FALSE(find("nothing").has_value());
}

TEST(DefaultName, IsTheShortCommitAndMarksUncommittedChanges) {
  auto run = test_support::run({});
  EXPECT_EQ(default_name(run), "0123456789ab");
  run.suites[0].environment.fields["dirty"] = "true";
  EXPECT_EQ(default_name(run), "0123456789ab-dirty");
  run.suites[0].environment.fields.erase("commit");
  EXPECT_FALSE(default_name(run).has_value());
}

}  // namespace
}  // namespace benchgate::store
