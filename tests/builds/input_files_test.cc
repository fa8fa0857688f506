#include "benchgate/builds/input_files.h"

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "benchgate/base/error.h"
#include "builds/repository.h"
#include "support/temporary_folder.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;
using builds_test::write_text;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class InputFiles : public testing::Test {
 protected:
  InputFiles() {
    for (const auto* file : {"data/a.txt", "data/deep/b.txt", "data/deep/er/c.bin", "other/d.txt",
                             "bench/words.txt", ".git/data/x.txt"}) {
      write("base", file, "as it was");
      write("head", file, "as it was");
    }
  }
  [[nodiscard]] fs::path at(const std::string& side, const std::string& file) const {
    return folder_.path() / side / file;
  }
  void write(const std::string& side, const std::string& file, const std::string& text) const {
    fs::create_directories(at(side, file).parent_path());
    write_text(at(side, file), text);
  }
  void link(const std::string& file, const fs::path& target) const {
    for (const auto* side : {"base", "head"}) fs::create_symlink(target, at(side, file));
  }
  [[nodiscard]] InputDifference compare(const std::vector<std::string>& patterns,
                                        const std::string& folder = {}) const {
    return compare_input_files({.base = at("base", ""), .head = at("head", ""), .folder = folder},
                               patterns);
  }
  /// The file that differs; "-" for none.
  [[nodiscard]] std::string changed(const std::vector<std::string>& patterns,
                                    const std::string& folder = {}) const {
    return compare(patterns, folder).changed.value_or("-");
  }

 private:
  test_support::TemporaryFolder folder_;
};

TEST_F(InputFiles, AStarStaysWithinANameAndTwoCrossFolders) {
  write("head", "data/deep/b.txt", "changed");
  EXPECT_EQ(changed({"data/*.txt"}), "-");
  EXPECT_EQ(changed({"data/*/b.txt"}), "data/deep/b.txt");
  EXPECT_EQ(changed({"**/b.txt"}), "data/deep/b.txt");
  EXPECT_EQ(changed({"**/*.bin"}), "-");
  EXPECT_EQ(changed({"data/**/?.txt"}), "data/deep/b.txt");
  EXPECT_EQ(changed({"data/**"}), "data/deep/b.txt");
  EXPECT_EQ(changed({"**"}), "data/deep/b.txt");
  EXPECT_EQ(changed({"other/**", "bench/*"}), "-");
}

TEST_F(InputFiles, AFolderStandsForAllBelowIt) {
  write("head", "data/deep/er/c.bin", "changed");
  for (const auto* folder : {"data", "data/", "./data", "d*", "data/deep"}) {
    EXPECT_EQ(changed({folder}), "data/deep/er/c.bin") << folder;
  }
  EXPECT_EQ(changed({"other"}), "-");
}

TEST_F(InputFiles, AFileOfOneSideDiffers) {
  write("head", "data/new.txt", "");
  EXPECT_EQ(changed({"data/*"}), "data/new.txt");
  fs::remove(at("head", "data/new.txt"));
  fs::remove(at("head", "data/a.txt"));
  EXPECT_EQ(changed({"data/*"}), "data/a.txt");
  EXPECT_THAT(compare({"data/a.txt"}).unused, IsEmpty()) << "base has it";
}

TEST_F(InputFiles, BytesCountAndNotTimes) {
  write("head", "data/a.txt", "as it wAs");  // of the same size
  EXPECT_EQ(changed({"data/a.txt"}), "data/a.txt");
  write("head", "data/a.txt", "as it was");
  EXPECT_EQ(changed({"data/a.txt"}), "-");
  const std::string large(200'000, 'x');
  write("base", "data/a.txt", large);
  write("head", "data/a.txt", large.substr(1) + "y");
  EXPECT_EQ(changed({"data/a.txt"}), "data/a.txt");
}

TEST_F(InputFiles, PatternsThatMatchNothingAreNamed) {
  EXPECT_THAT(compare({"data/*", "dta/*", "data/a.txt/x", "*.json"}).unused,
              ElementsAre("dta/*", "data/a.txt/x", "*.json"));
}

TEST_F(InputFiles, PatternsStartFromTheFolderAndStayInTheTree) {
  write("head", "data/a.txt", "changed");
  EXPECT_EQ(changed({"words.txt"}, "bench"), "-");
  EXPECT_EQ(changed({"../data/*"}, "bench"), "data/a.txt");
  EXPECT_THROW(static_cast<void>(compare({"../../data/*"}, "bench")), UsageError);
  EXPECT_THROW(static_cast<void>(compare({"data/../../x"})), UsageError);
}

TEST_F(InputFiles, LinksAreFollowedWithinTheTreeAlone) {
  test_support::TemporaryFolder outside;
  write_text(outside.path() / "secret.txt", "secret");
  link("data/out", outside.path());
  link("data/out.txt", outside.path() / "secret.txt");
  link("data/circle", ".");
  link("data/dangling", "nowhere");
  link("current.txt", "other/d.txt");
  EXPECT_EQ(changed({"data/**", "current.txt"}), "-");
  EXPECT_THAT(compare({"data/out/secret.txt"}).unused, ElementsAre("data/out/secret.txt"));
  write("head", "other/d.txt", "changed");
  EXPECT_EQ(changed({"current.txt"}), "current.txt");
  fs::remove(at("head", "data/out.txt"));
  fs::create_symlink("/etc/hostname", at("head", "data/out.txt"));
  EXPECT_EQ(changed({"data/out.txt"}), "data/out.txt");
}

TEST_F(InputFiles, APipeIsNotOpened) {
  for (const auto* side : {"base", "head"}) {
    ASSERT_EQ(::mkfifo(at(side, "data/pipe").c_str(), 0600), 0);
  }
  EXPECT_EQ(changed({"data/**"}), "-");
}

}  // namespace
}  // namespace benchgate::builds
