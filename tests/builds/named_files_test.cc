#include "benchgate/builds/named_files.h"

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "builds/repository.h"
#include "support/temporary_folder.h"

namespace benchgate::builds {
namespace {

using builds_test::write_text;

/// A program that opens three files: by a text, by a folder, and by a text that the compiler puts
/// together in the code.
constexpr const char* kProgram = R"(#include <cstdio>
#include <string>
void use(const std::string&);
int main() {
  std::fopen("shared/words.txt", "r");
  std::puts("testdata/corpus");
  use(std::string("tables.csv"));
}
void use(const std::string& name) { std::fopen(name.c_str(), "r"); }
)";

TEST(NamedFiles, AreFoundByNameOrFolder) {
  const test_support::TemporaryFolder folder;
  const auto source = folder.path() / "program.cc";
  const auto program = folder.path() / "program";
  write_text(source, kProgram);
  for (const auto* level : {"-O0", "-O2"}) {
    const auto command =
        "c++ -w " + std::string(level) + " " + source.string() + " -o " + program.string();
    ASSERT_EQ(std::system(command.c_str()), 0);
    EXPECT_TRUE(names_file(program, "shared/words.txt"));
    EXPECT_TRUE(names_file(program, "elsewhere/words.txt"));
    EXPECT_TRUE(names_file(program, "testdata/corpus/17.html"));
    EXPECT_TRUE(names_file(program, "x/tables.csv")) << level;
    EXPECT_FALSE(names_file(program, "scripts/deploy.yaml"));
    EXPECT_FALSE(names_file(program, "corp/deploy.yaml")) << "part of a name";
  }
}

TEST(NamedFiles, MayBeAnyOfAProgramThatCannotBeRead) {
  const test_support::TemporaryFolder folder;
  write_text(folder.path() / "script", "#!/bin/sh\n");
  EXPECT_TRUE(names_file(folder.path() / "script", "scripts/deploy.yaml"));
  EXPECT_TRUE(names_file(folder.path() / "missing", "scripts/deploy.yaml"));
}

}  // namespace
}  // namespace benchgate::builds
