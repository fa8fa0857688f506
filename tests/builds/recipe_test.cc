#include "benchgate/builds/recipe.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/build.h"
#include "builds/repository.h"
#include "support/temporary_folder.h"

namespace benchgate::builds {
namespace {

using builds_test::write_text;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class FindRecipe : public testing::Test {
 protected:
  void write(const std::string& file, const std::string& text) const {
    write_text(folder_.path() / file, text);
  }
  void write_presets(const std::string& configure, const std::string& build) const {
    write("CMakeLists.txt", "");
    write("CMakePresets.json", R"({"version": 3, "configurePresets": [)" + configure +
                                   R"(], "buildPresets": [)" + build + "]}");
  }
  static std::string configure_preset(const std::string& name) {
    return R"({"name": ")" + name +
           R"(", "generator": "Unix Makefiles", "binaryDir": "${sourceDir}/out"})";
  }
  static std::string build_preset(const std::string& name) {
    return R"({"name": ")" + name + R"(", "configurePreset": ")" + name + R"("})";
  }
  [[nodiscard]] Recipe find(const BuildWishes& wishes = {}) const {
    return find_recipe(wishes, folder_.path(), 3);
  }
  [[nodiscard]] std::string refusal(const BuildWishes& wishes = {}) const {
    try {
      static_cast<void>(find(wishes));
    } catch (const UsageError& error) {
      return error.what();
    }
    return "accepted";
  }

  test_support::TemporaryFolder folder_;
};

TEST_F(FindRecipe, IsTheCommandsOfThePolicyWhateverElseThereIs) {
  write_presets(configure_preset("release"), build_preset("release"));
  const auto recipe =
      find({.configure = {"./configure"}, .build = {"make"}, .time_limit = measure::Seconds{7}});
  EXPECT_THAT(recipe.configure, ElementsAre("./configure"));
  EXPECT_THAT(recipe.build, ElementsAre("make"));
  EXPECT_EQ(recipe.time_limit, measure::Seconds{7});
  EXPECT_TRUE(recipe.own_build_folder.empty());
  EXPECT_THAT(find({.build = {"make"}}).configure, IsEmpty());
}

TEST_F(FindRecipe, IsThePresetOfThePolicy) {
  write_presets(configure_preset("release") + "," + configure_preset("fast"),
                build_preset("release") + "," + build_preset("fast"));
  const auto recipe = find({.preset = "fast"});
  EXPECT_THAT(recipe.configure, ElementsAre("cmake", "--fresh", "--preset", "fast"));
  EXPECT_THAT(recipe.build, ElementsAre("cmake", "--build", "--preset", "fast", "--parallel", "3"));
}

// What is not configured afresh may hold objects that were compiled without them.
TEST_F(FindRecipe, KnowsHowABuildTakesAddedFlags) {
  write_presets(configure_preset("release"), build_preset("release"));
  EXPECT_TRUE(find().adds_flags);
  EXPECT_TRUE(find().builds_afresh);
  EXPECT_FALSE(find().needs_level);
  EXPECT_FALSE(find({.add_flags = false}).adds_flags);
  EXPECT_FALSE(find({.build = {"make"}, .add_flags = false}).adds_flags);
  const auto make = find({.configure = {"./configure"}, .build = {"make"}});
  EXPECT_TRUE(make.adds_flags);
  EXPECT_FALSE(make.builds_afresh);
  EXPECT_TRUE(make.needs_level);
  EXPECT_TRUE(find({.configure = {"cmake", "-B", "b"}, .build = {"make"}}).builds_afresh);
}

// Head is configured where it was before, base in a new folder: an old cache must not tell.
TEST_F(FindRecipe, ForgetsAnEarlierConfiguration) {
  const auto configure = [this](std::vector<std::string> words) {
    return find({.configure = std::move(words), .build = {"make"}}).configure;
  };
  EXPECT_THAT(configure({"cmake", "-B", "b"}), ElementsAre("cmake", "--fresh", "-B", "b"));
  EXPECT_THAT(configure({"cmake", "--fresh", "-B", "b"}),
              ElementsAre("cmake", "--fresh", "-B", "b"));
  EXPECT_THAT(configure({"cmake", "-P", "x.cmake"}), ElementsAre("cmake", "-P", "x.cmake"));
  EXPECT_THAT(configure({"sh", "-c", "cmake"}), ElementsAre("sh", "-c", "cmake"));
}

// Head changes a default that its own cache still has from before: base, in a new folder, has not.
TEST_F(FindRecipe, BuildsWhatTheSourcesSayAndNotWhatACacheRemembers) {
  for (const std::string value : {"1", "2"}) {
    write("CMakeLists.txt",
          "cmake_minimum_required(VERSION 3.18)\nproject(x NONE)\nset(SIZE " + value +
              " CACHE STRING \"\")\nfile(WRITE ${PROJECT_BINARY_DIR}/size ${SIZE})\n");
    build(find({.configure = {"cmake", "-S", ".", "-B", "b"}, .build = {"true"}}),
          {.side = "head", .folder = folder_.path(), .log = folder_.path() / "log"}, {});
    EXPECT_EQ(builds_test::read_text(folder_.path() / "b/size"), value);
  }
}

TEST_F(FindRecipe, IsThePresetCalledReleaseOrTheOnlyOne) {
  write_presets(configure_preset("debug") + "," + configure_preset("release"),
                build_preset("debug") + "," + build_preset("release"));
  EXPECT_THAT(find().configure, ElementsAre("cmake", "--fresh", "--preset", "release"));
  write_presets(configure_preset("fast"), build_preset("fast"));
  EXPECT_THAT(find().configure, ElementsAre("cmake", "--fresh", "--preset", "fast"));
}

TEST_F(FindRecipe, IsAReleaseBuildWhereThereAreNoPresets) {
  write("CMakeLists.txt", "");
  const auto recipe = find();
  EXPECT_THAT(recipe.configure, ElementsAre("cmake", "--fresh", "-S", ".", "-B", "build/benchgate",
                                            "-DCMAKE_BUILD_TYPE=Release"));
  EXPECT_THAT(recipe.build, ElementsAre("cmake", "--build", "build/benchgate", "--config",
                                        "Release", "--parallel", "3"));
  EXPECT_EQ(recipe.own_build_folder, "build/benchgate");
}

TEST_F(FindRecipe, RefusesToChooseAmongPresets) {
  write_presets(configure_preset("slow") + "," + configure_preset("fast"), build_preset("fast"));
  EXPECT_THAT(refusal(), AllOf(HasSubstr("slow, fast"), HasSubstr("preset = ")));
}

TEST_F(FindRecipe, RefusesAPresetThatIsNotThere) {
  write_presets(configure_preset("release"), build_preset("release"));
  EXPECT_THAT(refusal({.preset = "fats"}), AllOf(HasSubstr("'fats'"), HasSubstr("release")));
  write_presets("", "");
  EXPECT_THAT(refusal({.preset = "release"}), HasSubstr("there are: none"));
}

TEST_F(FindRecipe, RefusesAPresetThatCannotBeBuilt) {
  write_presets(configure_preset("release"), "");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("no build preset 'release'"), HasSubstr("buildPresets")));
}

TEST_F(FindRecipe, RefusesPresetsThatCMakeCannotRead) {
  write("CMakeLists.txt", "");
  write("CMakePresets.json", "{");
  EXPECT_THAT(refusal(), HasSubstr("--list-presets"));
}

TEST_F(FindRecipe, RefusesAFolderThatIsNoProject) {
  EXPECT_THAT(refusal(), AllOf(HasSubstr("no CMakeLists.txt"), HasSubstr("[build]")));
}

TEST(CommandLine, QuotesWhatAShellWouldSplit) {
  EXPECT_EQ(command_line({"cmake", "-DX=a b", ""}), "cmake '-DX=a b' ''");
}

TEST(DescribeRecipe, TellsTwoApart) {
  EXPECT_NE(describe({.configure = {"a"}, .build = {"b"}}), describe({.build = {"a", "b"}}));
  EXPECT_NE(describe({.build = {"a b"}}), describe({.build = {"a", "b"}}));
}

}  // namespace
}  // namespace benchgate::builds
