#include "benchgate/builds/toolchain.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "builds/repository.h"
#include "support/temporary_folder.h"

namespace benchgate::builds {
namespace {

using builds_test::write_text;

class Toolchain : public testing::Test {
 protected:
  [[nodiscard]] std::string description() const {
    return describe_toolchain({.root = folder_.path(), .variables = variables_});
  }
  /// A compiler that says it is of that version.
  void install_compiler(const std::string& version) const {
    const auto path = folder_.path() / "cxx";
    write_text(path, "#!/bin/sh\necho " + version + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }

  test_support::TemporaryFolder folder_;
  std::map<std::string, std::string> variables_ = {{"CXX", (folder_.path() / "cxx").string()},
                                                   {"HOME", "/here"}};
};

TEST_F(Toolchain, IsTheSameWhileNothingChanges) {
  install_compiler("12.1");
  write_text(folder_.path() / "var/lib/dpkg/status", "fmt 9");
  const auto before = description();
  EXPECT_EQ(description(), before);
  variables_["HOME"] = "/there";
  EXPECT_EQ(description(), before);
}

TEST_F(Toolchain, DiffersWithTheCompiler) {
  install_compiler("12.1");
  const auto before = description();
  install_compiler("12.2");
  EXPECT_NE(description(), before);
}

TEST_F(Toolchain, DiffersWithTheInstalledPackages) {
  write_text(folder_.path() / "var/lib/dpkg/status", "fmt 9");
  const auto before = description();
  write_text(folder_.path() / "var/lib/dpkg/status", "fmt 8");
  EXPECT_NE(description(), before);
}

TEST_F(Toolchain, DiffersWithTheFlags) {
  const auto before = description();
  variables_["CXXFLAGS"] = "-O3";
  EXPECT_NE(description(), before);
}

TEST_F(Toolchain, CanDoWithoutACompiler) {
  variables_["CXX"] = "no-such-compiler";
  EXPECT_EQ(description(), description());
}

}  // namespace
}  // namespace benchgate::builds
