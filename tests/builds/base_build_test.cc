#include "benchgate/builds/base_build.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "builds/repository.h"

namespace benchgate::builds {
namespace {

using builds_test::read_text;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class BuildBase : public builds_test::RepositoryTest {
 protected:
  BuildBase() {
    static_cast<void>(repository_.commit("bench/source", "of base\n"));
    repository_.git({"checkout", "-q", "-b", "feature"});
    static_cast<void>(repository_.commit("bench/source", "of head\n"));
    change_ = find_change(repository_.path(), "main");
  }
  [[nodiscard]] BaseBuild build_with(const BaseBuildOptions& options) {
    const BuildCache cache(at("cache"), change_, nullptr);
    steps_.clear();
    return build_base(cache, change_, options, [&](const BuildProgress& progress) {
      const auto verb = progress.step.substr(0, progress.step.find(' '));
      if (steps_.empty() || steps_.back() != verb) steps_.push_back(verb);
    });
  }

  BaseBuildOptions options_{.recipe = {.configure = {"true"}, .build = {"cp", "source", "program"}},
                            .folder = "bench"};
  Change change_;
  std::vector<std::string> steps_;
};

TEST_F(BuildBase, BuildsTheCommitInThePolicysFolder) {
  const auto built = build_with(options_);
  EXPECT_FALSE(built.was_kept);
  EXPECT_EQ(read_text(built.root / "bench/program"), "of base\n");
  EXPECT_THAT(read_text(built.log), HasSubstr("$ cp source program"));
  EXPECT_THAT(steps_, ElementsAre("checking", "configuring", "building"));
  EXPECT_EQ(repository_.status(), "");
}

TEST_F(BuildBase, DoesItOnce) {
  const auto first = build_with(options_);
  const auto second = build_with(options_);
  EXPECT_TRUE(second.was_kept);
  EXPECT_EQ(second.root, first.root);
  EXPECT_THAT(steps_, ElementsAre());
}

TEST_F(BuildBase, DoesItAgainWhereAnythingIsDifferent) {
  static_cast<void>(build_with(options_));
  auto options = options_;
  options.toolchain = "gcc 13";
  EXPECT_FALSE(build_with(options).was_kept);
  options = options_;
  options.recipe.configure = {"true", "again"};
  EXPECT_FALSE(build_with(options).was_kept);
  // A longer patience makes no other program.
  options = options_;
  options.recipe.time_limit = measure::Seconds{100};
  EXPECT_TRUE(build_with(options).was_kept);
}

TEST_F(BuildBase, IsNotKeptIfNotWanted) {
  static_cast<void>(build_with(options_));
  auto options = options_;
  options.keep = false;
  EXPECT_FALSE(build_with(options).was_kept);
  EXPECT_FALSE(build_with(options_).was_kept);
  EXPECT_TRUE(build_with(options_).was_kept);
}

TEST_F(BuildBase, ThatFailsSaysThatItIsBaseAndIsTriedAgain) {
  options_.recipe.build = {"sh", "-c", "echo broken; false"};
  for (int i = 0; i < 2; ++i) {
    try {
      static_cast<void>(build_with(options_));
      FAIL();
    } catch (const EnvironmentError& error) {
      EXPECT_THAT(error.what(), HasSubstr("building base " + change_.base.substr(0, 12)));
      EXPECT_THAT(error.what(), HasSubstr("broken"));
    }
  }
}

TEST_F(BuildBase, WithoutThePolicysFolderSaysSo) {
  options_.folder = "elsewhere";
  try {
    static_cast<void>(build_with(options_));
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("has no folder elsewhere"));
  }
}

}  // namespace
}  // namespace benchgate::builds
