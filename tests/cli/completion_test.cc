#include "benchgate/cli/completion.h"

#include <gmock/gmock.h>

namespace benchgate::cli {
namespace {

using testing::HasSubstr;

const std::vector<CommandDescription> kCommands = {
    {.options = {{.names = {"-h", "--help"}, .description = "help"}}, .children = {"baseline"}},
    {.path = {"baseline"}, .description = "Store runs", .children = {"save"}},
    {.path = {"baseline", "save"},
     .description = "It's stored",
     .options = {{.names = {"--name"}, .value = "NAME", .description = "Its name"}}},
};

TEST(Completion, KnowsTheTreeInEveryShell) {
  const auto bash = completion_script(kCommands, Shell::Bash);
  EXPECT_THAT(bash, HasSubstr("'baseline:save') at='baseline save'"));
  EXPECT_THAT(bash, HasSubstr("'baseline save') words='--name'"));
  EXPECT_THAT(bash, HasSubstr("'') words='baseline -h --help'"));
  EXPECT_THAT(completion_script(kCommands, Shell::Zsh), HasSubstr("#compdef benchgate"));
  const auto fish = completion_script(kCommands, Shell::Fish);
  EXPECT_THAT(fish, HasSubstr("-l name -r -d 'Its name'"));
  EXPECT_THAT(fish, HasSubstr(R"(-d 'It\'s stored')"));
}

TEST(ParseShell, RefusesShellsItDoesNotKnow) {
  EXPECT_EQ(parse_shell("fish"), Shell::Fish);
  EXPECT_FALSE(parse_shell("tcsh").has_value());
  EXPECT_FALSE(parse_shell("").has_value());
  EXPECT_FALSE(parse_shell("BASH").has_value());
}

}  // namespace
}  // namespace benchgate::cli
