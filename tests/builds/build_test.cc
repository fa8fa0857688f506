#include "benchgate/builds/build.h"

#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/interrupt.h"
#include "builds/repository.h"

namespace benchgate::builds {
namespace {

using builds_test::read_text;
using builds_test::write_text;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using Words = std::vector<std::string>;

Words shell(const std::string& script) {
  return {"sh", "-c", script};
}

class Build : public testing::Test {
 protected:
  void run(const Recipe& recipe, const BuildObserver& observer = {}) const {
    build(recipe, {.side = "head", .folder = folder_.path(), .log = log()}, observer);
  }
  [[nodiscard]] std::string failure(const Recipe& recipe,
                                    const BuildObserver& observer = {}) const {
    try {
      run(recipe, observer);
    } catch (const EnvironmentError& error) {
      return error.what();
    }
    return "built";
  }
  [[nodiscard]] std::filesystem::path log() const { return folder_.path() / "build.log"; }

  test_support::TemporaryFolder folder_;
};

TEST_F(Build, ConfiguresThenBuildsInTheFolder) {
  run({.configure = shell("echo 1 > made"), .build = shell("cat made >> built")});
  EXPECT_EQ(read_text(folder_.path() / "built"), "1\n");
}

TEST_F(Build, TakesARelativeProgramFromTheFolder) {
  write_text(folder_.path() / "make.sh", "#!/bin/sh\necho made > made\n");
  std::filesystem::permissions(folder_.path() / "make.sh", std::filesystem::perms::owner_all);
  run({.build = {"./make.sh"}});
  EXPECT_EQ(read_text(folder_.path() / "made"), "made\n");
}

TEST_F(Build, LogsCommandsAndWhatTheyPrintInOrder) {
  run({.configure = shell("echo out; echo err >&2; echo out"), .build = {"true", "a b"}});
  EXPECT_EQ(read_text(log()),
            "$ sh -c 'echo out; echo err >&2; echo out'\nout\nerr\nout\n$ true 'a b'\n");
}

TEST_F(Build, ReportsItsSteps) {
  std::vector<std::string> steps;
  run({.configure = {"true"}, .build = {"true"}}, [&](const BuildProgress& progress) {
    if (steps.empty() || steps.back() != progress.step) steps.push_back(progress.step);
  });
  EXPECT_THAT(steps, ElementsAre("configuring head", "building head"));
}

TEST_F(Build, ReportsTheLastLine) {
  std::set<std::string> lines;
  run({.build = shell("echo '[1/9] x'; while ! [ -e seen ]; do sleep 0.02; done")},
      [&](const BuildProgress& progress) {
        lines.insert(progress.last_line);
        if (progress.last_line == "[1/9] x") write_text(folder_.path() / "seen", "");
      });
  EXPECT_THAT(lines, testing::Contains("[1/9] x"));
}

TEST_F(Build, ThatFailsSaysWhatAndShowsTheEndOfTheLog) {
  const auto words = failure(
      {.configure = {"true"},
       .build = shell("i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo \"<$i>\"; done; exit 2")});
  EXPECT_THAT(words,
              AllOf(HasSubstr("building head failed"), HasSubstr("exited with status 2"),
                    HasSubstr("  <40>\n"), Not(HasSubstr("<20>")), HasSubstr(log().string())));
  EXPECT_THAT(read_text(log()), HasSubstr("<1>"));
}

TEST_F(Build, IsNotTriedWhereConfiguringFails) {
  EXPECT_THAT(failure({.configure = {"false"}, .build = shell("touch built")}),
              HasSubstr("configuring head failed"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "built"));
}

TEST_F(Build, ThatTakesTooLongIsEnded) {
  EXPECT_THAT(failure({.build = {"sleep", "100"}, .time_limit = measure::Seconds{0.1}}),
              AllOf(HasSubstr("building head failed"), HasSubstr("its time limit")));
}

TEST_F(Build, ThatIsInterruptedSaysSo) {
  const measure::InterruptHandler interrupts;
  EXPECT_THAT(failure({.build = {"sleep", "100"}}, [](const BuildProgress&) { ::raise(SIGINT); }),
              HasSubstr("interrupted while building head"));
}

TEST_F(Build, WithoutItsProgramSaysSo) {
  EXPECT_THAT(failure({.build = {"no-such-program"}}),
              AllOf(HasSubstr("no-such-program is not in PATH"), HasSubstr("[build]")));
  EXPECT_THAT(failure({.build = {"./no-such-script"}}), HasSubstr("no-such-script"));
}

TEST_F(Build, InAFolderOfItsOwnIsNotSeenByGit) {
  const builds_test::GitEnvironment environment(folder_.path());
  const builds_test::Repository repository(folder_.path() / "project");
  const Recipe recipe = {.build = shell("echo 1 > build/benchgate/made"),
                         .own_build_folder = "build/benchgate"};
  for (int i = 0; i < 2; ++i) {
    build(recipe, {.side = "head", .folder = repository.path(), .log = log()}, {});
    EXPECT_EQ(repository.status(), "");
  }
  // A folder that the user has already is left as it is.
  write_text(folder_.path() / "build/benchgate/x", "");
  run(recipe);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "build/benchgate/.gitignore"));
}

}  // namespace
}  // namespace benchgate::builds
