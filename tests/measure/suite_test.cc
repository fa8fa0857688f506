#include "benchgate/measure/suite.h"

#include <regex>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::measure {
namespace {

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

TEST(ExactFilter, MatchesWhatADoubleIsRegisteredAs) {
  EXPECT_EQ(exact_filter(std::vector<std::string>{"a", "a #2", "b #3"}), "^(a|a #2|b #3|b)$");
  EXPECT_EQ(exact_filter(std::vector<std::string>{"a #1", "a #02", "a #x", "#2"}),
            "^(a #1|a #02|a #x|#2)$");
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
