#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/cli/app.h"
#include "benchgate/store/history_store.h"
#include "support/step_history.h"
#include "support/temporary_folder.h"

namespace benchgate::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class CommandHistory : public testing::Test {
 protected:
  CommandHistory() {
    const auto store = store::open_history(location_, true);
    const auto filled = test_support::step_history();
    for (const auto& run : filled.runs()) store->append(filled.record(run.id));
  }

  int run(std::vector<std::string> arguments, bool with_location = true) {
    if (with_location) arguments.insert(arguments.begin(), location_);
    arguments.insert(arguments.begin(), "history");
    return run_all(std::move(arguments));
  }

  int run_all(std::vector<std::string> arguments) {
    out_.str("");
    err_.str("");
    const Console console{.out = out_,
                          .err = err_,
                          .getenv = [this](std::string_view name) -> std::optional<std::string> {
                            const auto found = environment_.find(name);
                            if (found == environment_.end()) return std::nullopt;
                            return found->second;
                          }};
    return cli::run(std::move(arguments), console);
  }

  test_support::TemporaryFolder folder_;
  std::string location_ = (folder_.path() / "history").string();
  std::map<std::string, std::string, std::less<>> environment_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(CommandHistory, ListsWhatChanged) {
  EXPECT_EQ(run({}), 0);
  EXPECT_THAT(out_.str(), StartsWith("3 changes in 3 of 4 series"));
  EXPECT_EQ(run({"db/*"}), 0);
  EXPECT_THAT(out_.str(), StartsWith("3 changes in 3 of 4 series"));
}

TEST_F(CommandHistory, OfOneMetric) {
  EXPECT_EQ(run({"--metric", "clock"}), 0);
  EXPECT_THAT(out_.str(), StartsWith("2 changes in 2 of 3 series"));
  EXPECT_EQ(run({"--metric", "alloc*"}), 0);
  EXPECT_THAT(out_.str(), StartsWith("1 change in 1 of 1 series"));
}

TEST_F(CommandHistory, SinceADay) {
  EXPECT_EQ(run({"--since", "2026-01-31"}), 0);
  EXPECT_THAT(out_.str(), StartsWith("1 change in 1 of 4 series"));
  EXPECT_EQ(run({"--since", "0d"}), 0);
  EXPECT_THAT(out_.str(), StartsWith("0 changes in 0 of 4 series"));
}

TEST_F(CommandHistory, SaysWhichBranchesItLeavesOut) {
  EXPECT_EQ(run({}), 0);
  EXPECT_EQ(err_.str(), "") << "nobody said a branch";
  const auto store = store::open_history(location_, false);
  auto record = store->record("n39");
  for (const auto* branch : {"topic", "main", "main"}) {
    record.run.branch = branch;
    record.run.id += "x";
    ++record.run.measured_at;
    store->append(record);
  }
  EXPECT_EQ(run({}), 0);
  EXPECT_EQ(err_.str(), "benchgate: of the branch main; 1 run of topic is left out (--branch)\n");
  EXPECT_EQ(run({"--branch", "*"}), 0);
  EXPECT_EQ(err_.str(), "");
  EXPECT_EQ(run({"--branch", "nowhere"}), 2) << "be there runs that do not say theirs";
}

TEST_F(CommandHistory, RefusesABranchThatNoRunIsOf) {
  const auto other = (folder_.path() / "other").string();
  auto record = store::open_history(location_, false)->record("n39");
  record.run.branch = "main";
  store::open_history(other, true)->append(record);
  for (const auto* command : {"history", "metrics", "site"}) {
    std::vector<std::string> arguments = {command, other, "--branch", "mian"};
    if (std::string(command) == "site") arguments.push_back((folder_.path() / "out").string());
    EXPECT_EQ(run_all(arguments), 2) << command;
    EXPECT_THAT(err_.str(), HasSubstr("--branch mian: no run of")) << command;
    EXPECT_THAT(err_.str(), HasSubstr("they are of main")) << command;
  }
}

TEST_F(CommandHistory, DrawsOneBenchmark) {
  EXPECT_EQ(run({"db/insert"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("•"));
  EXPECT_THAT(out_.str(), HasSubstr("went away"));
  environment_["LANG"] = "C";
  EXPECT_EQ(run({"db/insert"}), 0);
  EXPECT_THAT(out_.str(), Not(HasSubstr("•")));
}

TEST_F(CommandHistory, SpeaksJson) {
  EXPECT_EQ(run({"--format", "json"}), 0);
  EXPECT_THAT(out_.str(), StartsWith("{\n  \"format\": 1,\n  \"of\": 4,"));
}

TEST_F(CommandHistory, HasColourWhereItIsWanted) {
  EXPECT_EQ(run({}), 0);
  EXPECT_THAT(out_.str(), Not(HasSubstr("\x1b")));
  EXPECT_EQ(run({"--color", "always"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("\x1b[31m"));
}

TEST_F(CommandHistory, SaysWhatToDoAboutAWrongCommand) {
  EXPECT_EQ(run({"no/such"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("has no series of a benchmark 'no/such'"));
  EXPECT_THAT(err_.str(), HasSubstr("db/select"));
  EXPECT_EQ(run({"--since", "yesterday"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("write a day, like 2026-11-01"));
  EXPECT_EQ(run({"--since", "-5d"}), 2);
  EXPECT_EQ(run({"--format", "html"}), 2);
  EXPECT_EQ(run({}, false), 2);
  EXPECT_EQ(run({(folder_.path() / "none").string()}, false), 3);
}

}  // namespace
}  // namespace benchgate::cli
