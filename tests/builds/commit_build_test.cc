#include "benchgate/builds/commit_build.h"

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

class BuildCommit : public builds_test::RepositoryTest {
 protected:
  BuildCommit() {
    commit_.id = repository_.commit("bench/source", "of base\n");
    commit_.name = "base " + short_commit(commit_.id);
    repository_.git({"checkout", "-q", "-b", "feature"});
    static_cast<void>(repository_.commit("bench/source", "of head\n"));
    clone_ = find_clone(repository_.path());
  }
  [[nodiscard]] CommitBuild build_with(const CommitBuildOptions& options) {
    const BuildCache cache(at("cache"), clone_, nullptr);
    steps_.clear();
    return build_commit(cache, clone_, commit_, options, [&](const BuildProgress& progress) {
      const auto verb = progress.step.substr(0, progress.step.find(' '));
      if (steps_.empty() || steps_.back() != verb) steps_.push_back(verb);
    });
  }

  CommitBuildOptions options_{
      .recipe = {.configure = {"true"}, .build = {"cp", "source", "program"}}, .folder = "bench"};
  Clone clone_;
  CommitToBuild commit_;
  std::vector<std::string> steps_;
};

TEST_F(BuildCommit, BuildsTheCommitInThePolicysFolder) {
  const auto built = build_with(options_);
  EXPECT_FALSE(built.was_kept);
  EXPECT_EQ(read_text(built.root / "bench/program"), "of base\n");
  EXPECT_THAT(read_text(built.log), HasSubstr("$ cp source program"));
  EXPECT_THAT(steps_, ElementsAre("checking", "configuring", "building"));
  EXPECT_EQ(repository_.status(), "");
}

TEST_F(BuildCommit, DoesItOnce) {
  const auto first = build_with(options_);
  const auto second = build_with(options_);
  EXPECT_TRUE(second.was_kept);
  EXPECT_EQ(second.root, first.root);
  EXPECT_THAT(steps_, ElementsAre());
}

TEST_F(BuildCommit, DoesItAgainWhereAnythingIsDifferent) {
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

TEST_F(BuildCommit, IsNotKeptIfNotWanted) {
  static_cast<void>(build_with(options_));
  auto options = options_;
  options.keep = false;
  EXPECT_FALSE(build_with(options).was_kept);
  EXPECT_FALSE(build_with(options_).was_kept);
  EXPECT_TRUE(build_with(options_).was_kept);
}

TEST_F(BuildCommit, ThatFailsSaysThatItIsBaseAndIsTriedAgain) {
  options_.recipe.build = {"sh", "-c", "echo broken; false"};
  for (int i = 0; i < 2; ++i) {
    try {
      static_cast<void>(build_with(options_));
      FAIL();
    } catch (const EnvironmentError& error) {
      EXPECT_THAT(error.what(), HasSubstr("building base " + short_commit(commit_.id)));
      EXPECT_THAT(error.what(), HasSubstr("broken"));
    }
  }
}

TEST_F(BuildCommit, WithoutThePolicysFolderSaysSo) {
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
