// Results of a fork's run, published by a workflow that may write: which pull request, and whose
// word counts.
#include <string>

#include <gmock/gmock.h>

#include "e2e/publish_place.h"

namespace {

using e2e::Json;
using e2e::kHead;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Json pull(int number, const std::string& sha, const std::string& label = "fork:topic",
          const std::string& state = "open", const std::string& base = "octo/bench") {
  return {{"number", number},
          {"state", state},
          {"head", {{"sha", sha}, {"label", label}}},
          {"base", {{"ref", "main"}, {"repo", {{"full_name", base}}}}}};
}

class PublishOfForks : public e2e::PublishPlace {
 protected:
  PublishOfForks() { workflow_run_event(); }
};

TEST_F(PublishOfForks, FindsThePullRequestByTheBranch) {
  github({{"pulls", {pull(12, kHead)}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  ASSERT_THAT(our_comments(), SizeIs(1));
  EXPECT_EQ(comments()[0]["issue"], 12);
  EXPECT_EQ(state()["check_runs"][0]["details_url"],
            "https://github.example/octo/bench/actions/runs/99");
}

TEST_F(PublishOfForks, FindsThePullRequestByTheCommitWhereTheEventNamesNoBranch) {
  event("workflow_run", {{"workflow_run", {{"head_sha", kHead}, {"head_repository", nullptr}}}});
  github({{"pulls", {pull(12, kHead, "octo:other")}}, {"commit_pulls", {{kHead, {12}}}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_EQ(comments()[0]["issue"], 12);
}

TEST_F(PublishOfForks, TakesNoOtherBranchOfTheSameCommitForIt) {
  // What a fork pushes may be the very commit of somebody else's pull request.
  github({{"pulls", {pull(12, kHead, "octo:topic"), pull(13, kHead, "fork:other")}},
          {"commit_pulls", {{kHead, {12, 13}}}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(finished.err, HasSubstr("no comment: no open pull request has the commit"));
  EXPECT_EQ(comments().size(), 0u);
}

TEST_F(PublishOfForks, KnowsWhichOfTwoBranchesOfTheSameCommitItIs) {
  github({{"pulls", {pull(12, kHead, "octo:topic"), pull(13, kHead)}},
          {"commit_pulls", {{kHead, {12}}}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  ASSERT_EQ(comments().size(), 1u);
  EXPECT_EQ(comments()[0]["issue"], 13);
}

TEST_F(PublishOfForks, TakesNoOtherPullRequestForIt) {
  const std::string newer(40, 'c');
  github({{"pulls",
           {pull(1, newer), pull(2, kHead, "fork:topic", "closed"),
            pull(3, kHead, "fork:topic", "open", "fork/bench"), pull(4, kHead, "mallory:topic")}},
          {"commit_pulls", {{kHead, {1, 2, 3}}}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(finished.err, HasSubstr("no comment: no open pull request has the commit"));
  EXPECT_EQ(comments().size(), 0u);
  EXPECT_EQ(state()["check_runs"].size(), 1u);
}

TEST_F(PublishOfForks, DoesNotGuessAmongSeveral) {
  github({{"pulls", {pull(1, kHead), pull(2, kHead)}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(finished.err, HasSubstr("several pull requests, #1, #2"));
  EXPECT_EQ(comments().size(), 0u);
}

TEST_F(PublishOfForks, PassesOnNoBranchNameAsItIs) {
  event("workflow_run", {{"workflow_run",
                          {{"head_sha", kHead},
                           {"head_branch", "a&state=all#\r\nX-Evil: 1"},
                           {"head_repository", {{"owner", {{"login", "fork"}}}}}}}});
  github({{"pulls", {pull(12, kHead)}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_THAT(requests(),
              ::testing::Contains(HasSubstr("head=fork%3Aa%26state%3Dall%23%0D%0AX-Evil%3A%201")));
}

TEST_F(PublishOfForks, ConcludesTheCheckOfItsOwnRunAlone) {
  github({{"pulls", {pull(12, kHead)}}});
  ASSERT_EQ(publish({"--started"}).exit_code, 0);
  workflow_run_event(100);
  ASSERT_EQ(publish({"--started"}).exit_code, 0);
  workflow_run_event(99, "success");
  ASSERT_EQ(publish({"results.json"}).exit_code, 0);
  const auto checks = state()["check_runs"];
  ASSERT_EQ(checks.size(), 2u);
  EXPECT_EQ(checks[0]["status"], "completed");
  EXPECT_EQ(checks[0]["details_url"], "https://github.example/octo/bench/actions/runs/99");
  EXPECT_EQ(checks[1]["status"], "in_progress") << "that of run 100, which is under way";
}

class RunsWithoutResult : public PublishOfForks {
 protected:
  const std::string before_ = e2e::kMarker + ("commit=" + std::string(40, 'a')) +
                              " findings=2 -->\n<!-- benchgate:report -->\n## the old report\n";
  [[nodiscard]] Json comment() const {
    auto comment = e2e::comment(1, e2e::bot(), before_);
    comment["issue"] = 12;
    return comment;
  }
  /// Publishes that a run began, and then that it ended so, without a result.
  void end_with(const std::string& conclusion, int expected) {
    github({{"pulls", {pull(12, kHead)}}, {"comments", {comment()}}});
    workflow_run_event(99);
    ASSERT_EQ(publish({"--started"}).exit_code, 0);
    EXPECT_THAT(our_comments(), ElementsAre(HasSubstr("is on its way")));
    workflow_run_event(99, conclusion);
    const auto finished = publish({"missing.json"});
    EXPECT_EQ(finished.exit_code, expected) << finished.err;
    ASSERT_EQ(state()["check_runs"].size(), 1u);
    EXPECT_EQ(state()["check_runs"][0]["status"], "completed");
    EXPECT_THAT(our_comments(), ElementsAre(Not(HasSubstr("is on its way"))));
  }
};

TEST_F(RunsWithoutResult, ThatWereCancelledSaySo) {
  end_with("cancelled", 0);
  EXPECT_EQ(state()["check_runs"][0]["conclusion"], "cancelled");
  EXPECT_THAT(our_comments()[0],
              AllOf(HasSubstr("was cancelled or exceeded its time limit"), HasSubstr("runs/99"),
                    HasSubstr("the old report"), HasSubstr("is about `aaaaaaaaaaaa`")));
  EXPECT_FALSE(std::filesystem::exists(at("summary.md")));
}

TEST_F(RunsWithoutResult, OfWhichNothingWasSaidMakeNoCheck) {
  github({{"pulls", {pull(12, kHead)}}});
  workflow_run_event(99, "cancelled");
  EXPECT_EQ(publish({"missing.json"}).exit_code, 0);
  EXPECT_EQ(state()["check_runs"].size(), 0u);
  EXPECT_EQ(comments().size(), 0u);
}

TEST_F(RunsWithoutResult, ThatFailedAreNoResult) {
  for (const auto* conclusion : {"failure", "timed_out", "startup_failure", "stale", "success"}) {
    end_with(conclusion, 3);
    EXPECT_EQ(state()["check_runs"][0]["conclusion"], "failure") << conclusion;
    EXPECT_THAT(our_comments()[0],
                AllOf(HasSubstr("No result"),
                      HasSubstr("missing.json: is missing: the run left no result")));
  }
}

TEST_F(RunsWithoutResult, ThatAwaitApprovalAreNotUnderWay) {
  github({{"pulls", {pull(12, kHead)}}, {"comments", {comment()}}});
  workflow_run_event(99, "action_required");
  for (const auto& arguments : {e2e::Arguments{"--started"}, e2e::Arguments{"missing.json"}}) {
    EXPECT_EQ(publish(arguments).exit_code, 0);
    ASSERT_EQ(state()["check_runs"].size(), 1u);
    EXPECT_EQ(state()["check_runs"][0]["conclusion"], "action_required");
    EXPECT_THAT(our_comments(), ElementsAre(HasSubstr("waits for approval")));
  }
  // Once somebody approves, it begins.
  workflow_run_event(99);
  EXPECT_EQ(publish({"--started"}).exit_code, 0);
  EXPECT_EQ(state()["check_runs"].back()["status"], "in_progress");
  EXPECT_THAT(our_comments(), ElementsAre(HasSubstr("is on its way")));
}

TEST_F(RunsWithoutResult, AreFinishedWhereThePullRequestCannotBeFound) {
  github({{"pulls", {pull(12, kHead)}}});
  ASSERT_EQ(publish({"--started"}).exit_code, 0);
  github({{"pulls", {pull(12, kHead)}},
          {"check_runs", state()["check_runs"]},
          {"rules",
           {{{"path", "/pulls"}, {"status", 403}, {"times", 9}, {"body", {{"message", "no"}}}}}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 4);
  ASSERT_EQ(state()["check_runs"].size(), 1u);
  EXPECT_EQ(state()["check_runs"][0]["status"], "completed");
}

TEST_F(RunsWithoutResult, AreFinishedWhereTheMergeCannotBeLookedUp) {
  use_result("passed", kHead, std::string(40, 'e'));
  github({{"pulls", {pull(12, kHead)}},
          {"rules", {{{"path", "/git/commits/"}, {"status", 500}, {"times", 99}}}}});
  EXPECT_EQ(publish({"--started"}).exit_code, 0);
  EXPECT_EQ(publish({"results.json", "--patience", "1s"}).exit_code, 4);
  EXPECT_EQ(state()["check_runs"][0]["conclusion"], "failure");
  EXPECT_THAT(our_comments(), ElementsAre(HasSubstr("No result")));
}

TEST_F(PublishOfForks, RefusesAResultOfAnotherCommit) {
  use_result("passed", kHead, std::string(40, 'd'));
  github({{"pulls", {pull(12, kHead)}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(finished.err, HasSubstr("measured another commit than 9f8e7d6c5b4a"));
  EXPECT_THAT(our_comments(), ElementsAre(HasSubstr("No result")));
  EXPECT_EQ(state()["check_runs"][0]["conclusion"], "failure");
}

TEST_F(PublishOfForks, RefusesAResultWithoutACommit) {
  use_result("passed", kHead, "");
  github({{"pulls", {pull(12, kHead)}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 3);
}

TEST_F(PublishOfForks, AcceptsWhatWasMeasuredOnTheMerge) {
  const std::string merge(40, 'e');
  use_result("passed", kHead, merge);
  github({{"pulls", {pull(12, kHead)}}, {"merges", {{merge, {std::string(40, '1'), kHead}}}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_EQ(state()["check_runs"][0]["conclusion"], "success");
  EXPECT_EQ(state()["check_runs"][0]["head_sha"], kHead);
}

TEST_F(PublishOfForks, SaysWhatItTakesToSeeTheMerge) {
  use_result("passed", kHead, std::string(40, 'e'));
  github({{"pulls", {pull(12, kHead)}},
          {"rules",
           {{{"path", "/git/commits/"},
             {"status", 403},
             {"body", {{"message", "Resource not accessible by integration"}}}}}}});
  for (const int status : {403, 404}) {
    const auto finished = publish({"results.json"});
    EXPECT_EQ(finished.exit_code, 3) << status;
    EXPECT_THAT(finished.err, AllOf(HasSubstr("contents: read"), HasSubstr("ref: head.sha")));
    EXPECT_THAT(our_comments(), ElementsAre(HasSubstr("No result")));
  }
}

TEST_F(PublishOfForks, SaysWhatItTakesToFindThePullRequest) {
  github({{"rules", {{{"path", "/pulls"}, {"status", 403}, {"body", {{"message", "no"}}}}}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, HasSubstr("    pull-requests: write"));
}

TEST_F(PublishOfForks, AcceptsNoCommitThatOnlyComesAfterIt) {
  const std::string child(40, 'e');
  use_result("passed", kHead, child);
  github({{"pulls", {pull(12, kHead)}}, {"merges", {{child, {kHead}}}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 3);
}

struct Attack {
  const char* what;
  std::string of;
  std::string by;
};
void PrintTo(const Attack& attack, std::ostream* out) {
  *out << attack.what;
}

class Attacks : public PublishOfForks, public ::testing::WithParamInterface<Attack> {};

TEST_P(Attacks, AreRefusedAndNotQuoted) {
  use_result("passed", GetParam().of, GetParam().by);
  github({{"pulls", {pull(12, kHead), pull(666, std::string(40, 'a'), "x:y")}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(finished.err, Not(HasSubstr("PWNED")));
  EXPECT_THAT(our_comments(), ElementsAre(AllOf(HasSubstr("No result"), Not(HasSubstr("PWNED")))));
  EXPECT_THAT(requests(), Each(Not(HasSubstr("666"))));
}

INSTANTIATE_TEST_SUITE_P(
    All, Attacks,
    ::testing::Values(
        Attack{"a key twice", "\"schema\": 1,",
               "\"schema\": 1, \"outcome\": \"closed\", \"PWNED\": 1,"},
        Attack{"a newer schema", "\"schema\": 1,", "\"schema\": 2,"},
        Attack{"an outcome that its rows contradict", "\"outcome\": \"passed\"",
               "\"outcome\": \"closed\""},
        Attack{"deep nesting", "\"schema\": 1,",
               "\"schema\": 1, \"x\": " + std::string(200, '[') + std::string(200, ']') + ","},
        Attack{"very deep nesting", "\"schema\": 1,",
               "\"schema\": 1, \"x\": " + std::string(2'000'000, '[')},
        Attack{"a long name", "\"suite\":\"db\"",
               "\"suite\":\"" + std::string(100'000, 'x') + "\""},
        Attack{"a number without end", "\"family_alpha\":0.01", "\"family_alpha\":1e999"},
        Attack{"no JSON", "{", "PWNED"}));

class LongDiagnostics : public PublishOfForks {
 protected:
  /// The golden result with 30 problems, each of about 60,000 bytes.
  void use_diagnostics(const std::string& unit) const {
    use_result("regressed");
    auto result = Json::parse(read("results.json"));
    std::string message;
    while (message.size() < 60'000) message += unit;
    for (int i = 0; i < 30; ++i) {
      result["diagnostics"].push_back(
          {{"level", "problem"}, {"code", "x"}, {"benchmark", ""}, {"message", message}});
    }
    write("results.json", result.dump());
  }
};

TEST_F(LongDiagnostics, AreCutAndCounted) {
  use_diagnostics("@a");
  github({{"pulls", {pull(12, kHead)}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  ASSERT_THAT(our_comments(), SizeIs(1));
  EXPECT_THAT(our_comments()[0],
              AllOf(::testing::ContainsRegex("[0-9]+ more"), Not(HasSubstr("No result"))));
  EXPECT_EQ(state()["check_runs"][0]["status"], "completed");
}

// Marks that take up no room: however few columns it has, the text is as long as before.
TEST_F(LongDiagnostics, ThatCannotBeShownAreNoResult) {
  use_diagnostics("\u0301");
  github({{"pulls", {pull(12, kHead)}}});
  ASSERT_EQ(publish({"--started"}).exit_code, 0);
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 3) << finished.err;
  EXPECT_THAT(our_comments(), ElementsAre(HasSubstr("No result")));
  ASSERT_EQ(state()["check_runs"].size(), 1u);
  EXPECT_EQ(state()["check_runs"][0]["status"], "completed");
  EXPECT_EQ(state()["check_runs"][0]["conclusion"], "failure");
}

TEST_F(PublishOfForks, BelievesNothingTheResultSaysAboutWhereItBelongs) {
  use_result("passed", "\"schema\": 1,",
             "\"schema\": 1, \"pull_request\": 666, \"repository\": \"octo/other\", \"context\": "
             "{\"pull_request\": {\"number\": 666}, \"head_sha\": \"" +
                 std::string(40, 'a') + "\"},");
  github({{"pulls", {pull(12, kHead), pull(666, std::string(40, 'a'), "x:y")}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_THAT(requests(), Each(AllOf(Not(HasSubstr("666")), Not(HasSubstr("other")))));
  EXPECT_EQ(comments()[0]["issue"], 12);
}

}  // namespace
