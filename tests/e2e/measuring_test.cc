// Where a run happens and what it leaves: folders, other runs beside it, runs before it.
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>

#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Measuring : public e2e::Workplace {
 protected:
  /// A run that goes on until it is ended, once its first results are in `file`.
  [[nodiscard]] std::unique_ptr<e2e::Running> start(const std::string& file) const {
    auto call = program({"run", FAKE_BENCH, "--quiet", "--restarts", "5000", "-o", file});
    call.environment["FAKE_BENCH"] = "delay=5";
    auto running = std::make_unique<e2e::Running>(call);
    EXPECT_TRUE(e2e::eventually([&] { return std::filesystem::exists(at(file)); }));
    return running;
  }
  void write_policy(const std::string& more) const {
    write("benchgate.toml",
          "[[suite]]\nname = \"fake\"\ncommand = [\"" FAKE_BENCH "\"]\nrestarts = 2\n" + more);
  }
};

TEST_F(Measuring, WhatAKilledRunLeftIsClearedAwayByTheNext) {
  auto running = start("killed.json");
  running->send(SIGKILL);
  EXPECT_EQ(running->wait().exit_code, 128 + SIGKILL);
  ASSERT_TRUE(e2e::eventually([&] { return processes() == 0; }));
  ASSERT_GT(left_behind(), 0u);
  write("out/.benchgate-tmp-abcdef", "half of a file");
  measured("", "out/next.json");
  EXPECT_EQ(left_behind(), 0u);
  EXPECT_FALSE(std::filesystem::exists(at("out/.benchgate-tmp-abcdef")));
}

TEST_F(Measuring, TwoRunsCannotWriteOneFile) {
  auto first = start("run.json");
  const auto second = measure("", "run.json");
  EXPECT_EQ(second.exit_code, 4);
  EXPECT_THAT(second.err,
              AllOf(HasSubstr("run.json: another benchgate (process "), HasSubstr("writing it")));
  EXPECT_TRUE(std::filesystem::exists(at("run.json")));
  first->send(SIGINT);
  EXPECT_EQ(first->wait().exit_code, 4);
  measured("", "run.json");
}

TEST_F(Measuring, ARunSaysThatAnotherOneIsUnderWay) {
  auto first = start("first.json");
  const auto second = measure("", "second.json");
  EXPECT_EQ(second.exit_code, 0) << second.err;
  EXPECT_THAT(second.err, HasSubstr("is measuring on this machine"));
  first->send(SIGINT);
  EXPECT_EQ(first->wait().exit_code, 4);
  EXPECT_THAT(measure("", "third.json").err, Not(HasSubstr("on this machine")));
}

TEST_F(Measuring, ARunThatFailsDoesNotLeaveTheOneBeforeIt) {
  measured("", "run.json");
  EXPECT_NE(benchgate({"run", "./no_such_bench", "-o", "run.json"}).exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(at("run.json")));
}

TEST_F(Measuring, OneMeasurementOnBothSidesIsNamed) {
  measured("", "base.json");
  std::filesystem::copy_file(at("base.json"), at("head.json"));
  EXPECT_THAT(compare({"base.json", "head.json"}).text, HasSubstr("same-measurement"));
  measured("seed=3 noise=0.01", "other.json");
  EXPECT_THAT(compare({"base.json", "other.json"}).text, Not(HasSubstr("same-measurement")));
}

TEST_F(Measuring, ASuiteOfThePolicyRunsInItsFolder) {
  write_policy("environment = { FAKE_BENCH = \"log=log.txt:x\" }\n");
  std::filesystem::create_directories(at("below/it"));
  auto call = program({"run", "--quiet"});
  call.folder = at("below/it");
  const auto finished = e2e::run(call);
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_TRUE(std::filesystem::exists(at("log.txt")));
  EXPECT_FALSE(std::filesystem::exists(at("below/it/log.txt")));
}

TEST_F(Measuring, ASuiteRunsInItsWorkingDirectory) {
  write_policy("working_directory = \"data\"\nenvironment = { FAKE_BENCH = \"log=log.txt:x\" }\n");
  std::filesystem::create_directories(at("data"));
  const auto finished = benchgate({"run", "--quiet"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_TRUE(std::filesystem::exists(at("data/log.txt")));
}

TEST_F(Measuring, AMissingWorkingDirectoryIsNamed) {
  write_policy("working_directory = \"data\"\n");
  const auto finished = benchgate({"run", "--quiet"});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("data: No such file or directory"));
}

TEST_F(Measuring, AMissingTemporaryFolderIsNamedWithWhatToDo) {
  set("TMPDIR", "/no/such/folder");
  const auto finished = measure("", "run.json");
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err,
              AllOf(HasSubstr("/no/such/folder, does not exist"), HasSubstr("TMPDIR")));
}

TEST_F(Measuring, AFileThatMayNotGrowIsNamedWithTheLimit) {
  auto call = program({});
  call.command = {"/bin/sh", "-c", "ulimit -f 1; exec \"$0\" run \"$1\" --quiet -o run.json",
                  BENCHGATE, FAKE_BENCH};
  call.environment["FAKE_BENCH"] = "rows=200";
  const auto finished = e2e::run(call);
  EXPECT_EQ(finished.exit_code, 4) << finished.err;
  EXPECT_THAT(finished.err, HasSubstr("ulimit -f"));
}

TEST_F(Measuring, AFolderThatIsGoneIsNamed) {
  auto call = program({});
  call.command = {"/bin/sh", "-c", "mkdir gone; cd gone; rmdir ../gone; exec \"$0\" run \"$1\"",
                  BENCHGATE, FAKE_BENCH};
  const auto finished = e2e::run(call);
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err,
              AllOf(HasSubstr("does not exist any more"), Not(HasSubstr("please report this"))));
}

}  // namespace
