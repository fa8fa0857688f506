#include "benchgate/site/site_folder.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "support/temporary_folder.h"

namespace benchgate::site {
namespace {

namespace fs = std::filesystem;
using testing::IsSupersetOf;
using testing::MatchesRegex;
using testing::UnorderedElementsAre;

void put(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

std::string text_of(const fs::path& path) {
  return read_file(path, 1 << 20);
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) names.insert(entry.path().lexically_relative(folder).string());
  return names;
}

/// Writes a site of one data file and returns that file's name.
std::string write(const fs::path& path, const std::string& data) {
  SiteFolder folder(path);
  const auto name = folder.add("data/a", ".js", data);
  folder.add_fixed("feed.json", "feed of " + data);
  folder.finish("page of " + name);
  return name;
}

TEST(SiteFolder, NamesFilesAfterTheirContent) {
  const test_support::TemporaryFolder folder;
  const auto name = write(folder.path() / "out", "one");
  EXPECT_THAT(name, MatchesRegex("data/a-[0-9a-f]+\\.js"));
  EXPECT_EQ(text_of(folder.path() / "out" / name), "one");
  EXPECT_EQ(text_of(folder.path() / "out/index.html"), "page of " + name);
  EXPECT_THAT(names_in(folder.path() / "out"),
              UnorderedElementsAre(name, "index.html", "feed.json", "benchgate-site.txt"));
}

TEST(SiteFolder, WritesNothingTwice) {
  const test_support::TemporaryFolder folder;
  write(folder.path(), "one");
  SiteFolder again(folder.path());
  again.add("data/a", ".js", "one");
  EXPECT_EQ(again.written(), 0U);
  again.add("data/a", ".js", "two");
  EXPECT_EQ(again.written(), 1U);
}

TEST(SiteFolder, MendsAFileThatIsNotWhatItsNameSays) {
  const test_support::TemporaryFolder folder;
  const auto name = write(folder.path(), "one");
  put(folder.path() / name, "eno");
  write(folder.path(), "one");
  EXPECT_EQ(text_of(folder.path() / name), "one");
}

TEST(SiteFolder, DeletesWhatTheOldSiteHadAndNothingElse) {
  const test_support::TemporaryFolder folder;
  const auto old = write(folder.path(), "one");
  put(folder.path() / "CNAME", "bench.example");
  put(folder.path() / "data/mine.js", "mine");
  put(folder.path() / "data/a-0123456789ab.js", "looks like one of ours");
  const auto name = write(folder.path(), "two");
  EXPECT_NE(name, old);
  EXPECT_THAT(names_in(folder.path()),
              UnorderedElementsAre(name, "index.html", "feed.json", "benchgate-site.txt", "CNAME",
                                   "data/mine.js", "data/a-0123456789ab.js"));
}

TEST(SiteFolder, IsTheOldSiteUntilItIsFinished) {
  const test_support::TemporaryFolder folder;
  const auto old = write(folder.path(), "one");
  {
    SiteFolder interrupted(folder.path());
    interrupted.add("data/a", ".js", "two");
    interrupted.add_fixed("feed.json", "feed of two");
  }
  EXPECT_EQ(text_of(folder.path() / "index.html"), "page of " + old);
  EXPECT_EQ(text_of(folder.path() / "feed.json"), "feed of one");
  EXPECT_THAT(names_in(folder.path()), IsSupersetOf({old}));
  const auto name = write(folder.path(), "three");
  EXPECT_THAT(names_in(folder.path()),
              UnorderedElementsAre(name, "index.html", "feed.json", "benchgate-site.txt"))
      << "what the interrupted run left is gone";
}

TEST(SiteFolder, DoesNotDeleteWhatItsListNamesElsewhere) {
  const test_support::TemporaryFolder folder;
  put(folder.path() / "precious", "mine");
  put(folder.path() / "out/data/.hidden", "mine");
  write(folder.path() / "out", "one");
  std::ofstream(folder.path() / "out/benchgate-site.txt", std::ios::app)
      << "../precious\ndata/../../precious\n/etc/passwd\ndata/.hidden\nindex.html\n";
  write(folder.path() / "out", "two");
  EXPECT_EQ(text_of(folder.path() / "precious"), "mine");
  EXPECT_EQ(text_of(folder.path() / "out/data/.hidden"), "mine");
  EXPECT_TRUE(fs::exists(folder.path() / "out/index.html"));
}

TEST(SiteFolder, RefusesAPageThatItDidNotWrite) {
  const test_support::TemporaryFolder folder;
  put(folder.path() / "index.html", "somebody's");
  EXPECT_THROW(SiteFolder{folder.path()}, UsageError);
  EXPECT_THROW(SiteFolder{folder.path() / "index.html"}, UsageError);
  EXPECT_EQ(text_of(folder.path() / "index.html"), "somebody's");
}

}  // namespace
}  // namespace benchgate::site
