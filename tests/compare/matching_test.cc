#include "benchgate/compare/matching.h"

#include <gmock/gmock.h>

#include "support/runs.h"

using benchgate::compare::match;
using benchgate::compare::Rename;
using benchgate::model::Failure;
using test_support::benchmark;
using test_support::failed;
using test_support::run;
using test_support::series;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

benchgate::model::Benchmark measured(std::string name) {
  return benchmark(std::move(name), {series("cpu_time", {1, 2, 3})});
}

std::vector<std::string> names(const std::vector<benchgate::compare::Lone>& lones) {
  std::vector<std::string> result;
  for (const auto& lone : lones) result.push_back(lone.benchmark);
  return result;
}

}  // namespace

TEST(Matching, AccountsForEveryBenchmarkOfBothSides) {
  const auto base = run({measured("both"), measured("gone"), failed("broke_base", "x")});
  const auto head = run({measured("fresh"), measured("both"), measured("broke_base")});
  const auto matching = match(base, head, {});
  ASSERT_EQ(matching.both.size(), 1U);
  EXPECT_EQ(matching.both[0].head->name, "both");
  EXPECT_THAT(names(matching.missing), ElementsAre("gone"));
  EXPECT_THAT(names(matching.added), ElementsAre("fresh"));
  EXPECT_THAT(names(matching.errored), IsEmpty());
  EXPECT_THAT(names(matching.errored_in_base), ElementsAre("broke_base"));
}

TEST(Matching, ReportsWhatFailedOnBothSidesOnceAndSaysSo) {
  const auto matching = match(run({failed("a", "old")}), run({failed("a", "new")}), {});
  ASSERT_THAT(names(matching.errored), ElementsAre("a"));
  EXPECT_TRUE(matching.errored[0].failed_on_both_sides);
  EXPECT_EQ(matching.errored[0].failure->message, "new");
  EXPECT_THAT(names(matching.errored_in_base), IsEmpty());
}

TEST(Matching, KnowsWhatRunsTheSameCodeOnBothSides) {
  auto same = failed("same", "not measured");
  same.failure->kind = Failure::Kind::SameCode;
  const auto matching = match(run({same, measured("a")}), run({same, measured("a")}), {});
  EXPECT_THAT(names(matching.same_code), ElementsAre("same"));
  EXPECT_THAT(names(matching.errored), IsEmpty());
  // Measured on one side only: against this base nothing is known of it.
  const auto apart = match(run({measured("same")}), run({same}), {});
  EXPECT_THAT(names(apart.same_code), IsEmpty());
  EXPECT_THAT(names(apart.errored), ElementsAre("same"));
}

TEST(Matching, TakesNoSamplesForAFailure) {
  const auto matching =
      match(run({measured("a")}), run({benchmark("a", {series("cpu_time", {})})}), {});
  ASSERT_THAT(names(matching.errored), ElementsAre("a"));
  EXPECT_FALSE(matching.errored[0].failed_on_both_sides);
  EXPECT_THAT(matching.both, IsEmpty());
}

TEST(Matching, CountsAFailedNewcomerAsErrored) {
  const auto matching = match(run({}), run({failed("a", "no server")}), {});
  EXPECT_THAT(names(matching.errored), ElementsAre("a"));
  EXPECT_THAT(names(matching.added), IsEmpty());
}

TEST(Matching, FollowsRenames) {
  const std::vector<Rename> renames = {{"old", "new"}, {"never_was", "anything"}};
  const auto base = run({measured("old")});
  const auto head = run({measured("new")});
  const auto matching = match(base, head, renames);
  ASSERT_EQ(matching.both.size(), 1U);
  EXPECT_TRUE(matching.both[0].renamed);
  EXPECT_THAT(names(matching.missing), IsEmpty());
}

TEST(Matching, DoesNotFollowARenameThatIsOutOfDate) {
  const std::vector<Rename> renames = {{"old", "new"}};
  const auto base = run({measured("old"), measured("new")});
  const auto head = run({measured("new")});
  const auto matching = match(base, head, renames);
  ASSERT_EQ(matching.both.size(), 1U);
  EXPECT_EQ(matching.both[0].base->name, "new");
  EXPECT_THAT(names(matching.missing), ElementsAre("old"));
  EXPECT_THAT(matching.ignored_renames, ElementsAre(Rename{"old", "new"}));
}

TEST(Matching, LosesNoBenchmarkOfBaseThatIsThereTwice) {
  const auto matching = match(run({measured("a"), measured("a")}), run({measured("a")}), {});
  EXPECT_EQ(matching.both.size(), 1U);
  EXPECT_THAT(names(matching.missing), ElementsAre("a"));
}

TEST(Matching, SuggestsRenamesWhenNamesVanish) {
  const auto matching = match(run({measured("db/select_key/rows:1000")}),
                              run({measured("db/select_by_key/rows:1000")}), {});
  ASSERT_EQ(matching.missing.size(), 1U);
  EXPECT_THAT(matching.missing[0].similar, ElementsAre("db/select_by_key/rows:1000"));
  EXPECT_THAT(matching.added[0].similar, ElementsAre("db/select_key/rows:1000"));
}

TEST(Matching, IgnoresTheSuiteWhereNamesAreUnambiguous) {
  auto in_base = measured("a");
  in_base.suite = "bench_base";
  auto in_head = measured("a");
  in_head.suite = "bench_head";
  EXPECT_EQ(match(run({in_base}), run({in_head}), {}).both.size(), 1U);
}

TEST(Matching, KeepsTheSuitesApartWhereTheyShareAName) {
  auto one = measured("a");
  one.suite = "one";
  auto two = measured("a");
  two.suite = "two";
  const auto base = run({one, two});
  const auto head = run({two, one});
  const auto matching = match(base, head, {});
  ASSERT_EQ(matching.both.size(), 2U);
  for (const auto& pair : matching.both) EXPECT_EQ(pair.base->suite, pair.head->suite);
}
