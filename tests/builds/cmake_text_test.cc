#include "benchgate/builds/cmake_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::builds {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> arguments(std::string_view text) {
  const auto commands = cmake_commands(text);
  return commands.size() == 1 ? commands.front().arguments
                              : std::vector<std::string>{"not one command"};
}

TEST(CMakeText, FindsCommandsWithTheirLines) {
  const auto commands = cmake_commands("project(x)\n\n  Add_Executable (a\n b.cc)if(x)endif()");
  ASSERT_THAT(commands, SizeIs(4));
  EXPECT_EQ(commands[1].name, "add_executable");
  EXPECT_EQ(commands[1].line, 3u);
  EXPECT_THAT(commands[1].arguments, ElementsAre("a", "b.cc"));
  EXPECT_EQ(commands[3].name, "endif");
  EXPECT_EQ(commands[3].line, 4u);
}

TEST(CMakeText, ReadsEveryKindOfArgument) {
  EXPECT_THAT(arguments("f(a \"b c\" \"d\\\"e\" x;y (n (m)) ${v} $<1:g> \"\")"),
              ElementsAre("a", "b c", "d\"e", "x", "y", "n", "m", "${v}", "$<1:g>", ""));
  EXPECT_THAT(arguments("f([[a ) b]] [=[c ]] d]=] e)"), ElementsAre("a ) b", "c ]] d", "e"));
}

TEST(CMakeText, LeavesOutComments) {
  EXPECT_THAT(arguments("# g(x)\nf(a # b)\n c) # d"), ElementsAre("a", "c"));
  EXPECT_THAT(arguments("#[[ g(x)\n h(y) ]] f(a #[=[ b ]=] c)"), ElementsAre("a", "c"));
  EXPECT_THAT(arguments("f(\"# no comment\")"), ElementsAre("# no comment"));
}

TEST(CMakeText, EndsWithTheText) {
  for (const auto* text : {"", "f", "f(", "f(a", "f(\"a", "f([[a", "f(a \\", "#[[", "f(((", ")"}) {
    EXPECT_THAT(cmake_commands(text), IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace benchgate::builds
