#include "benchgate/work/prepare_publication.h"

#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/report/results_json.h"
#include "support/temporary_folder.h"

namespace benchgate::work {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kCommit(40, 'c');

/// A pull request's own run, asked for without GitHub.
class PreparePublication : public testing::Test {
 protected:
  PreparePublication() {
    workflow_.repository = "octo/words";
    workflow_.run_url = "https://github.com/octo/words/actions/runs/7";
    workflow_.event.name = "pull_request";
    workflow_.event.head_commit = kCommit;
    change_.commit = kCommit;
  }

  /// Writes a result that passed, of `commit`.
  std::string result_of(const std::string& commit) {
    gate::Assessment assessment;
    assessment.head.name = "head";
    assessment.head.commit = commit;
    const auto file = (folder_.path() / "results.json").string();
    std::ofstream(file) << report::write_results_json(assessment);
    return file;
  }

  PreparedPublication prepare(const std::string& result) {
    return prepare_publication({.result = result, .report_url = {}}, workflow_, change_, nullptr,
                               [](std::string_view) { return std::optional<std::string>(); });
  }

  test_support::TemporaryFolder folder_;
  github::Workflow workflow_;
  github::Change change_;
};

TEST_F(PreparePublication, IsTheResultOfTheChange) {
  const auto prepared = prepare(result_of(kCommit));
  EXPECT_FALSE(prepared.unusable);
  EXPECT_THAT(prepared.publication.title, Not(HasSubstr("No result")));
}

TEST_F(PreparePublication, IsNoResultThatAnotherRunMeasuredOfAnUnknownCommit) {
  workflow_.event.name = "workflow_run";
  const auto prepared = prepare(result_of(""));
  ASSERT_TRUE(prepared.unusable);
  EXPECT_EQ(prepared.unusable->exit_code, ExitCode::Input);
  EXPECT_THAT(prepared.unusable->reason, HasSubstr("does not say which commit it measured"));
  EXPECT_EQ(prepared.publication.title, "No result");
  EXPECT_EQ(prepared.publication.state, github::StatusState::Failed);
}

TEST_F(PreparePublication, IsNoResultWhereThereIsNoFile) {
  const auto prepared = prepare((folder_.path() / "nowhere.json").string());
  ASSERT_TRUE(prepared.unusable);
  EXPECT_EQ(prepared.unusable->exit_code, ExitCode::Input);
  EXPECT_EQ(prepared.publication.title, "No result");
}

TEST_F(PreparePublication, SaysThatTheRunHasBegun) {
  const auto prepared = prepare("");
  EXPECT_FALSE(prepared.unusable);
  EXPECT_EQ(prepared.publication.state, github::StatusState::Running);
}

TEST_F(PreparePublication, LetsTheEventDecideBeforeAnyResult) {
  const auto result = result_of(std::string(40, 'd'));
  workflow_.event.run_state = github::RunState::Cancelled;
  EXPECT_EQ(prepare(result).publication.state, github::StatusState::Cancelled);
  EXPECT_FALSE(prepare(result).unusable);
  workflow_.event.run_state = github::RunState::AwaitsApproval;
  EXPECT_EQ(prepare(result).publication.state, github::StatusState::Waiting);
}

}  // namespace
}  // namespace benchgate::work
