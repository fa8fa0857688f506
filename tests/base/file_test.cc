#include "benchgate/base/file.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "support/temporary_folder.h"

namespace benchgate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::size_t kPlenty = 1 << 24;

class File : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path path(std::string_view name) const {
    return folder_.path() / name;
  }

  /// Names in the folder, sorted.
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
  }

  test_support::TemporaryFolder folder_;
};

using ReadFile = File;
using WriteFile = File;

std::string read_failure(const std::filesystem::path& path, std::size_t max_bytes = kPlenty) {
  try {
    static_cast<void>(read_file(path, max_bytes));
  } catch (const InputError& error) {
    EXPECT_EQ(error.path(), path);
    return error.what();
  }
  return "read";
}

std::string write_failure(const std::filesystem::path& path, std::string_view content) {
  try {
    write_file_atomically(path, content);
  } catch (const EnvironmentError& error) {
    return error.what();
  }
  return "written";
}

/// Runs `body` in a process of its own; true if it returns true.
bool in_child(const std::function<bool()>& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body() ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_F(ReadFile, GivesTheBytesAsTheyAre) {
  const std::string content(
      "\xEF\xBB\xBF"
      "a\r\n\0b\xFF",
      9);
  write_file_atomically(path("x"), content);
  EXPECT_EQ(read_file(path("x"), kPlenty), content);
  EXPECT_EQ(read_file(path("x"), content.size()), content);
}

TEST_F(ReadFile, ReadsAnEmptyFile) {
  write_file_atomically(path("x"), "");
  EXPECT_EQ(read_file(path("x"), 0), "");
}

TEST_F(ReadFile, ReservesSpareBytes) {
  write_file_atomically(path("x"), "abc");
  const auto content = read_file(path("x"), kPlenty, 64);
  EXPECT_EQ(content, "abc");
  EXPECT_GE(content.capacity(), 67U);
}

TEST_F(ReadFile, FollowsALink) {
  write_file_atomically(path("x"), "abc");
  std::filesystem::create_symlink("x", path("link"));
  EXPECT_EQ(read_file(path("link"), kPlenty), "abc");
}

TEST_F(ReadFile, RefusesWhatIsNotThere) {
  EXPECT_THAT(read_failure(path("none")), HasSubstr("No such file"));
  EXPECT_THAT(read_failure(path("none/deeper")), HasSubstr("No such file"));
  std::filesystem::create_symlink("none", path("dangling"));
  EXPECT_THAT(read_failure(path("dangling")), HasSubstr("No such file"));
}

TEST_F(ReadFile, RefusesAFolder) {
  EXPECT_THAT(read_failure(folder_.path()), HasSubstr("is a folder"));
}

TEST_F(ReadFile, RefusesAFifoWithoutWaitingForAWriter) {
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  EXPECT_THAT(read_failure(path("fifo")), HasSubstr("is a FIFO"));
}

TEST_F(ReadFile, RefusesADevice) {
  EXPECT_THAT(read_failure("/dev/zero"), HasSubstr("is a device"));
}

TEST_F(ReadFile, RefusesALoopOfLinks) {
  std::filesystem::create_symlink("b", path("a"));
  std::filesystem::create_symlink("a", path("b"));
  EXPECT_THAT(read_failure(path("a")), HasSubstr("cannot be opened"));
}

TEST_F(ReadFile, RefusesMoreThanTheLimitWithoutReadingIt) {
  write_file_atomically(path("x"), "abcd");
  EXPECT_THAT(read_failure(path("x"), 3), HasSubstr("has 4 bytes, more than the limit of 3"));
  // A hole of 1 TiB: it takes no space, and would not fit into memory.
  ASSERT_EQ(::truncate(path("x").c_str(), off_t{1} << 40), 0);
  EXPECT_THAT(read_failure(path("x")), HasSubstr("more than the limit"));
}

TEST_F(WriteFile, CreatesFileAndFolders) {
  write_file_atomically(path("a/b/c.txt"), "content");
  EXPECT_EQ(read_file(path("a/b/c.txt"), kPlenty), "content");
}

TEST_F(WriteFile, ReplacesTheWholeContentAndLeavesNothingBeside) {
  write_file_atomically(path("x"), std::string(100'000, 'a'));
  write_file_atomically(path("x"), "b");
  EXPECT_EQ(read_file(path("x"), kPlenty), "b");
  EXPECT_THAT(names(), ElementsAre("x"));
}

TEST_F(WriteFile, IsAsReadableAsAnyNewFile) {
  const mode_t before = ::umask(022);
  write_file_atomically(path("x"), "a");
  ::umask(before);
  struct stat status {};
  ASSERT_EQ(::stat(path("x").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0644U);
}

TEST_F(WriteFile, RefusesToReplaceAFolder) {
  std::filesystem::create_directories(path("x/y"));
  EXPECT_THAT(write_failure(path("x"), "a"), HasSubstr("cannot replace"));
  EXPECT_TRUE(std::filesystem::is_directory(path("x/y")));
  EXPECT_THAT(names(), ElementsAre("x"));
}

TEST_F(WriteFile, RefusesAParentThatIsAFile) {
  write_file_atomically(path("x"), "a");
  EXPECT_THAT(write_failure(path("x/y"), "b"), testing::StartsWith("cannot "));
  EXPECT_EQ(read_file(path("x"), kPlenty), "a");
}

TEST_F(WriteFile, KeepsTheOldContentWithoutPermission) {
  write_file_atomically(path("x"), "old");
  ASSERT_EQ(::chmod(folder_.path().c_str(), 0555), 0);
  // Permissions do not stop root, so the child becomes nobody.
  EXPECT_TRUE(in_child([&] {
    if (::geteuid() == 0 && ::setuid(65534) != 0) return false;
    return write_failure(path("x"), "new").find("Permission denied") != std::string::npos;
  }));
  ASSERT_EQ(::chmod(folder_.path().c_str(), 0755), 0);
  EXPECT_EQ(read_file(path("x"), kPlenty), "old");
  EXPECT_THAT(names(), ElementsAre("x"));
}

TEST_F(WriteFile, KeepsTheOldContentWhenTheDiskIsFull) {
  write_file_atomically(path("x"), "old");
  // A limit on the size of files fails a write in its middle, as a full disk does.
  EXPECT_TRUE(in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{.rlim_cur = 100'000, .rlim_max = 100'000};
    if (::setrlimit(RLIMIT_FSIZE, &small) != 0) return false;
    const auto message = write_failure(path("x"), std::string(1'000'000, 'n'));
    return message.find("previous content is untouched") != std::string::npos;
  }));
  EXPECT_EQ(read_file(path("x"), kPlenty), "old");
  EXPECT_THAT(names(), ElementsAre("x"));
}

TEST_F(WriteFile, LeavesALinkAndReplacesWhatItLeadsTo) {
  write_file_atomically(path("real"), "old");
  std::filesystem::create_symlink("real", path("link"));
  write_file_atomically(path("link"), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(path("link")));
  EXPECT_EQ(read_file(path("real"), kPlenty), "new");
}

TEST_F(WriteFile, WritesToAPipeInsteadOfReplacingIt) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const int reader = ::open(path("pipe").c_str(), O_RDONLY | O_NONBLOCK);
  write_file_atomically(path("pipe"), "new");
  char content[8] = {};
  EXPECT_EQ(::read(reader, content, sizeof content), 3);
  EXPECT_STREQ(content, "new");
  ::close(reader);
  EXPECT_TRUE(std::filesystem::is_fifo(path("pipe")));
}

bool is_whole(const std::string& content) {
  return content.size() == 300'000 &&
         content.find_first_not_of(content.front()) == std::string::npos;
}

TEST_F(WriteFile, IsNeverSeenHalfDone) {
  write_file_atomically(path("x"), std::string(300'000, 'a'));
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) {
      write_file_atomically(path("x"), std::string(300'000, static_cast<char>('a' + i % 26)));
    }
  });
  for (int i = 0; i < 300; ++i) EXPECT_TRUE(is_whole(read_file(path("x"), kPlenty)));
  stop = true;
  writer.join();
}

TEST_F(WriteFile, LeavesAWholeFileWhenKilledAtAnyMoment) {
  write_file_atomically(path("x"), std::string(300'000, 'a'));
  for (int i = 0; i < 20; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (char c = 'b';; c = c == 'z' ? 'b' : static_cast<char>(c + 1)) {
        write_file_atomically(path("x"), std::string(300'000, c));
      }
    }
    ::usleep(static_cast<useconds_t>(500 + 700 * i));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(is_whole(read_file(path("x"), kPlenty)));
  }
}

}  // namespace
}  // namespace benchgate
