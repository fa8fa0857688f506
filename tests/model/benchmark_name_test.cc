#include "benchgate/model/benchmark_name.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::model {
namespace {

using testing::ElementsAre;

TEST(UniqueName, TakesTheFirstNumberThatIsFree) {
  std::set<std::string> taken{"x", "x #3"};
  const auto take = [&](const std::string& name) { return taken.insert(name).second; };
  EXPECT_EQ(unique_name("y", take), "y");
  EXPECT_EQ(unique_name("x", take), "x #2");
  EXPECT_EQ(unique_name("x", take), "x #4");
}

TEST(RegisteredNames, AreTheNameAndWhatItsNumberWasAddedTo) {
  EXPECT_THAT(registered_names("x"), ElementsAre("x"));
  EXPECT_THAT(registered_names("x #2"), ElementsAre("x #2", "x"));
  EXPECT_THAT(registered_names("x #3 #2"), ElementsAre("x #3 #2", "x #3", "x"));
  for (const auto* name : {"x #1", "x #02", "x #", "x #two", "x#2"}) {
    EXPECT_THAT(registered_names(name), ElementsAre(name));
  }
}

}  // namespace
}  // namespace benchgate::model
