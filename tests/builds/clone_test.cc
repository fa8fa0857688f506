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

TEST_F(CloneTest, BlamesTheOptionForAnUnknownName) {
  try {
    static_cast<void>(require_commit(clone_, "nothing", "GOOD"));
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("GOOD nothing: there is no such"));
  }
}

TEST_F(CloneTest, KnowsWhereLinesParted) {
  repository_.git({"checkout", "-q", "-b", "side", first_});
  const auto side = repository_.commit("b.txt", "1");
  EXPECT_EQ(merge_base(clone_, side, second_), first_);
  repository_.git({"checkout", "-q", "--orphan", "other"});
  EXPECT_EQ(merge_base(clone_, repository_.commit("c.txt", "1"), second_), std::nullopt);
}

}  // namespace
}  // namespace benchgate::builds
