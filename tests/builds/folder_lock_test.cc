#include "benchgate/builds/folder_lock.h"

#include <memory>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/interrupt.h"
#include "support/temporary_folder.h"

namespace benchgate::builds {
namespace {

using test_support::TemporaryFolder;

TEST(FolderLock, IsTakenAtOnceWhereNobodyHasIt) {
  const TemporaryFolder folder;
  for (int i = 0; i < 2; ++i) {
    const FolderLock lock(folder.path(), [](const std::string&) { FAIL(); });
  }
}

TEST(FolderLock, IsWaitedForUntilItsOwnerIsDone) {
  const TemporaryFolder folder;
  auto first = std::make_unique<FolderLock>(folder.path(), nullptr);
  std::string owner;
  const FolderLock second(folder.path(), [&](const std::string& number) {
    owner = number;
    first.reset();
  });
  EXPECT_EQ(owner, std::to_string(::getpid()));
}

TEST(FolderLock, MovesWithItsOwner) {
  const TemporaryFolder folder;
  FolderLock first(folder.path(), nullptr);
  auto second = std::make_unique<FolderLock>(std::move(first));
  bool waited = false;
  const FolderLock third(folder.path(), [&](const std::string&) {
    waited = true;
    second.reset();
  });
  EXPECT_TRUE(waited);
}

TEST(FolderLock, OfAKilledProcessIsFree) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const FolderLock lock(folder.path(), nullptr);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  const FolderLock lock(folder.path(), [](const std::string&) { FAIL(); });
}

TEST(FolderLock, IsNotWaitedForAfterAnInterrupt) {
  const TemporaryFolder folder;
  const measure::InterruptHandler interrupts;
  const FolderLock first(folder.path(), nullptr);
  const auto wait = [&] {
    const FolderLock second(folder.path(), [](const std::string&) { ::raise(SIGINT); });
  };
  EXPECT_THROW(wait(), EnvironmentError);
}

TEST(FolderLock, OfAFolderThatIsNotThereIsAnError) {
  const TemporaryFolder folder;
  EXPECT_THROW(FolderLock(folder.path() / "nowhere", nullptr), EnvironmentError);
}

}  // namespace
}  // namespace benchgate::builds
