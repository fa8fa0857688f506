#include "benchgate/base/writable.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "support/temporary_folder.h"

namespace benchgate {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

class Writable : public ::testing::Test {
 protected:
  void write(const fs::path& path) const { std::ofstream(path) << "x"; }
  test_support::TemporaryFolder folder_;
  const fs::path root_ = folder_.path();
};

TEST_F(Writable, TakesWhatCanBeWrittenAndChangesNothing) {
  write(root_ / "old.json");
  require_writable_file(root_ / "old.json");
  require_writable_file(root_ / "new.json");
  require_writable_file(root_ / "a/b/c.json");
  require_writable_folder(root_ / "a/b");
  require_writable_file("/dev/null");
  fs::create_symlink(root_ / "gone/target.json", root_ / "link.json");
  require_writable_file(root_ / "link.json");
  EXPECT_FALSE(fs::exists(root_ / "a"));
  EXPECT_FALSE(fs::exists(root_ / "new.json"));
}

TEST_F(Writable, SaysWhatIsInTheWay) {
  write(root_ / "out");
  fs::create_directories(root_ / "folder");
  EXPECT_THAT([&] { require_writable_folder(root_ / "out/duet"); },
              ThrowsMessage<EnvironmentError>(HasSubstr("out is not a folder")));
  EXPECT_THAT([&] { require_writable_file(root_ / "out/duet/base.json"); },
              ThrowsMessage<EnvironmentError>(HasSubstr("out is not a folder")));
  EXPECT_THAT([&] { require_writable_file(root_ / "folder"); },
              ThrowsMessage<EnvironmentError>(HasSubstr("it is a folder")));
  EXPECT_THAT([&] { require_writable_file((root_ / "new/").string()); },
              ThrowsMessage<EnvironmentError>(HasSubstr("it is a folder")));
}

TEST_F(Writable, AsksThePermissions) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  fs::create_directories(root_ / "locked");
  fs::permissions(root_ / "locked", fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_THROW(require_writable_file(root_ / "locked/a.json"), EnvironmentError);
  EXPECT_THROW(require_writable_file(root_ / "locked/new/a.json"), EnvironmentError);
  fs::permissions(root_ / "locked", fs::perms::owner_all);
}

}  // namespace
}  // namespace benchgate
