#include "benchgate/builds/program_input.h"

#include <string>

#include <gtest/gtest.h>

namespace benchgate::builds {
namespace {

TEST(ProgramInput, ASourceABuildFileAndADocumentAreNone) {
  for (const std::string file :
       {"a.cc", "src/deep/b.hpp", "CMakeLists.txt", "x/CMakeLists.txt", "cmake/find.cmake",
        "README.md", "lib/docs/a.rst", "benchgate.toml", ".clang-tidy", "BUILD.bazel", "src/BUILD",
        "MODULE.bazel", "tools/x.bzl", "WORKSPACE", "meson.build", "Makefile", "a.adoc",
        "third_party/zlib/LICENSE"}) {
    EXPECT_FALSE(may_be_program_input(file)) << file;
  }
}

TEST(ProgramInput, ASettingOfAToolOrACiServiceIsNone) {
  for (const std::string file :
       {".github/workflows/ci.yml", ".github/logo.png", ".circleci/config.yml", ".travis.yml",
        "azure-pipelines.yml", ".readthedocs.yaml", ".cirrus.yml", "codecov.yml", ".mailmap",
        ".vscode/settings.json", "src/.clang-format"}) {
    EXPECT_FALSE(may_be_program_input(file)) << file;
  }
}

TEST(ProgramInput, APictureOrATextInTheDocumentationIsNone) {
  for (const std::string file : {"docs/logo.svg", "docs/api/index.html", "doc/notes.txt",
                                 "docs/conf.py", "doc/img/a.jpeg", "docs/requirements.txt"}) {
    EXPECT_FALSE(may_be_program_input(file)) << file;
  }
}

TEST(ProgramInput, ALicenceAtTheRootIsNone) {
  for (const std::string file :
       {"LICENSE", "LICENSE.txt", "LICENSE.MIT", "LICENSE-APACHE", "LICENCE", "COPYING", "NOTICE",
        "AUTHORS", "README", "README.txt", "CHANGELOG.txt", "NEWS"}) {
    EXPECT_FALSE(may_be_program_input(file)) << file;
  }
}

TEST(ProgramInput, EverythingElseMayBe) {
  for (const std::string file :
       {"data.json",         "q.sql",           "cc",          "a.cc.txt",
        "notes.txt",         "words.txt",       "run.sh",      "x.py",
        "third_party/lib",   "a.cc/data",       "words",       "",
        "sub/.github/x.yml", "template.html",   "a.CC",        "testdata/README",
        "testdata/COPYING",  "corpus/NEWS.txt", "logo.png",    "bench/docs/a.json",
        "data/config.yml",   "settings.yml",    ".env",        "testdata/docs/1.html",
        "NEWSGROUPS.csv",    "READMEs",         "LICENSES.db", "mydocs/a.txt"}) {
    EXPECT_TRUE(may_be_program_input(file)) << file;
  }
}

TEST(ProgramInput, KnowsDocumentationByItsEnding) {
  EXPECT_TRUE(is_documentation("corpus/a.md"));
  EXPECT_TRUE(is_documentation("README.rst"));
  EXPECT_FALSE(is_documentation("md"));
  EXPECT_FALSE(is_documentation("a.md.txt"));
}

}  // namespace
}  // namespace benchgate::builds
