// `benchgate init` in a project that never heard of benchgate.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kGate = ".github/workflows/benchgate.yml";
constexpr const char* kComment = ".github/workflows/benchgate-comment.yml";
constexpr const char* kNightly = ".github/workflows/benchgate-nightly.yml";
constexpr const char* kAction = "octo/benchgate@0123456789abcdef0123456789abcdef01234567";

class Init : public e2e::Workplace {
 protected:
  Init() {
    set("GIT_CONFIG_NOSYSTEM", "1");
    set("GIT_CONFIG_GLOBAL", "/dev/null");
    git({"init", "--quiet"});
    write("CMakeLists.txt",
          "cmake_minimum_required(VERSION 3.16)\nproject(words NONE)\nadd_subdirectory(bench)\n");
    write("bench/CMakeLists.txt",
          "find_package(benchmark)\nadd_executable(words_bench words.cc)\n"
          "target_link_libraries(words_bench PRIVATE benchmark::benchmark_main)\n");
  }

  void git(e2e::Arguments arguments) const {
    auto call = program({});
    call.command = {"/usr/bin/env", "git"};
    call.command.insert(call.command.end(), arguments.begin(), arguments.end());
    EXPECT_EQ(run(call).exit_code, 0);
  }
  [[nodiscard]] e2e::Finished init(e2e::Arguments more = {}) const {
    more.insert(more.begin(), "init");
    return benchgate(more);
  }
  [[nodiscard]] bool is_there(const std::string& name) const {
    return std::filesystem::exists(at(name));
  }
};

TEST_F(Init, WritesWhatAProjectNeedsAndSaysWhatIsNext) {
  const auto finished = init({"--action", kAction});
  ASSERT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(read("benchgate.toml"),
              AllOf(HasSubstr("command = [\"build/benchgate/bench/words_bench\"]"),
                    Not(HasSubstr("[build]"))));
  EXPECT_EQ(benchgate({"policy", "check"}).exit_code, 0);
  EXPECT_THAT(read(kGate),
              HasSubstr("uses: octo/benchgate/.github/actions/benchgate@0123456789abcdef"));
  EXPECT_THAT(read(kComment), HasSubstr("/.github/actions/benchgate-publish@0123456789abcdef"));
  EXPECT_THAT(finished.err,
              AllOf(HasSubstr("found words_bench in bench/CMakeLists.txt"),
                    HasSubstr("wrote benchgate.toml"), HasSubstr("git add benchgate.toml .github"),
                    Not(HasSubstr(".gitignore")), Not(HasSubstr("replace"))));
}

TEST_F(Init, SaysWhatHasToBeFilledIn) {
  const auto finished = init();
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(read(kGate), HasSubstr("uses: OWNER/benchgate/.github/actions/benchgate@COMMIT"));
  EXPECT_THAT(finished.err, HasSubstr("replace OWNER/benchgate@COMMIT"));
}

TEST_F(Init, AddsANightWhereAskedAlsoLater) {
  EXPECT_EQ(init().exit_code, 0);
  EXPECT_FALSE(is_there(kNightly));
  const auto finished = init({"--nightly", "--action", kAction});
  ASSERT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(read(kNightly),
              AllOf(HasSubstr("/.github/actions/benchgate-nightly@0123456789abcdef"),
                    HasSubstr("/.github/actions/benchgate-nightly-publish@0123456789abcdef")));
  EXPECT_THAT(read(kGate), HasSubstr("OWNER/benchgate"));  // as it was
  EXPECT_THAT(finished.err, AllOf(HasSubstr("wrote .github/workflows/benchgate-nightly.yml"),
                                  HasSubstr("git add .github/workflows/benchgate-nightly.yml &&"),
                                  HasSubstr("In benchgate.yml and benchgate-nightly.yml, install"),
                                  HasSubstr("deployed from the branch benchgate-site")));
  EXPECT_EQ(init({"--nightly", "--no-workflows"}).exit_code, 2);
}

TEST_F(Init, OverwritesNothing) {
  write("benchgate.toml", "mine");
  write(kComment, "mine");
  std::filesystem::create_symlink("nowhere", at(kGate));
  const auto finished = init();
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_EQ(read("benchgate.toml"), "mine");
  EXPECT_EQ(read(kComment), "mine");
  EXPECT_FALSE(is_there(kGate));  // a link that leads nowhere stays one
  EXPECT_THAT(finished.err, AllOf(HasSubstr("benchgate.toml is there already"),
                                  Not(HasSubstr("wrote")), Not(HasSubstr("git add"))));
}

TEST_F(Init, WritesNothingWhereNotAllCanBeWritten) {
  write(".github", "a file");
  const auto finished = init();
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, HasSubstr(".github is not a folder"));
  EXPECT_FALSE(is_there("benchgate.toml"));
}

TEST_F(Init, WritesNothingWhereOnlyAsked) {
  const auto finished = init({"--dry-run"});
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(finished.out, AllOf(HasSubstr("would write benchgate.toml\n# The"),
                                  HasSubstr("name = \"words_bench\""), HasSubstr(kComment)));
  EXPECT_FALSE(is_there("benchgate.toml") || is_there(".github"));
}

TEST_F(Init, BuildsByAPresetInAFolderOfItsOwn) {
  const std::string preset = R"({"name": "%", "generator": "Ninja", "binaryDir": "out"})";
  const auto presets = [&](const std::string& first, const std::string& second) {
    const auto named = [&](const std::string& name) {
      return std::string(preset).replace(preset.find('%'), 1, name);
    };
    write("CMakePresets.json",
          R"({"version": 3, "configurePresets": [)" + named(first) + ", " + named(second) + "]}");
  };
  presets("one", "two");
  const auto refused = init({"--dry-run"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("--preset which of them builds what is measured: one, two"));
  EXPECT_EQ(init({"--dry-run", "--preset", "three"}).exit_code, 2);
  const auto chosen = init({"--dry-run", "--preset", "two"});
  EXPECT_THAT(chosen.out, HasSubstr("\"--preset\", \"two\""));
  EXPECT_THAT(chosen.err, HasSubstr(".gitignore: /build/benchgate/"));
  write(".gitignore", "/build/\n");

  presets("one", "release");
  const auto finished = init({"--no-workflows"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(read("benchgate.toml"),
              HasSubstr("[\"cmake\", \"--preset\", \"release\", \"-B\", \"build/benchgate\"]"));
  EXPECT_EQ(benchgate({"policy", "check"}).exit_code, 0);
  EXPECT_THAT(finished.err, Not(AnyOf(HasSubstr(".gitignore"), HasSubstr("workflow"))));
  EXPECT_FALSE(is_there(".github"));
}

TEST_F(Init, RefusesWhatItCannotBeginWith) {
  EXPECT_EQ(init({"--action", "octo/benchgate"}).exit_code, 2);
  EXPECT_EQ(init({"--action", "octo/benchgate@main\nevil: true"}).exit_code, 2);
  EXPECT_EQ(init({"--action", "../octo/benchgate@main"}).exit_code, 2);
  write("bench/CMakeLists.txt",
        "function(f name)\n  target_link_libraries(${name} benchmark)\n"
        "endfunction()\n");
  auto finished = init();
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("bench/CMakeLists.txt:2: ${name}"));
  write("bench/CMakeLists.txt", "");
  finished = init();
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("no executable links Google Benchmark"));
  EXPECT_FALSE(is_there("benchgate.toml") || is_there(".github"));
}

}  // namespace
