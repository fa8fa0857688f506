#include <chrono>
#include <ostream>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/gate/policy_file.h"

namespace benchgate::gate {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(PolicyBuild, IsNothingWithoutItsSection) {
  EXPECT_EQ(parse_policy("[gate]\n", "benchgate.toml").build, BuildPolicy());
}

TEST(PolicyBuild, TakesCommands) {
  const auto build = parse_policy(
                         "[build]\n"
                         "configure = [\"cmake\", \"-B\", \"out dir\"]\n"
                         "build = [\"./make.sh\"]\n"
                         "time_limit = \"30 min\"\n",
                         "benchgate.toml")
                         .build;
  EXPECT_THAT(build.configure, ElementsAre("cmake", "-B", "out dir"));
  EXPECT_THAT(build.build, ElementsAre("./make.sh"));
  EXPECT_EQ(build.time_limit, 30min);
  EXPECT_EQ(build.preset, "");
}

TEST(PolicyBuild, AddsFlagsUnlessItSaysNone) {
  EXPECT_EQ(parse_policy("[build]\npreset = \"release\"\n", "b.toml").build.flags,
            AddedFlags::Auto);
  EXPECT_EQ(parse_policy("[build]\nflags = \"none\"\n", "b.toml").build.flags, AddedFlags::None);
}

TEST(PolicyBuild, TakesAPresetOrABuildCommandAlone) {
  EXPECT_EQ(parse_policy("[build]\npreset = \"release\"\n", "b.toml").build.preset, "release");
  EXPECT_THAT(parse_policy("[build]\nbuild = [\"make\"]\n", "b.toml").build.build,
              ElementsAre("make"));
}

struct Refusal {
  std::string_view toml;
  std::string_view place;
  std::string_view says;
};

void PrintTo(const Refusal& refusal, std::ostream* out) {
  *out << refusal.toml;
}

class PolicyBuildRefuses : public testing::TestWithParam<Refusal> {};

TEST_P(PolicyBuildRefuses, WithPlaceAndAdvice) {
  try {
    static_cast<void>(parse_policy(GetParam().toml, "b.toml"));
    FAIL() << "accepted";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), StartsWith(GetParam().place));
    EXPECT_THAT(error.what(), HasSubstr(GetParam().says));
  }
}

INSTANTIATE_TEST_SUITE_P(
    What, PolicyBuildRefuses,
    testing::Values(
        Refusal{"build = 3\n", "b.toml:1:", "write [build]"},
        Refusal{"[[build]]\npreset = \"a\"\n", "b.toml:1:", "write [build]"},
        Refusal{"[build]\npresets = \"release\"\n", "b.toml:2:", "preset"},
        Refusal{"[build]\npreset = \"\"\n", "b.toml:2:", "preset"},
        Refusal{"[build]\npreset = [\"a\"]\n", "b.toml:2:", "preset"},
        Refusal{"[build]\nbuild = \"make\"\n", "b.toml:2:", "build"},
        Refusal{"[build]\nbuild = []\n", "b.toml:2:", "build"},
        Refusal{"[build]\nbuild = [\"\"]\n", "b.toml:2:", "build"},
        Refusal{"[build]\nconfigure = [\"cmake\"]\n", "b.toml:2:", "no build"},
        Refusal{"[build]\npreset = \"a\"\nbuild = [\"make\"]\n", "b.toml:2:", "keep the preset"},
        Refusal{"[build]\npreset = \"a\"\nconfigure = [\"cmake\"]\n",
                "b.toml:2:", "keep the preset"},
        Refusal{"[build]\nflags = \"some\"\n", "b.toml:2:", "auto"},
        Refusal{"[build]\nbuild = [\"make\"]\ntime_limit = 30\n", "b.toml:3:", "time_limit"}));

}  // namespace
}  // namespace benchgate::gate
