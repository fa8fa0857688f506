#include "benchgate/builds/tree_manifest.h"

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "builds/repository.h"
#include "support/temporary_folder.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;
using builds_test::write_text;

class TreeManifest : public testing::Test {
 protected:
  TreeManifest() {
    write("bin/bench", "program");
    fs::permissions(at("bin/bench"), fs::perms::owner_all);
    write("lib/libx.so.1", "library");
    write("data.txt", "data");
    fs::create_symlink("libx.so.1", at("lib/libx.so"));
    manifest_ = manifest_of(at(""));
  }
  [[nodiscard]] fs::path at(const std::string& name) const {
    return folder_.path() / "tree" / name;
  }
  void write(const std::string& name, const std::string& text) const { write_text(at(name), text); }
  [[nodiscard]] bool is_as_built() const { return builds::is_as_built(at(""), manifest_); }

 private:
  test_support::TemporaryFolder folder_;

 protected:
  std::string manifest_;
};

TEST_F(TreeManifest, KnowsATreeAgain) {
  EXPECT_TRUE(is_as_built());
  EXPECT_FALSE(builds::is_as_built(at("none"), manifest_));
}

TEST_F(TreeManifest, SeesAnotherProgramLibraryOrFile) {
  for (const auto* name : {"bin/bench", "lib/libx.so.1", "data.txt"}) {
    const auto before = builds_test::read_text(at(name));
    write(name, std::string(before.size(), 'X'));  // of the same length
    EXPECT_FALSE(is_as_built()) << name;
    write(name, before);
    EXPECT_TRUE(is_as_built()) << name;
  }
}

TEST_F(TreeManifest, SeesWhatIsMissing) {
  fs::remove(at("data.txt"));
  EXPECT_FALSE(is_as_built());
}

TEST_F(TreeManifest, SeesAnotherLink) {
  fs::remove(at("lib/libx.so"));
  fs::create_symlink("/tmp/libevil.so", at("lib/libx.so"));
  EXPECT_FALSE(is_as_built());
}

TEST_F(TreeManifest, SeesANewLibraryOrProgramAndALinkInPlaceOfAFolder) {
  write("bin/libc.so.6", "evil");
  EXPECT_FALSE(is_as_built());
  fs::remove(at("bin/libc.so.6"));
  write("bin/run", "#!/bin/sh");
  fs::permissions(at("bin/run"), fs::perms::owner_all);
  EXPECT_FALSE(is_as_built());
  fs::remove(at("bin/run"));
  fs::rename(at("bin"), at("../elsewhere"));
  fs::create_directory_symlink("../elsewhere", at("bin"));
  EXPECT_FALSE(is_as_built());
}

TEST_F(TreeManifest, LetsAProgramLeaveItsFiles) {
  write("bin/output.json", "{}");
  EXPECT_TRUE(is_as_built());
}

}  // namespace
}  // namespace benchgate::builds
