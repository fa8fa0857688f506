#include "benchgate/builds/program_identity.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "builds/repository.h"
#include "support/temporary_folder.h"

namespace benchgate::builds {
namespace {

using builds_test::read_text;
using builds_test::write_text;

namespace fs = std::filesystem;

/// Compiles C with the system's compiler: real executables, of a few kilobytes.
class AreSameProgram : public testing::Test {
 protected:
  [[nodiscard]] fs::path at(const std::string& name) const { return folder_.path() / name; }
  /// A program in `folder` that returns `value`.
  void build(const std::string& folder, int value, const std::string& flags) const {
    write_text(at(folder) / "a.c", "int main(void) { return " + std::to_string(value) + "; }\n");
    compile(folder, flags + " a.c -o a");
  }
  void compile(const std::string& folder, const std::string& arguments) const {
    const auto command = "cd '" + at(folder).string() + "' && cc " + arguments;
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  [[nodiscard]] bool same() const { return are_same_program(at("base/a"), at("head/side/a")); }

  test_support::TemporaryFolder folder_;
};

TEST_F(AreSameProgram, WhateverTheFolderThatDebugInformationNames) {
  build("base", 0, "-g -Wl,--build-id");
  build("head/side", 0, "-g -Wl,--build-id");
  EXPECT_NE(read_text(at("base/a")), read_text(at("head/side/a")));  // else it shows nothing
  EXPECT_TRUE(same());
}

TEST_F(AreSameProgram, WithAndWithoutDebugInformation) {
  build("base", 0, "-O1");
  build("head/side", 0, "-O1 -g");
  EXPECT_TRUE(same());
}

TEST_F(AreSameProgram, NotWhereAConstantDiffers) {
  build("base", 0, "-g");
  build("head/side", 1, "-g");
  EXPECT_FALSE(same());
}

TEST_F(AreSameProgram, NotWhereThereIsMore) {
  build("base", 0, "");
  write_text(at("head/side/a.c"), "int data[100] = {1};\nint main(void) { return 0; }\n");
  compile("head/side", "a.c -o a");
  EXPECT_FALSE(same());
}

TEST_F(AreSameProgram, LinkedStatically) {
  build("base", 0, "-static");
  build("head/side", 0, "-static");
  EXPECT_TRUE(same());
}

TEST_F(AreSameProgram, NotWhereALibraryOfTheBuildDiffers) {
  for (const std::string folder : {"base", "head/side"}) {
    write_text(at(folder) / "l.c", "int f(void) { return 1; }\n");
    write_text(at(folder) / "a.c", "int f(void);\nint main(void) { return f(); }\n");
    compile(folder, "-shared -fPIC l.c -o libl.so");
    compile(folder, "a.c -o a -L. -ll '-Wl,-rpath,$ORIGIN'");
  }
  EXPECT_TRUE(same());
  write_text(at("head/side/l.c"), "int f(void) { return 2; }\n");
  compile("head/side", "-shared -fPIC l.c -o libl.so");
  EXPECT_EQ(read_text(at("base/a")), read_text(at("head/side/a")));
  EXPECT_FALSE(same());
  fs::remove(at("base/libl.so"));
  fs::remove(at("head/side/libl.so"));
  EXPECT_FALSE(same());
}

TEST_F(AreSameProgram, NotWhereItIsAScript) {
  for (const std::string file : {"base/a", "head/side/a"}) {
    write_text(at(file), "#!/bin/sh\nexec ./b\n");
    fs::permissions(at(file), fs::perms::owner_all);
  }
  EXPECT_FALSE(same());
}

TEST_F(AreSameProgram, NotWhereThereIsNone) {
  build("base", 0, "");
  EXPECT_FALSE(same());
  fs::create_directories(at("head/side/a"));
  EXPECT_FALSE(same());
}

TEST_F(AreSameProgram, NotWhereItIsCutOff) {
  build("base", 0, "");
  const auto whole = read_text(at("base/a"));
  const auto is_loaded = [](const std::string& bytes) {
    const auto file = elf::ElfFile::parse(bytes);
    return file && loaded_bytes(*file);
  };
  ASSERT_TRUE(is_loaded(whole));
  for (std::size_t size = 0; size < 1000; ++size) {
    EXPECT_FALSE(is_loaded(whole.substr(0, size))) << size;
  }
}

}  // namespace
}  // namespace benchgate::builds
