#include "benchgate/base/process_lock.h"

#include <optional>

#include <gtest/gtest.h>
#include <unistd.h>

#include "support/temporary_folder.h"

namespace benchgate {
namespace {

TEST(ProcessLock, HasOneHolderWhoseNumberTheNextIsTold) {
  const test_support::TemporaryFolder folder;
  const auto path = folder.path() / "lock";
  {
    const ProcessLock first(path);
    EXPECT_TRUE(first.is_held());
    const ProcessLock second(path);
    EXPECT_FALSE(second.is_held());
    EXPECT_TRUE(second.is_taken());
    EXPECT_EQ(second.holder(), ::getpid());
  }
  EXPECT_TRUE(ProcessLock(path).is_held());
}

TEST(ProcessLock, SharedHasSeveralHoldersAndNoExclusiveOne) {
  const test_support::TemporaryFolder folder;
  const auto path = folder.path() / "lock";
  const ProcessLock first(path, ProcessLock::Kind::Shared);
  const ProcessLock second(path, ProcessLock::Kind::Shared);
  EXPECT_TRUE(first.is_held() && second.is_held());
  EXPECT_TRUE(ProcessLock(path).is_taken());
}

TEST(ProcessLock, KeepsNobodyFromAnythingWhereThereCanBeNone) {
  const ProcessLock lock("/no/such/folder/lock");
  EXPECT_FALSE(lock.is_held());
  EXPECT_FALSE(lock.is_taken());
}

TEST(ProcessLock, NoticesThatItsFileIsGone) {
  const test_support::TemporaryFolder folder;
  const auto path = folder.path() / "lock";
  const ProcessLock lock(path, ProcessLock::Kind::Shared);
  EXPECT_FALSE(lock.is_file_gone());
  ::unlink(path.c_str());
  EXPECT_TRUE(lock.is_file_gone());
}

}  // namespace
}  // namespace benchgate
