// A run that does not come to its end: what was measured stays, nothing is left running.
#include <csignal>
#include <optional>

#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using ::testing::HasSubstr;

class Interruption : public e2e::Workplace {
 protected:
  /// A slow run of many samples, once its first results are in run.json.
  void start() {
    auto call = program({"run", FAKE_BENCH, "--quiet", "--restarts", "500", "-o", "run.json"});
    call.environment["FAKE_BENCH"] = "delay=5";
    running_.emplace(call);
    ASSERT_TRUE(e2e::eventually([&] { return std::filesystem::exists(at("run.json")); }));
    // benchgate, what guards the suite, and the suite.
    ASSERT_TRUE(e2e::eventually([&] { return processes() >= 3; }));
  }
  /// What is in the file: valid, with benchmarks in it.
  void expect_readable() {
    const auto run = e2e::Json::parse(read("run.json"), nullptr, false);
    ASSERT_FALSE(run.is_discarded()) << read("run.json");
    EXPECT_GE(run["benchmarks"].size(), 6u);
    std::filesystem::copy_file(at("run.json"), at("copy.json"));
    const auto compared = compare({"copy.json", "run.json"});
    EXPECT_EQ(compared.result["coverage"]["compared"], 6);
  }

  std::optional<e2e::Running> running_;
};

TEST_F(Interruption, ByCtrlCLeavesTheFileSoFarAndNothingRunning) {
  start();
  running_->send(SIGINT);
  const auto finished = running_->wait();
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, HasSubstr("interrupted"));
  EXPECT_EQ(processes(), 0u);
  EXPECT_EQ(left_behind(), 0u);
  expect_readable();
  EXPECT_THAT(read("run.json"), HasSubstr("interrupted"));
}

TEST_F(Interruption, ARunThatWasInterruptedClosesTheGate) {
  start();
  running_->send(SIGTERM);
  EXPECT_EQ(running_->wait().exit_code, 4);
  measured("", "base.json");
  const auto [code, result, text] = compare({"base.json", "run.json"});
  EXPECT_EQ(code, 1);
  EXPECT_THAT(result["diagnostics"].dump(), HasSubstr("interrupted"));
}

TEST_F(Interruption, ByKillLeavesTheFileSoFarAndNothingRunning) {
  start();
  running_->send(SIGKILL);
  EXPECT_EQ(running_->wait().exit_code, 128 + SIGKILL);
  EXPECT_TRUE(e2e::eventually([&] { return processes() == 0; }));
  expect_readable();
}

TEST_F(Interruption, WhileSuitesAreListedIsNoticedToo) {
  auto call = program({"run", FAKE_BENCH, "--quiet", "-o", "run.json"});
  call.environment["FAKE_BENCH"] = "hang-list";
  e2e::Running running(call);
  // benchgate, what guards the suite, and the suite.
  ASSERT_TRUE(e2e::eventually([&] { return processes() >= 3; }));
  running.send(SIGINT);
  EXPECT_EQ(running.wait().exit_code, 4);
  EXPECT_EQ(left_behind(), 0u);
}

}  // namespace
