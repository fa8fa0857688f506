#include "benchgate/base/glob.h"

#include <string>

#include <gtest/gtest.h>

namespace benchgate {
namespace {

struct Pair {
  std::string_view pattern;
  std::string_view text;
};

TEST(Glob, Matches) {
  constexpr Pair kPairs[] = {
      {"", ""},
      {"*", ""},
      {"*", "db/postgres/select_by_key/rows:1000"},
      {"db/*", "db/"},
      {"db/*", "db/postgres/join"},
      {"*/join", "db/postgres/join"},
      {"db/*/rows:*", "db/sqlite/join_three/rows:100"},
      {"p9?", "p95"},
      {"p9*", "p9"},
      {"???", "abc"},
      {"**", "x"},
      {"*a*", "a"},
      {"a*a", "aa"},
      {"*aab", "aaab"},     // the star must give a character back
      {"a*b*c", "abxbxc"},  // more than once
      {"[ab]", "[ab]"},     // brackets are themselves
      {"a\\*", "a\\xyz"},   // so is a backslash
      {"a.c", "a.c"},
      {"*\n*", "two\nlines"},
      {"\xC3\xA4*", "\xC3\xA4x"},
  };
  for (const auto& [pattern, text] : kPairs) EXPECT_TRUE(glob_match(pattern, text)) << pattern;
}

TEST(Glob, DoesNotMatch) {
  constexpr Pair kPairs[] = {
      {"", "a"},         {"?", ""},
      {"?", "ab"},       {"a", ""},
      {"a", "b"},        {"a", "A"},
      {"a", "aa"},       {"db/*", "db"},
      {"db/*", "xdb/y"}, {"*/join", "db/join_three"},
      {"a*a", "a"},      {"a*b*c", "abxbx"},
      {"*ab", "aba"},    {"p9?", "p9"},
      {"p9?", "p999"},   {"[ab]", "a"},
      {"a.c", "abc"},    {"a\\*", "a*"},
      {"*?", ""},        {"??*", "x"},
      {"*b", "abc"},     {"x", "x\n"},
  };
  for (const auto& [pattern, text] : kPairs) EXPECT_FALSE(glob_match(pattern, text)) << pattern;
}

TEST(Glob, IsNotExponential) {
  // Matching by recursion would take longer than the age of the world for these.
  const std::string text(20'000, 'a');
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "a*";
  EXPECT_FALSE(glob_match(pattern + "b", text));
  EXPECT_TRUE(glob_match(pattern, text));
  EXPECT_FALSE(glob_match(std::string(200, '*') + "b", text));
}

}  // namespace
}  // namespace benchgate
