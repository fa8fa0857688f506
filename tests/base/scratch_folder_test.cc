#include "benchgate/base/scratch_folder.h"

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "support/temporary_folder.h"

namespace benchgate {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// A process that owns a scratch folder, and is killed: what it leaves.
fs::path left_by_the_killed(const fs::path& parent) {
  int ready[2];
  if (::pipe(ready) != 0) return {};
  const pid_t owner = ::fork();
  if (owner == 0) {
    ScratchFolder folder("run", parent);
    std::ofstream(folder.next_file()) << "{";
    const auto path = folder.path().string();
    if (::write(ready[1], path.data(), path.size()) < 0) ::_exit(1);
    for (;;) ::pause();
  }
  char path[4096];
  const ssize_t length = ::read(ready[0], path, sizeof path);
  ::kill(owner, SIGKILL);
  ::waitpid(owner, nullptr, 0);
  ::close(ready[0]);
  ::close(ready[1]);
  return std::string(path, length > 0 ? static_cast<std::size_t>(length) : 0);
}

TEST(ScratchFolder, GoesWithItsOwner) {
  const test_support::TemporaryFolder parent;
  fs::path path;
  {
    ScratchFolder folder("run", parent.path());
    path = folder.path();
    EXPECT_THAT(path.filename().string(), testing::MatchesRegex("benchgate-run-......"));
    EXPECT_NE(folder.next_file(), folder.next_file());
    std::ofstream(folder.next_file()) << "{}";
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(ScratchFolder, OfAKilledOwnerIsRemovedByTheNext) {
  const test_support::TemporaryFolder parent;
  const auto left = left_by_the_killed(parent.path());
  ASSERT_TRUE(fs::exists(left / "1.json"));
  const ScratchFolder alive("agent", parent.path());
  remove_abandoned_folders(parent.path());
  EXPECT_FALSE(fs::exists(left));
  EXPECT_TRUE(fs::exists(alive.path()));
}

TEST(ScratchFolder, LeavesAloneWhatIsNotOne) {
  const test_support::TemporaryFolder parent;
  const auto mine = parent.path() / "benchgate-notes-abcdef";  // nobody said that it is in use
  const auto other = parent.path() / "something";
  const auto link = parent.path() / "benchgate-run-link00";
  const test_support::TemporaryFolder elsewhere;
  for (const auto& folder : {mine, other}) fs::create_directory(folder);
  std::ofstream(mine / "notes") << "mine";
  std::ofstream(other / kOwnerLock).flush();
  std::ofstream(elsewhere.path() / kOwnerLock).flush();
  fs::create_directory_symlink(elsewhere.path(), link);
  remove_abandoned_folders(parent.path());
  EXPECT_TRUE(fs::exists(mine / "notes"));
  EXPECT_TRUE(fs::exists(other / kOwnerLock));
  EXPECT_TRUE(fs::exists(elsewhere.path() / kOwnerLock));
}

class TemporaryPlace : public testing::Test {
 protected:
  void SetUp() override {
    if (const char* before = std::getenv("TMPDIR")) before_ = before;
  }
  void TearDown() override {
    if (before_) ::setenv("TMPDIR", before_->c_str(), 1);
    if (!before_) ::unsetenv("TMPDIR");
  }
  static std::string refusal(const std::string& place) {
    ::setenv("TMPDIR", place.c_str(), 1);
    try {
      const ScratchFolder folder("run");
    } catch (const EnvironmentError& error) {
      return error.what();
    }
    return "(not refused)";
  }

 private:
  std::optional<std::string> before_;
};

TEST_F(TemporaryPlace, ThatIsMissingIsNamedWithWhatToDo) {
  EXPECT_THAT(refusal("/no/such/folder"),
              AllOf(HasSubstr("/no/such/folder, does not exist"), HasSubstr("set TMPDIR")));
  EXPECT_THAT(refusal("/etc/passwd"), HasSubstr("/etc/passwd, is no folder"));
}

}  // namespace
}  // namespace benchgate
