#include "benchgate/builds/build_flags.h"

#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/build.h"
#include "builds/repository.h"

namespace benchgate::builds {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::UnorderedElementsAre;

Getenv environment_of(std::map<std::string, std::string, std::less<>> variables) {
  return [variables = std::move(variables)](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

TEST(BuildFlags, StandBehindTheUsersOwn) {
  EXPECT_THAT(
      flags_for("/home/ann/project", environment_of({{"CXXFLAGS", "-O3 -g"}, {"CFLAGS", ""}})),
      UnorderedElementsAre(Pair("CFLAGS",
                                "-ffunction-sections -fdata-sections -falign-functions=64 "
                                "-ffile-prefix-map=/home/ann/project=."),
                           Pair("CXXFLAGS",
                                "-O3 -g -ffunction-sections -fdata-sections -falign-functions=64 "
                                "-ffile-prefix-map=/home/ann/project=."),
                           Pair("LDFLAGS", "-Wl,--emit-relocs")));
}

// A Makefile with `CXXFLAGS ?= -O2` gets these instead.
TEST(BuildFlags, HaveALevelOfOptimisationWhereNothingElseGivesOne) {
  EXPECT_THAT(flags_for("", environment_of({{"CXXFLAGS", "-O3"}}), true),
              UnorderedElementsAre(
                  Pair("CFLAGS", "-O2 -ffunction-sections -fdata-sections -falign-functions=64"),
                  Pair("CXXFLAGS", "-O3 -ffunction-sections -fdata-sections -falign-functions=64"),
                  Pair("LDFLAGS", "-Wl,--emit-relocs")));
  EXPECT_THAT(added_flags(true), testing::StartsWith("-O2 -ffunction-sections"));
  EXPECT_THAT(added_flags(), testing::StartsWith("-ffunction-sections"));
}

TEST(BuildFlags, AreShownByTheExecutable) {
  const test_support::TemporaryFolder folder;
  const auto at = [&](const char* name) { return (folder.path() / name).string(); };
  builds_test::write_text(at("a.c"), "int main(void) { return 0; }\n");
  ASSERT_EQ(std::system(("cc " + at("a.c") + " -o " + at("plain")).c_str()), 0);
  ASSERT_EQ(std::system(("cc " + at("a.c") + " -Wl,--emit-relocs -o " + at("flags")).c_str()), 0);
  EXPECT_EQ(shows_added_flags(at("plain")), false);
  EXPECT_EQ(shows_added_flags(at("flags")), true);
  EXPECT_EQ(shows_added_flags(at("a.c")), std::nullopt) << "a script";
}

TEST(BuildFlags, LeaveAPathAloneThatAShellWouldTakeApart) {
  for (const auto* root : {"/home/ann/my project", "/home/$ann", "/home/'ann'", ""}) {
    for (const auto& [name, value] : flags_for(root, environment_of({}))) {
      EXPECT_THAT(value, Not(HasSubstr("prefix-map"))) << name;
    }
  }
}

TEST(BuildFlags, AreHandedToTheCommandsAndLogged) {
  const test_support::TemporaryFolder folder;
  const auto log = folder.path() / "log";
  Recipe recipe{.build = {"sh", "-c", "echo \"<$CXXFLAGS>\""}};
  build(recipe, {.side = "head", .folder = folder.path(), .root = "/r", .log = log}, {});
  EXPECT_THAT(builds_test::read_text(log), Not(HasSubstr("prefix-map")));
  recipe.adds_flags = true;
  build(recipe, {.side = "head", .folder = folder.path(), .root = "/r", .log = log}, {});
  EXPECT_THAT(builds_test::read_text(log), HasSubstr("-ffile-prefix-map=/r=.>\n"));
  EXPECT_THAT(builds_test::read_text(log), HasSubstr("$ CFLAGS='"));
}

TEST(BuildFlags, ThatMayHaveBrokenABuildAreNamed) {
  const test_support::TemporaryFolder folder;
  const Recipe recipe{.build = {"false"}, .adds_flags = true};
  try {
    build(recipe, {.side = "head", .folder = folder.path(), .log = folder.path() / "log"}, {});
    FAIL() << "built";
  } catch (const BuildFailure& failure) {
    EXPECT_THAT(failure.what(), HasSubstr("flags = \"none\""));
  }
}

TEST(BuildFlags, DecideWhetherABuildIsUsedAgain) {
  EXPECT_NE(describe({.build = {"make"}, .adds_flags = true}), describe({.build = {"make"}}));
}

}  // namespace
}  // namespace benchgate::builds
