#include "benchgate/base/name_filter.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace benchgate {
namespace {

TEST(NameFilter, KeepsTheNamesItFindsSomethingIn) {
  EXPECT_TRUE(NameFilter("^db/").keeps("db/select"));
  EXPECT_FALSE(NameFilter("^db/").keeps("cache/db/get"));
  EXPECT_TRUE(NameFilter("select|get").keeps("cache/get"));
  EXPECT_FALSE(NameFilter("-^db/").keeps("db/select"));
  EXPECT_TRUE(NameFilter("-^db/").keeps("cache/get"));
  EXPECT_TRUE(NameFilter("").keeps("cache/get"));
  EXPECT_FALSE(NameFilter("-").keeps("a")) << "an empty expression finds something in all";
}

TEST(NameFilter, RefusesABadExpression) {
  for (const char* text : {"(", "[a", "a{2,1}", "-("}) {
    EXPECT_THROW(NameFilter{text}, std::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace benchgate
