#include "benchgate/github/workflow.h"

#include <fstream>
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "support/temporary_folder.h"

namespace benchgate::github {
namespace {

const std::string kHead(40, 'a');
const std::string kMerge(40, 'b');

class WorkflowTest : public ::testing::Test {
 protected:
  Workflow read(const std::string& event) {
    const auto path = folder_.path() / "event.json";
    std::ofstream(path) << event;
    set("GITHUB_EVENT_PATH", path.string());
    return read_workflow(getenv());
  }
  void set(const std::string& name, const std::string& value) { variables_[name] = value; }
  [[nodiscard]] Getenv getenv() const {
    return [this](std::string_view name) -> std::optional<std::string> {
      const auto found = variables_.find(std::string(name));
      if (found == variables_.end()) return std::nullopt;
      return found->second;
    };
  }

 private:
  test_support::TemporaryFolder folder_;
  std::map<std::string, std::string> variables_ = {{"GITHUB_REPOSITORY", "octo/bench"},
                                                   {"GITHUB_SHA", kMerge}};
};

std::string pull(const std::string& number, const std::string& sha, const std::string& repo) {
  return R"({"pull_request":{"number":)" + number + R"(,"head":{"sha":")" + sha +
         R"(","repo":{"full_name":")" + repo + R"("}},"base":{"ref":"main"}}})";
}

TEST_F(WorkflowTest, KnowsThePullRequestOfItsEvent) {
  const auto event = read(pull("7", kHead, "octo/bench")).event;
  EXPECT_EQ(event.pull_request, 7);
  EXPECT_EQ(event.head_commit, kHead);
  EXPECT_EQ(event.base_branch, "main");
  EXPECT_FALSE(event.from_fork);
  EXPECT_TRUE(read(pull("7", kHead, "fork/bench")).event.from_fork);
}

TEST_F(WorkflowTest, KnowsTheRunThatAnotherWorkflowWas) {
  const auto workflow = read(R"({"workflow_run":{"head_sha":")" + kHead +
                             R"(","head_branch":"b","head_repository":{"owner":{"login":"o"}},)" +
                             R"("html_url":"https://x/1","pull_requests":[{"number":666}]}})");
  EXPECT_EQ(workflow.event.pull_request, std::nullopt);
  EXPECT_EQ(workflow.event.head_commit, kHead);
  EXPECT_EQ(workflow.event.head_owner, "o");
  EXPECT_EQ(workflow.run_url, "https://x/1");
}

TEST_F(WorkflowTest, TakesTheCommitOfTheRunWhereTheEventNamesNone) {
  EXPECT_EQ(read("{}").event.head_commit, kMerge);
  EXPECT_EQ(read(R"({"merge_group":{"head_sha":")" + kHead + R"("}})").event.head_commit, kHead);
}

TEST_F(WorkflowTest, BelievesNoEventThatMakesNoSense) {
  for (const auto& event :
       {std::string(), std::string("[]"), std::string("{"), pull("7", "../../evil", "octo/bench"),
        pull("7", kHead + "a", "octo/bench"), pull("7", "", "").substr(0, 20)}) {
    EXPECT_THROW(static_cast<void>(read(event)), InputError) << event;
  }
  for (const auto* number : {"-1", "0", "\"7\"", "7.5", "null", "[7]"}) {
    EXPECT_EQ(read(pull(number, kHead, "octo/bench")).event.pull_request, std::nullopt) << number;
  }
}

TEST_F(WorkflowTest, RefusesARepositoryThatIsAPath) {
  for (const auto* name :
       {"octo", "/bench", "octo/", "a/b/c", "../bench", "octo/be?nch", "octo/b c"}) {
    set("GITHUB_REPOSITORY", name);
    EXPECT_THROW(static_cast<void>(read("{}")), EnvironmentError) << name;
  }
}

TEST_F(WorkflowTest, KnowsGitHubEnterprise) {
  set("GITHUB_API_URL", "https://ghe.example/api/v3/");
  set("GITHUB_SERVER_URL", "https://ghe.example");
  set("GITHUB_RUN_ID", "12");
  const auto workflow = read("{}");
  EXPECT_EQ(workflow.api_url, "https://ghe.example/api/v3");
  EXPECT_EQ(workflow.run_url, "https://ghe.example/octo/bench/actions/runs/12");
}

TEST_F(WorkflowTest, ReadsATokenFromTheEnvironment) {
  EXPECT_EQ(read_token(getenv()), std::nullopt);
  set("GH_TOKEN", "second");
  EXPECT_EQ(read_token(getenv()), "second");
  set("GITHUB_TOKEN", "first\n");
  EXPECT_EQ(read_token(getenv()), "first");
  set("GITHUB_TOKEN", "a\r\nX-Evil: 1");
  try {
    static_cast<void>(read_token(getenv()));
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), ::testing::Not(::testing::HasSubstr("Evil")));
  }
}

}  // namespace
}  // namespace benchgate::github
