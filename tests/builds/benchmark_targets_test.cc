#include "benchgate/builds/benchmark_targets.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "builds/repository.h"

namespace benchgate::builds {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class BenchmarkTargetsTest : public builds_test::RepositoryTest {
 protected:
  void write(const std::string& file, const std::string& text) const {
    repository_.write(file, text);
  }
  [[nodiscard]] BenchmarkTargets find() const { return find_benchmark_targets(repository_.path()); }
  /// "name at path", "name at ?".
  [[nodiscard]] std::vector<std::string> found() const {
    std::vector<std::string> lines;
    for (const auto& target : find().targets) {
      const auto path = target.executable ? target.executable->generic_string() : "?";
      lines.push_back(target.name + " at " + path);
    }
    return lines;
  }
};

TEST_F(BenchmarkTargetsTest, AreExecutablesThatLinkGoogleBenchmark) {
  write("CMakeLists.txt",
        "project(words)\nadd_subdirectory(bench)\nadd_executable(app main.cc)\n"
        "target_link_libraries(app PRIVATE words benchmarks)\n");
  write("bench/CMakeLists.txt",
        "add_executable(a a.cc)\ntarget_link_libraries(a PRIVATE words benchmark::benchmark)\n"
        "add_executable(b b.cc)\ntarget_link_libraries(b benchmark_main)\n"
        "add_executable(c c.cc)\n# target_link_libraries(c benchmark::benchmark)\n"
        "add_library(d d.cc)\ntarget_link_libraries(d benchmark::benchmark)\n"
        "add_executable(e ALIAS a)\ntarget_link_libraries(e benchmark::benchmark)\n");
  EXPECT_THAT(found(), ElementsAre("a at bench/a", "b at bench/b"));
  EXPECT_EQ(find().targets[0].defined_in, "bench/CMakeLists.txt");
  EXPECT_EQ(find().files_read, 2u);
}

TEST_F(BenchmarkTargetsTest, LinkItAlsoThroughALibraryOfTheProject) {
  write("CMakeLists.txt",
        "add_executable(a a.cc)\ntarget_link_libraries(a PRIVATE upper)\n"
        "add_library(upper INTERFACE)\ntarget_link_libraries(upper INTERFACE lower)\n"
        "add_library(lower INTERFACE)\ntarget_link_libraries(lower INTERFACE benchmark)\n");
  EXPECT_THAT(found(), ElementsAre("a at a"));
}

TEST_F(BenchmarkTargetsTest, AreWhereTheProjectPutsExecutables) {
  const std::string link = "target_link_libraries(a benchmark)\n";
  write("CMakeLists.txt", "set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)\n");
  write("x/CMakeLists.txt", "add_executable(a a.cc)\n" + link);
  EXPECT_THAT(found(), ElementsAre("a at bin/a"));
  write("x/CMakeLists.txt",
        "set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/here)\n"
        "add_executable(a a.cc)\n" +
            link);
  EXPECT_THAT(found(), ElementsAre("a at x/here/a"));
  write("x/CMakeLists.txt", "add_executable(a a.cc)\n" + link +
                                "set_target_properties(a PROPERTIES CXX_STANDARD 20 "
                                "RUNTIME_OUTPUT_DIRECTORY \"${CMAKE_BINARY_DIR}\")\n");
  EXPECT_THAT(found(), ElementsAre("a at a"));
  write("CMakeLists.txt", "set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_SOURCE_DIR}/bin)\n");
  write("x/CMakeLists.txt", "add_executable(a a.cc)\n" + link);
  EXPECT_THAT(found(), ElementsAre("a at ?"));
}

TEST_F(BenchmarkTargetsTest, MayBeNamedByVariablesThatAreSetPlainly) {
  write("CMakeLists.txt",
        "project(words)\nset(bench ${PROJECT_NAME}_bench)\nadd_executable(${bench} a.cc)\n"
        "target_link_libraries(${bench} benchmark::benchmark)\n");
  EXPECT_THAT(found(), ElementsAre("words_bench at words_bench"));
  EXPECT_THAT(find().unreadable, IsEmpty());
}

TEST_F(BenchmarkTargetsTest, AreSaidToBeUnreadableWhereOnlyCMakeKnowsTheirNames) {
  write("CMakeLists.txt", "include(bench.cmake)\n");
  write("bench.cmake",
        "function(bench name)\n  add_executable(${name} ${name}.cc)\n"
        "  target_link_libraries(${name} PRIVATE benchmark::benchmark)\nendfunction()\n");
  const auto targets = find();
  EXPECT_THAT(targets.targets, IsEmpty());
  ASSERT_EQ(targets.unreadable.size(), 1u);
  EXPECT_EQ(targets.unreadable[0].file, "bench.cmake");
  EXPECT_EQ(targets.unreadable[0].line, 3u);
  EXPECT_EQ(targets.unreadable[0].name, "${name}");
}

TEST_F(BenchmarkTargetsTest, AreNeitherThoseOfGoogleBenchmarkNorOfBuildFolders) {
  const std::string target = "add_executable(a a.cc)\ntarget_link_libraries(a benchmark)\n";
  write(".gitignore", "/build/\n");
  write("CMakeLists.txt", "project(words)\n");
  write("build/_deps/other/CMakeLists.txt", target);
  write("third_party/benchmark/CMakeLists.txt", "project (benchmark VERSION 1.8)\n");
  write("third_party/benchmark/test/CMakeLists.txt", target);
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(BenchmarkTargetsTest, NeedAProjectUnderGit) {
  write("README.md", "");
  try {
    (void)find();
    FAIL() << "expected to be refused";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("has no CMakeLists.txt"));
  }
  builds_test::write_text(at("elsewhere/CMakeLists.txt"), "");
  EXPECT_THROW((void)find_benchmark_targets(at("elsewhere")), UsageError);
}

}  // namespace
}  // namespace benchgate::builds
