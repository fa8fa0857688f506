#include "benchgate/measure/discover.h"

#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "support/temporary_folder.h"

namespace benchgate::measure {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

SuiteToRun fake(const std::string& scenario = "", const std::string& filter = "") {
  return {.name = "fake",
          .command = {FAKE_BENCH},
          .environment = {{"FAKE_BENCH", scenario}},
          .filter = filter,
          .row_time_limit = Seconds{30},
          .grace = Seconds{0.1}};
}

template <typename Exception>
std::string refusal(const SuiteToRun& suite) {
  try {
    static_cast<void>(discover(suite));
  } catch (const Exception& error) {
    return error.what();
  }
  return "(not refused)";
}

TEST(Discover, ListsTheBenchmarksInOrder) {
  EXPECT_THAT(discover(fake()),
              ElementsAre("fake/alpha", "fake/beta/rows:1000", "fake/gamma<int,4>", "fake/delta.+x",
                          "fake/wait/real_time", "fake/zeta/threads:2"));
}

TEST(Discover, ListsThoseOfTheFilter) {
  EXPECT_THAT(discover(fake("", "alpha|zeta")), ElementsAre("fake/alpha", "fake/zeta/threads:2"));
}

TEST(Discover, ListsManyBenchmarks) {
  EXPECT_EQ(discover(fake("rows=20000")).size(), 20'000u);
}

TEST(Discover, ReadsARealGoogleBenchmark) {
  EXPECT_THAT(discover({.name = "real", .command = {REAL_BENCH}}),
              ElementsAre("real/spin/10", "real/spin/100", "real/waiting/real_time",
                          "real/threaded/threads:2", "real/repeated/repeats:3",
                          "real/odd name (a|b) [x] {2} \\d $^.*+?", "real/skipped"));
}

TEST(Discover, RefusesAFilterThatMatchesNothing) {
  EXPECT_THAT(refusal<UsageError>(fake("", "nothing-of-the-kind")),
              AllOf(HasSubstr("\"nothing-of-the-kind\" matches none"), HasSubstr("suite fake")));
  EXPECT_THAT(refusal<UsageError>({.name = "real", .command = {REAL_BENCH}, .filter = "zzz"}),
              HasSubstr("matches none"));
}

TEST(Discover, ListsNothingWhereAnOptionalFilterMatchesNothing) {
  auto optional = fake("", "nothing-of-the-kind");
  optional.filter_may_match_nothing = true;
  EXPECT_TRUE(discover(optional).empty());
  auto broken = fake("list=4", "nothing-of-the-kind");
  broken.filter_may_match_nothing = true;
  EXPECT_FALSE(refusal<EnvironmentError>(broken).empty());
}

TEST(Discover, PassesOnThatTheServerIsMissing) {
  EXPECT_THAT(refusal<EnvironmentError>(fake("list=4")),
              AllOf(HasSubstr("status 4"), HasSubstr("cannot start its server")));
}

TEST(Discover, DoesNotWaitForEver) {
  auto suite = fake("hang-list");
  suite.row_time_limit = Seconds{0.3};
  EXPECT_THAT(refusal<EnvironmentError>(suite), HasSubstr("time limit"));
}

TEST(Discover, RefusesOtherPrograms) {
  const auto refused = [](std::vector<std::string> command) {
    return refusal<UsageError>({.name = "other", .command = std::move(command)});
  };
  EXPECT_THAT(refused({"/bin/true"}), HasSubstr("is it a Google Benchmark executable?"));
  EXPECT_THAT(refused({"/bin/ls"}), HasSubstr("is it a Google Benchmark executable?"));
  EXPECT_THAT(refused({"/bin/sh", "-c", "echo broken >&2; exit 7"}), HasSubstr("broken"));
  EXPECT_THAT(refused({"/no/such/bench"}), HasSubstr("is it built?"));
  EXPECT_THAT(refused({"/"}), HasSubstr("folder"));
  EXPECT_THAT(refused({"no-such-bench-in-path"}), HasSubstr("PATH"));
  EXPECT_THAT(refused({"/etc/passwd"}), HasSubstr("not executable"));
  EXPECT_THAT(refused({}), HasSubstr("empty"));
}

TEST(Discover, RefusesAFloodOfNames) {
  EXPECT_THAT(
      refusal<UsageError>({.name = "yes", .command = {"/bin/sh", "-c", "yes | head -c 20000000"}}),
      HasSubstr("20000000 bytes"));
}

/// A program whose main() prints around the list: a shell script with the fake's list in it.
SuiteToRun talkative(const test_support::TemporaryFolder& folder, const std::string& before,
                     const std::string& after = "") {
  const auto path = folder.path() / "talkative";
  std::ofstream(path) << "#!/bin/sh\n"
                      << before << "\n\"" FAKE_BENCH "\" \"$@\" || exit\n"
                      << after << "\n";
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  auto suite = fake("rows=3");
  suite.command = {path.string()};
  return suite;
}

const auto three = ElementsAre("fake/alpha", "fake/beta/rows:1000", "fake/gamma<int,4>");

TEST(DiscoverTalkative, LeavesOutLinesBeforeAndAfterTheList) {
  const test_support::TemporaryFolder folder;
  EXPECT_THAT(discover(talkative(folder, "echo Using device: CPU", "echo done")), three);
  EXPECT_THAT(discover(talkative(folder, "", "printf 'done'")), three);
  EXPECT_THAT(discover(talkative(folder, "echo '{\"fake/alpha\": [1]}'; echo; printf 'a\\r\\n'")),
              three);
}

TEST(DiscoverTalkative, ReadsANameBehindATextWithoutALineEnd) {
  const test_support::TemporaryFolder folder;
  EXPECT_THAT(discover(talkative(folder, "printf 'Using CPU: '", "printf 'fake/alpha is done'")),
              three);
}

TEST(DiscoverTalkative, LeavesOutLinesThatDifferEachTime) {
  const test_support::TemporaryFolder folder;
  EXPECT_THAT(discover(talkative(folder, "echo pid $$", "echo $$; echo arguments: \"$@\"")), three);
}

TEST(DiscoverTalkative, LeavesOutALineThatSaysHowManyThereAre) {
  const test_support::TemporaryFolder folder;
  EXPECT_THAT(
      discover(talkative(folder, "", "echo Ran $(\"" FAKE_BENCH "\" \"$@\" | wc -l) benchmarks")),
      three);
}

TEST(DiscoverTalkative, KeepsABenchmarkWhoseNameIsPrintedToo) {
  const test_support::TemporaryFolder folder;
  EXPECT_THAT(discover(talkative(folder, "echo fake/alpha; echo $$")), three);
}

TEST(DiscoverTalkative, BearsBinaryText) {
  const test_support::TemporaryFolder folder;
  EXPECT_THAT(discover(talkative(folder, "printf 'a\\000b\\377\\n(\\n'; echo $$")), three);
}

TEST(DiscoverTalkative, KeepsToTheFilter) {
  const test_support::TemporaryFolder folder;
  auto suite = talkative(folder, "echo alpha; echo pid $$");
  suite.filter = "alpha";
  EXPECT_THAT(discover(suite), ElementsAre("fake/alpha"));
  suite.filter = "nothing-of-the-kind";
  EXPECT_THAT(refusal<UsageError>(suite), HasSubstr("matches none"));
}

TEST(DiscoverTalkative, ListsManyBenchmarks) {
  const test_support::TemporaryFolder folder;
  auto suite = talkative(folder, "echo pid $$");
  suite.environment = {{"FAKE_BENCH", "rows=1000"}};
  EXPECT_THAT(discover(suite), SizeIs(1000));
}

TEST(DiscoverTalkative, RefusesANameBehindATextThatNobodyCanTell) {
  const test_support::TemporaryFolder folder;
  EXPECT_THAT(refusal<UsageError>(talkative(folder, "printf \"$$ \"")),
              HasSubstr("end it with a newline"));
}

TEST(DiscoverTalkative, BelievesAProgramThatMindsNoFilter) {
  EXPECT_THAT(discover({.name = "stubborn", .command = {"/bin/sh", "-c", "echo a; echo b"}}),
              ElementsAre("a", "b"));
}

TEST(DiscoverTalkative, ReadsARealGoogleBenchmark) {
  EXPECT_THAT(discover({.name = "talkative", .command = {TALKATIVE_BENCH}}),
              ElementsAre("twin", "other/1", "twin #2", "only_aggregates/repeats:3"));
}

}  // namespace
}  // namespace benchgate::measure
