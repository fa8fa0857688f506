// `benchgate publish issues` against a fake GitHub.
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/cli/app.h"
#include "benchgate/store/history_store.h"
#include "support/fake_github.h"
#include "support/step_history.h"
#include "support/temporary_folder.h"

namespace benchgate::cli {
namespace {

using Json = nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kToken = "ghs_TheSecretTokenThatNobodyMayEverSee";

class CommandPublishIssues : public testing::Test {
 protected:
  CommandPublishIssues() {
    const auto store = store::open_history(location_, true);
    const auto filled = test_support::step_history();
    for (const auto& run : filled.runs()) store->append(filled.record(run.id));
    const auto event = folder_.path() / "event.json";
    std::ofstream(event) << R"({"schedule": "1 2 * * *"})";
    environment_["GITHUB_EVENT_PATH"] = event.string();
  }

  void github(Json script = Json::object()) {
    script["token"] = kToken;
    github_ = std::make_unique<test_support::FakeGithub>(script);
    environment_["GITHUB_API_URL"] = github_->url();
  }

  int run(std::vector<std::string> options = {}) {
    out_.str("");
    err_.str("");
    std::vector<std::string> arguments = {"publish", "issues", location_};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Console console{.out = out_,
                          .err = err_,
                          .getenv = [this](std::string_view name) -> std::optional<std::string> {
                            const auto found = environment_.find(name);
                            if (found == environment_.end()) return std::nullopt;
                            return found->second;
                          }};
    const int code = cli::run(std::move(arguments), console);
    EXPECT_THAT(out_.str() + err_.str(), Not(HasSubstr(kToken)));
    return code;
  }

  [[nodiscard]] Json issues() const { return github_->state()["issues"]; }

  test_support::TemporaryFolder folder_;
  std::string location_ = (folder_.path() / "history").string();
  std::map<std::string, std::string, std::less<>> environment_ = {
      {"GITHUB_TOKEN", kToken},
      {"GITHUB_REPOSITORY", "octo/bench"},
      {"GITHUB_SHA", std::string(40, '5')},
      {"GITHUB_EVENT_NAME", "schedule"}};
  std::unique_ptr<test_support::FakeGithub> github_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(CommandPublishIssues, OpensOneForEachChangeThatStands) {
  github();
  EXPECT_EQ(run({"--site-url", "https://octo.example/bench"}), 0) << err_.str();
  const auto all = issues();
  ASSERT_EQ(all.size(), 2U) << all.dump(1);
  const auto timing =
      all[0]["title"].get<std::string>().find("slower") != std::string::npos ? 0U : 1U;
  EXPECT_EQ(all[timing]["title"], "db/select: 10.0 % slower since c20000000000");
  EXPECT_THAT(
      all[timing]["body"].get<std::string>(),
      AllOf(HasSubstr("| `db/select` | `cpu_time`<br>x86-ci | 10.0 % slower<br>"),
            HasSubstr("c19" + std::string(37, '0')), HasSubstr("https://octo.example/bench"),
            HasSubstr("benchgate bisect c19000000000 c20000000000")));
  EXPECT_EQ(all[1 - timing]["title"], "db/select: 4 instead of 3 since c30000000000");
  EXPECT_EQ(all[0]["labels"][0]["name"], "benchgate");
}

TEST_F(CommandPublishIssues, OpensNothingTwice) {
  github();
  ASSERT_EQ(run(), 0);
  const auto once = issues();
  ASSERT_EQ(run(), 0);
  EXPECT_EQ(issues(), once);
  EXPECT_THAT(err_.str(), HasSubstr("up to date"));
}

TEST_F(CommandPublishIssues, OpensNothingTwiceWhereTheAnswerWasLost) {
  github({{"rules",
           Json::array({{{"method", "POST"}, {"path", "/issues$"}, {"action", "cut_after"}}})}});
  ASSERT_EQ(run(), 0) << err_.str();
  EXPECT_EQ(issues().size(), 2U);
}

TEST_F(CommandPublishIssues, TakesNobodyElsesIssueForItsOwn) {
  github();
  ASSERT_EQ(run(), 0);
  auto forged = issues();
  for (auto& issue : forged) issue["user"] = {{"login", "mallory"}, {"type", "User"}};
  github({{"issues", forged}});
  ASSERT_EQ(run(), 0);
  EXPECT_EQ(issues().size(), 4U);
  EXPECT_EQ(issues()[0], forged[0]);
}

TEST_F(CommandPublishIssues, ClosesWhatWentAway) {
  github();
  ASSERT_EQ(run(), 0);
  const auto store = store::open_history(location_, false);
  auto record = store->record("n39");
  for (int night = 40; night < 50; ++night) {
    record.run.id = "n" + std::to_string(night);
    record.run.commit = "d" + std::to_string(night) + std::string(37, '0');
    *record.run.committed_at += 86400;
    for (auto& point : record.points)
      if (point.series.benchmark == "db/select" && point.series.metric == "cpu_time")
        point.value = night % 2 == 0 ? 100 : 101;
    store->append(record);
  }
  ASSERT_EQ(run(), 0) << err_.str();
  const auto state = github_->state();
  ASSERT_EQ(state["issues"].size(), 2U);
  const auto timing =
      state["issues"][0]["title"].get<std::string>().find("slower") != std::string::npos ? 0U : 1U;
  EXPECT_EQ(state["issues"][timing]["state"], "closed");
  EXPECT_EQ(state["issues"][1 - timing]["state"], "open");
  EXPECT_THAT(state["comments"][0]["body"].get<std::string>(), HasSubstr("went away"));
}

TEST_F(CommandPublishIssues, KnowsItsOwnAfterAPersonHasEditedIt) {
  github();
  ASSERT_EQ(run(), 0);
  auto edited = issues();
  for (auto& issue : edited) {
    std::string body;
    for (const char c : issue["body"].get<std::string>())
      body += c == '\n' ? "\r\n" : std::string(1, c);
    issue["body"] = body;
  }
  github({{"issues", edited}});
  ASSERT_EQ(run(), 0);
  EXPECT_EQ(issues().size(), 2U);
}

TEST_F(CommandPublishIssues, LeavesOutWhatMeasuringAgainDenied) {
  const auto store = store::open_history(location_, false);
  for (const auto* metric : {"cpu_time", "allocs_per_iter"}) {
    const bool timing = metric == std::string_view("cpu_time");
    store->append({.id = std::string("f-") + metric,
                   .series = {"db", "db/select", metric, {model::Basis::Kind::Machine, "x86-ci"}},
                   .good = (timing ? "c19" : "c29") + std::string(37, '0'),
                   .bad = (timing ? "c20" : "c30") + std::string(37, '0'),
                   .answer = model::HistoryFinding::Answer::NotConfirmed,
                   .found_at = 1767225600});
  }
  github();
  ASSERT_EQ(run(), 0);
  EXPECT_EQ(issues().size(), 0U);
}

TEST_F(CommandPublishIssues, LeavesOutSeriesThatHaveEnded) {
  const auto store = store::open_history(location_, false);
  auto record = store->record("n39");
  record.run.id = "n90";
  record.run.measured_at += 30 * 86400;
  *record.run.committed_at += 30 * 86400;
  for (auto& point : record.points) point.series.basis.of = "another machine";
  store->append(record);
  github();
  ASSERT_EQ(run(), 0);
  EXPECT_EQ(issues().size(), 0U);
}

TEST_F(CommandPublishIssues, SaysWhichPermissionIsMissing) {
  github({{"rules",
           Json::array({{{"path", "/issues"},
                         {"status", 403},
                         {"times", 99},
                         {"body", {{"message", "Resource not accessible by integration"}}}}})}});
  EXPECT_EQ(run(), 4);
  EXPECT_THAT(err_.str(), HasSubstr("issues: write"));
}

TEST_F(CommandPublishIssues, SendsNothingInADryRun) {
  environment_.clear();
  EXPECT_EQ(run({"--dry-run"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("db/select: 10.0 % slower"));
  EXPECT_THAT(out_.str(), HasSubstr("2 standing changes for the worse: 2 issues would be opened"));
  EXPECT_EQ(run({"--dry-run", "--most", "1"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("1 issue would be opened"));
  EXPECT_THAT(out_.str(), HasSubstr("1 more would wait for the next time"));
}

TEST_F(CommandPublishIssues, ADryRunSaysAlsoThatThereIsNothingToSend) {
  location_ = (folder_.path() / "quiet").string();
  const auto store = store::open_history(location_, true);
  const auto filled = test_support::step_history();
  for (const auto& run : filled.runs()) {
    if (run.id < "n10") store->append(filled.record(run.id));
  }
  EXPECT_EQ(run({"--dry-run"}), 0) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Nothing to open: no change for the worse stands"));
}

TEST_F(CommandPublishIssues, SaysThatChangesWithoutACommitGetNoIssue) {
  location_ = (folder_.path() / "nameless").string();
  const auto store = store::open_history(location_, true);
  const auto filled = test_support::step_history();
  for (const auto& run : filled.runs()) {
    auto record = filled.record(run.id);
    record.run.commit.clear();
    store->append(record);
  }
  EXPECT_EQ(run({"--dry-run"}), 0) << err_.str();
  EXPECT_THAT(out_.str(),
              AllOf(HasSubstr("2 standing changes for the worse: 0 issues would be opened"),
                    HasSubstr("2 changes get no issue: the runs around them name no full commit")));
}

TEST_F(CommandPublishIssues, NeedsATokenAndAHistory) {
  github();
  environment_.erase("GITHUB_TOKEN");
  EXPECT_EQ(run(), 4);
  EXPECT_THAT(err_.str(), HasSubstr("GITHUB_TOKEN"));
  location_ += "/none";
  EXPECT_EQ(run(), 3);
  EXPECT_EQ(run({"--label", "a,b"}), 2);
  EXPECT_EQ(run({"--site-url", "javascript:x"}), 2);
}

}  // namespace
}  // namespace benchgate::cli
