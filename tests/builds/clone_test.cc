#include "benchgate/builds/clone.h"

#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "builds/repository.h"

namespace benchgate::builds {
namespace {

using ::testing::HasSubstr;

class CloneTest : public builds_test::RepositoryTest {
 protected:
  std::string first_ = repository_.commit("a.txt", "1");
  std::string second_ = repository_.commit("a.txt", "2");
  Clone clone_ = find_clone(repository_.path());
};

TEST_F(CloneTest, IsTheSameFromAFolderBelow) {
  repository_.write("deep/down/a.txt", "1");
  EXPECT_EQ(find_clone(repository_.path() / "deep/down").root, clone_.root);
  EXPECT_EQ(clone_.common_folder, repository_.path() / ".git");
}

TEST_F(CloneTest, KnowsCommitsByAnyName) {
  repository_.git({"tag", "-a", "-m", "release", "v1", "HEAD~1"});
  EXPECT_EQ(commit_of(clone_, "v1"), first_);
  EXPECT_EQ(commit_of(clone_, second_.substr(0, 9)), second_);
  for (const char* none : {"nothing", "", "^HEAD", "HEAD..main", "--all", "HEAD:a.txt"}) {
    EXPECT_EQ(commit_of(clone_, none), std::nullopt) << none;
  }
}

TEST_F(CloneTest, KnowsTheLastReleaseAmongTheTags) {
  EXPECT_EQ(last_release(clone_), std::nullopt);
  repository_.git({"tag", "nightly"});
  EXPECT_EQ(last_release(clone_), std::nullopt) << "a name without a number moves";
  repository_.git({"tag", "v1.1", "HEAD~1"});
  repository_.git({"tag", "v1.2-rc1"});
  EXPECT_EQ(last_release(clone_), "v1.1");
  repository_.git({"tag", "v1.2"});
  EXPECT_EQ(last_release(clone_), "v1.2");
  repository_.git({"checkout", "-q", "HEAD~1"});
  EXPECT_EQ(last_release(clone_), "v1.1") << "v1.2 is not reached";
}

TEST_F(CloneTest, BlamesTheOptionForAnUnknownName) {
  try {
    static_cast<void>(require_commit(clone_, "nothing", "GOOD"));
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("GOOD nothing: there is no such"));
  }
}

TEST_F(CloneTest, SaysHowToFetchABranchOfARemote) {
  repository_.git({"remote", "add", "origin", "file:///nowhere"});
  try {
    static_cast<void>(require_commit(clone_, "origin/release/1.2", "--base"));
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(),
                HasSubstr("`git fetch origin release/1.2:refs/remotes/origin/release/1.2`"));
  }
}

}  // namespace
}  // namespace benchgate::builds
