#include "benchgate/measure/suite.h"

#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "benchgate/base/error.h"
#include "support/temporary_folder.h"

namespace benchgate::measure {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

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

TEST(ExactFilter, MatchesEachNameAndNothingElse) {
  const std::vector<std::string> names = {"a.b", "x(1)|y", "[z]{2}", "\\d$^*+?", "plain/rows:10"};
  // Google Benchmark takes one or the other, as it was built.
  for (const auto grammar : {std::regex::ECMAScript, std::regex::extended}) {
    const std::regex pattern(exact_filter(names), grammar);
    for (const auto& name : names) EXPECT_TRUE(std::regex_search(name, pattern)) << name;
    for (const char* other :
         {"aXb", "a.b/", "/a.b", "x(1)", "y", "z", "zz", "plain/rows:100", ""}) {
      EXPECT_FALSE(std::regex_search(other, pattern)) << other;
    }
  }
  EXPECT_EQ(exact_filter(std::vector<std::string>{"a", "b.c"}), "^(a|b\\.c)$");
}

TEST(SplitForFilter, KeepsEveryNameOnceWithinTheLimit) {
  const std::vector<std::string> names = {"aaaa", "b.b", "cccccccccccccccccccc", "d", "e"};
  const auto parts = split_for_filter(names, 13);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(exact_filter(parts[0]), "^(aaaa|b\\.b)$");
  EXPECT_EQ(exact_filter(parts[1]), "^(cccccccccccccccccccc)$");
  EXPECT_EQ(exact_filter(parts[2]), "^(d|e)$");
  EXPECT_EQ(split_for_filter(names, 12).size(), 4u);
  EXPECT_TRUE(split_for_filter({}, 10).empty());
}

TEST(LastWords, LeavesOutTheRemarkOnMinTime) {
  EXPECT_EQ(last_words("-- LOG(0): Value passed to --benchmark_min_time should have a suffix. "
                       "Eg., `30s` for 30-seconds.terminate called"),
            "terminate called");
  EXPECT_EQ(last_words("one\ntwo\n"), "two");
  EXPECT_EQ(last_words(""), "");
}

}  // namespace
}  // namespace benchgate::measure
