#include "benchgate/base/new_file.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include "support/temporary_folder.h"

namespace benchgate {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(NewFile, TakesThePlaceOfAnother) {
  const test_support::TemporaryFolder folder;
  const auto path = folder.path() / "a.json";
  std::ofstream(path) << "before";
  auto file = NewFile::in(folder.path());
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->write("after"));
  EXPECT_EQ(content(path), "before");
  ASSERT_TRUE(file->replace(path));
  EXPECT_EQ(content(path), "after");
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(NewFile, IsAddedOnlyWhereThereIsNone) {
  const test_support::TemporaryFolder folder;
  const auto path = folder.path() / "a.json";
  {
    const auto file = NewFile::in(folder.path());
    ASSERT_TRUE(file && file->write("first") && file->add_as(path));
  }
  const auto second = NewFile::in(folder.path());
  ASSERT_TRUE(second && second->write("second"));
  EXPECT_FALSE(second->add_as(path));
  EXPECT_EQ(errno, EEXIST);
  EXPECT_EQ(content(path), "first");
}

TEST(NewFile, LeavesNothingWhereItIsNotFinished) {
  const test_support::TemporaryFolder folder;
  {
    const auto file = NewFile::in(folder.path());
    ASSERT_TRUE(file && file->write("never"));
  }
  EXPECT_EQ(entries(folder.path()), 0U);
}

TEST(NewFile, CannotBeMadeInNoFolder) {
  EXPECT_FALSE(NewFile::in("/no/such/folder"));
  EXPECT_EQ(errno, ENOENT);
}

TEST(NewFile, AbandonedOnesAreRemovedAndOthersAreNot) {
  const test_support::TemporaryFolder folder;
  const auto abandoned = folder.path() / ".benchgate-tmp-aaaaaa";
  const auto being_written = folder.path() / ".benchgate-tmp-bbbbbb";
  const auto result = folder.path() / "a.json";
  for (const auto& path : {abandoned, being_written, result}) std::ofstream(path) << "{";
  const int file = ::open(being_written.c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_EQ(::flock(file, LOCK_SH), 0);
  remove_abandoned_files(folder.path());
  ::close(file);
  EXPECT_FALSE(fs::exists(abandoned));
  EXPECT_TRUE(fs::exists(being_written));
  EXPECT_TRUE(fs::exists(result));
  remove_abandoned_files("/no/such/folder");
}

}  // namespace
}  // namespace benchgate
