#include "benchgate/base/work_tree.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "support/temporary_folder.h"

namespace benchgate {
namespace {

namespace fs = std::filesystem;

class WorkTree : public ::testing::Test {
 protected:
  WorkTree() {
    fs::create_directories(root_ / ".git");
    fs::create_directories(root_ / "sub/folder");
    fs::create_directories(outside_);
  }
  static bool is_refused(const fs::path& path) {
    try {
      require_within_work_tree(path);
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), ::testing::HasSubstr("leads out of the repository"));
      return true;
    }
    return false;
  }

 private:
  test_support::TemporaryFolder folder_;

 protected:
  fs::path root_ = folder_.path() / "clone";
  fs::path outside_ = folder_.path() / "outside";
};

TEST_F(WorkTree, IsWrittenInto) {
  EXPECT_FALSE(is_refused(root_ / "sub/new/file"));
  EXPECT_FALSE(is_refused(root_ / "sub/../baselines"));
  EXPECT_FALSE(is_refused(outside_ / "baselines")) << "in no work tree";
  fs::create_directory_symlink("folder", root_ / "sub/link");
  EXPECT_FALSE(is_refused(root_ / "sub/link/file")) << "a link within";
}

TEST_F(WorkTree, IsNotLeftByALink) {
  fs::create_directory_symlink(outside_, root_ / "baselines");
  fs::create_directory_symlink("../../outside", root_ / "sub/relative");
  fs::create_symlink(outside_ / "not/there/yet", root_ / "dangling");
  fs::create_symlink("sub/relative", root_ / "twice");
  for (const auto* name : {"baselines", "baselines/class/name", "sub/relative/x", "dangling",
                           "dangling/x", "twice/x"}) {
    EXPECT_TRUE(is_refused(root_ / name)) << name;
  }
}

TEST_F(WorkTree, MayBeReachedByALinkItself) {
  fs::create_directory_symlink(root_, outside_ / "clone");
  EXPECT_FALSE(is_refused(outside_ / "clone/sub/file"));
}

TEST_F(WorkTree, WithLinksInCirclesIsRefused) {
  fs::create_symlink("b", root_ / "a");
  fs::create_symlink("a", root_ / "b");
  EXPECT_THROW(require_within_work_tree(root_ / "a/x"), EnvironmentError);
}

}  // namespace
}  // namespace benchgate
