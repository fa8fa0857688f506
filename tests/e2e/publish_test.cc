// `benchgate publish github` from end to end, against a fake GitHub.
#include <algorithm>
#include <chrono>
#include <memory>
#include <string>

#include <gmock/gmock.h>

#include "e2e/publish_place.h"

namespace {

using e2e::bot;
using e2e::comment;
using e2e::Json;
using e2e::kHead;
using e2e::kMarker;
using e2e::person;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

class Publish : public e2e::PublishPlace {};

std::string old_comment(const std::string& commit = std::string(40, 'a'), int findings = 2) {
  return kMarker + ("commit=" + commit) + " findings=" + std::to_string(findings) +
         " -->\n<!-- benchgate:report -->\n## the old report\n";
}

Json rule(const std::string& method, const std::string& path, Json what) {
  what["method"] = method;
  what["path"] = path;
  return what;
}

TEST_F(Publish, PostsACommentACheckAndASummary) {
  github();
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  ASSERT_THAT(our_comments(), SizeIs(1));
  EXPECT_THAT(our_comments()[0], AllOf(StartsWith(kMarker), HasSubstr("## ❌ 1 regression")));
  EXPECT_EQ(comments()[0]["issue"], 7);
  const auto checks = state()["check_runs"];
  ASSERT_EQ(checks.size(), 1u);
  EXPECT_EQ(checks[0]["name"], "benchgate");
  EXPECT_EQ(checks[0]["head_sha"], kHead);
  EXPECT_EQ(checks[0]["status"], "completed");
  EXPECT_EQ(checks[0]["conclusion"], "failure");
  EXPECT_EQ(checks[0]["output"]["title"], "1 regression");
  EXPECT_EQ(checks[0]["details_url"], "https://github.example/octo/bench/actions/runs/4242");
  EXPECT_THAT(read("summary.md"), StartsWith("## ❌ 1 regression"));
}

TEST_F(Publish, PublishedTwiceIsPublishedOnce) {
  github();
  ASSERT_EQ(publish({"results.json"}).exit_code, 0);
  const auto once = state();
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_EQ(state()["comments"], once["comments"]);
  EXPECT_EQ(state()["check_runs"], once["check_runs"]);
  EXPECT_THAT(finished.err, HasSubstr("says this already"));
}

TEST_F(Publish, UpdatesItsCommentAmongThreeHundred) {
  auto many = Json::array();
  for (int i = 1; i <= 300; ++i) many.push_back(comment(i, person("someone"), "talk"));
  many[249] = comment(250, bot(), old_comment());
  github({{"comments", many}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_EQ(comments().size(), 300u);
  EXPECT_THAT(comments()[249]["body"].get<std::string>(), HasSubstr("1 regression"));
  EXPECT_THAT(requests(), Contains(HasSubstr("page=3")));
}

TEST_F(Publish, LeavesCommentsOfOthersAloneWhateverTheyBeginWith) {
  const auto forged = old_comment();
  github({{"comments",
           {comment(1, person("mallory"), forged), comment(2, person("github-actions"), forged),
            comment(3, {{"login", "other-app[bot]"}, {"type", "Bot"}}, forged)}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  const auto all = comments();
  ASSERT_EQ(all.size(), 4u);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(all[static_cast<std::size_t>(i)]["body"], forged);
  EXPECT_THAT(all[3]["body"].get<std::string>(), Not(HasSubstr("Fixed")));
}

TEST_F(Publish, KnowsItsCommentsAlsoWithAPersonsToken) {
  github({{"user", person("me")},
          {"comments",
           {comment(1, person("you"), old_comment()), comment(2, person("me"), old_comment())}}});
  EXPECT_EQ(publish({"results.json", "--no-check"}).exit_code, 0);
  EXPECT_EQ(comments().size(), 2u);
  EXPECT_EQ(comments()[0]["body"], old_comment());
  EXPECT_THAT(comments()[1]["body"].get<std::string>(), HasSubstr("1 regression"));
}

TEST_F(Publish, TakesActionsForItselfWhereNobodySaysWhoItIs) {
  github({{"graphql", false}, {"comments", {comment(1, bot(), old_comment())}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_EQ(comments().size(), 1u);
}

TEST_F(Publish, PostsAnewWhatWasDeletedInBetween) {
  github({{"comments", {comment(1, bot(), old_comment())}},
          {"rules", {rule("PATCH", "/issues/comments/1$", {{"action", "delete_comments"}})}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  ASSERT_THAT(our_comments(), SizeIs(1));
  EXPECT_THAT(our_comments()[0], HasSubstr("1 regression"));
}

TEST_F(Publish, TwoAtOnceLeaveOneComment) {
  // Both see that there is none before either posts.
  github({{"rules",
           {rule("GET", "/issues/7/comments", {{"action", "barrier"}, {"count", 2}, {"times", 2}}),
            rule("POST", "/issues/7/comments",
                 {{"action", "barrier"}, {"count", 2}, {"times", 2}})}}});
  const auto call = publishing({"results.json", "--no-check"});
  e2e::write_text(at("other/.keep"), "");
  auto elsewhere = call;
  elsewhere.folder = at("other");
  elsewhere.command[3] = at("results.json").string();
  e2e::Running first(call);
  e2e::Running second(elsewhere);
  EXPECT_EQ(first.wait().exit_code, 0);
  EXPECT_EQ(second.wait().exit_code, 0);
  EXPECT_THAT(our_comments(), SizeIs(1));
  EXPECT_EQ(std::ranges::count(requests(), "POST /repos/octo/bench/issues/7/comments"), 2);
}

TEST_F(Publish, CleansUpWhatEarlierRacesLeft) {
  github({{"comments",
           {comment(5, bot(), old_comment()), comment(3, bot(), old_comment()),
            comment(9, bot(), old_comment())}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  ASSERT_EQ(comments().size(), 1u);
  EXPECT_EQ(comments()[0]["id"], 3);
  EXPECT_THAT(our_comments()[0], HasSubstr("1 regression"));
}

TEST_F(Publish, LeavesOneCommentWhereAnAnswerWasLost) {
  github({{"rules", {rule("POST", "/issues/7/comments", {{"action", "cut_after"}})}}});
  const auto finished = publish({"results.json", "--no-check"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(our_comments(), SizeIs(1));
}

TEST_F(Publish, MakesOneCheckWhereAnAnswerWasLost) {
  github({{"rules", {rule("POST", "/check-runs$", {{"action", "cut_after"}})}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_EQ(state()["check_runs"].size(), 1u);
}

TEST_F(Publish, TriesAgainWhereGitHubFails) {
  github({{"rules",
           {rule("GET", "/comments", {{"status", 502}, {"body", "<html>"}}),
            rule("GET", "/comments", {{"action", "cut"}}),
            rule("POST", "/comments", {{"status", 429}, {"headers", {{"Retry-After", "0"}}}}),
            rule("POST", "/comments",
                 {{"status", 403},
                  {"headers", {{"Retry-After", "0"}}},
                  {"body", {{"message", "You have exceeded a secondary rate limit"}}}})}}});
  const auto finished = publish({"results.json", "--no-check"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(our_comments(), SizeIs(1));
}

TEST_F(Publish, GivesUpWhereItWouldWaitTooLong) {
  github({{"rules",
           {rule("GET", "/comments",
                 {{"status", 403}, {"times", 9}, {"headers", {{"Retry-After", "3600"}}}})}}});
  const auto finished = publish({"results.json", "--no-check", "--patience", "5s"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(
      finished.err,
      HasSubstr("asks to wait 3600 s, which is more than what is left of --patience (5 s)"));
  EXPECT_THAT(read("summary.md"), HasSubstr("1 regression")) << "what needs no GitHub was done";
}

TEST_F(Publish, SurvivesAHalfAnswer) {
  github({{"rules", {rule("GET", "/comments", {{"action", "half"}})}}});
  EXPECT_EQ(publish({"results.json", "--no-check"}).exit_code, 0);
  EXPECT_THAT(our_comments(), SizeIs(1));
}

struct WrongAnswer {
  const char* what;
  Json rule;
  const char* error;
};
void PrintTo(const WrongAnswer& wrong, std::ostream* out) {
  *out << wrong.what;
}

class WrongAnswers : public Publish, public ::testing::WithParamInterface<WrongAnswer> {};

TEST_P(WrongAnswers, AreExitCodeFour) {
  auto what = GetParam().rule;
  what["times"] = 999;
  github({{"rules", {rule("GET", "/issues/7/comments", what)}}});
  const auto finished = publish({"results.json", "--no-check", "--patience", "1s"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, HasSubstr(GetParam().error));
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongAnswers,
    ::testing::Values(
        WrongAnswer{
            "not JSON", {{"status", 200}, {"body", "<html>hello"}}, "the answer is not JSON"},
        WrongAnswer{"no list", {{"status", 200}, {"body", {{"a", 1}}}}, "answers with no list"},
        WrongAnswer{"echoed token",
                    {{"status", 400}, {"body", {{"message", std::string("bad ") + e2e::kToken}}}},
                    "\"bad ***\""},
        WrongAnswer{"bad token",
                    {{"status", 401}, {"body", {{"message", "Bad credentials"}}}},
                    "the token in GITHUB_TOKEN is not valid"},
        WrongAnswer{
            "not permitted",
            {{"status", 403}, {"body", {{"message", "Resource not accessible by integration"}}}},
            "    pull-requests: write"},
        WrongAnswer{"redirect to another host",
                    {{"status", 302}, {"headers", {{"Location", "https://evil.example/"}}}},
                    "to another host, which gets no token"},
        WrongAnswer{"redirect to another port",
                    {{"status", 307}, {"headers", {{"Location", "http://127.0.0.1:1/"}}}},
                    "to another host, which gets no token"},
        WrongAnswer{"redirect to itself",
                    {{"status", 301},
                     {"headers", {{"Location", "HERE/repos/octo/bench/issues/7/comments"}}}},
                    "without end"},
        WrongAnswer{"next page elsewhere",
                    {{"status", 200},
                     {"body", Json::array()},
                     {"headers", {{"Link", "<https://evil.example/?page=2>; rel=\"next\""}}}},
                    "the next page is on another host"},
        WrongAnswer{
            "endless pages",
            {{"status", 200},
             {"body", Json::array()},
             {"headers",
              {{"Link", "<HERE/repos/octo/bench/issues/7/comments?page=2>; rel=\"next\""}}}},
            "pages"},
        WrongAnswer{"always failing",
                    {{"status", 503}, {"body", "busy"}},
                    "more than what is left of --patience"}));

TEST_F(Publish, FollowsARenamedRepository) {
  github({{"rules",
           {rule("GET", "/issues/7/comments",
                 {{"status", 301},
                  {"headers",
                   {{"Location", "HERE/repos/octo/bench/issues/7/comments?per_page=100"}}}})}}});
  EXPECT_EQ(publish({"results.json", "--no-check"}).exit_code, 0);
  EXPECT_THAT(our_comments(), SizeIs(1));
}

TEST_F(Publish, SaysWhatAForksTokenMayNot) {
  pull_request_event("mallory/bench");
  const Json refused = {{"status", 403},
                        {"times", 99},
                        {"body", {{"message", "Resource not accessible by integration"}}}};
  github({{"rules", {rule("POST", "", refused), rule("PATCH", "", refused)}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, AllOf(HasSubstr("comes from a fork"), HasSubstr("workflow_run")));
  EXPECT_THAT(read("summary.md"), HasSubstr("1 regression"));
}

TEST_F(Publish, CommentsAlsoWhereChecksAreNotPermitted) {
  github(
      {{"rules", {rule("POST", "/check-runs", {{"status", 403}, {"body", {{"message", "no"}}}})}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, AllOf(HasSubstr("checks: write"), Not(HasSubstr("pull-requests"))));
  EXPECT_THAT(our_comments(), SizeIs(1));
}

TEST_F(Publish, WantsAToken) {
  github();
  set("GITHUB_TOKEN", "");
  auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, HasSubstr("GITHUB_TOKEN: ${{ github.token }}"));
  set("GH_TOKEN", e2e::kToken);
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
}

TEST_F(Publish, SendsNoTokenWhereItCouldBeRead) {
  set("GITHUB_API_URL", "http://api.github.example");
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("is not https"));
}

TEST_F(Publish, MarksWhatIsThereAsOutOfDate) {
  github({{"comments", {comment(1, bot(), old_comment())}}});
  ASSERT_EQ(publish({"--started"}).exit_code, 0);
  ASSERT_EQ(publish({"--started"}).exit_code, 0);
  ASSERT_THAT(our_comments(), SizeIs(1));
  EXPECT_THAT(our_comments()[0], AllOf(HasSubstr("Out of date"), HasSubstr("## the old report"),
                                       HasSubstr("actions/runs/4242")));
  EXPECT_EQ(our_comments()[0].find("Out of date"), our_comments()[0].rfind("Out of date"));
  const auto checks = state()["check_runs"];
  ASSERT_EQ(checks.size(), 1u);
  EXPECT_EQ(checks[0]["status"], "in_progress");
  EXPECT_FALSE(std::filesystem::exists(at("summary.md")));

  ASSERT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_THAT(our_comments(), ElementsAre(Not(HasSubstr("Out of date"))));
  EXPECT_EQ(state()["check_runs"].size(), 1u) << "the one that was in progress";
  EXPECT_EQ(state()["check_runs"][0]["conclusion"], "failure");
}

TEST_F(Publish, SaysThatARunHasBegunOnlyWhereThereIsSomethingToOutdate) {
  github();
  EXPECT_EQ(publish({"--started"}).exit_code, 0);
  EXPECT_THAT(our_comments(), IsEmpty());
}

TEST_F(Publish, SaysWhatIsFixed) {
  use_result("passed");
  github({{"comments", {comment(1, bot(), old_comment())}}});
  ASSERT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_THAT(our_comments(), ElementsAre(AllOf(HasSubstr("Fixed:** the 2 findings"),
                                                HasSubstr("`aaaaaaaaaaaa`"))));
  const auto once = our_comments();
  ASSERT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_EQ(our_comments(), once) << "publishing once more does not take it back";
}

TEST_F(Publish, OnChangeIsSilentWhereNothingChanged) {
  use_result("passed");
  github();
  ASSERT_EQ(publish({"results.json", "--comment", "on-change"}).exit_code, 0);
  EXPECT_THAT(our_comments(), IsEmpty());
  EXPECT_EQ(state()["check_runs"][0]["conclusion"], "success");
  use_result("together");
  ASSERT_EQ(publish({"results.json", "--comment", "on-change"}).exit_code, 0);
  EXPECT_THAT(our_comments(), SizeIs(1));
  use_result("passed");
  ASSERT_EQ(publish({"results.json", "--comment", "on-change"}).exit_code, 0);
  EXPECT_THAT(our_comments(), ElementsAre(HasSubstr("Fixed")));
}

TEST_F(Publish, NeverIsNever) {
  github({{"comments", {comment(1, bot(), old_comment())}}});
  ASSERT_EQ(publish({"results.json", "--comment", "never"}).exit_code, 0);
  EXPECT_THAT(requests(), Each(Not(HasSubstr("/issues/"))));
}

TEST_F(Publish, ANewerCommitHasTheLastWord) {
  github({{"comments", {comment(1, bot(), old_comment())}},
          {"pulls", {{{"number", 7}, {"head", {{"sha", std::string(40, 'b')}}}}}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(finished.err, HasSubstr("newer commit"));
  EXPECT_THAT(our_comments(), ElementsAre(old_comment()));
  EXPECT_EQ(state()["check_runs"][0]["head_sha"], kHead);
}

TEST_F(Publish, TwoNamesAreTwoComments) {
  github();
  ASSERT_EQ(publish({"results.json"}).exit_code, 0);
  ASSERT_EQ(publish({"results.json", "--name", "benchgate-arm"}).exit_code, 0);
  EXPECT_THAT(our_comments(), SizeIs(2));
  EXPECT_EQ(state()["check_runs"].size(), 2u);
}

TEST_F(Publish, DryRunSendsNothing) {
  github();
  const auto finished = publish({"results.json", "--dry-run"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(finished.out,
              AllOf(HasSubstr("comment on pull request octo/bench#7"),
                    HasSubstr("## ❌ 1 regression"), HasSubstr("check \"benchgate\"")));
  EXPECT_THAT(requests(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(at("summary.md")));
}

TEST_F(Publish, WithoutAPullRequestThereIsACheck) {
  event("push", {{"ref", "refs/heads/main"}});
  set("GITHUB_SHA", kHead);
  github();
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(finished.err, HasSubstr("no comment: the event 'push' is not about a pull request"));
  EXPECT_EQ(state()["check_runs"].size(), 1u);
  EXPECT_EQ(comments().size(), 0u);
}

TEST_F(Publish, ANamelessResultIsPublishedAsNone) {
  github({{"comments", {comment(1, bot(), old_comment())}}});
  const auto finished = publish({"missing.json"});
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(our_comments(), ElementsAre(HasSubstr("## ❌ No result")));
  EXPECT_EQ(state()["check_runs"][0]["conclusion"], "failure");
}

TEST_F(Publish, SaysWhatIsWrongWithTheCommandLine) {
  github();
  EXPECT_EQ(publish({}).exit_code, 2);
  EXPECT_EQ(publish({"results.json", "--started"}).exit_code, 2);
  EXPECT_EQ(publish({"results.json", "--name", "a b"}).exit_code, 2);
  EXPECT_EQ(publish({"results.json", "--comment", "often"}).exit_code, 2);
  set("GITHUB_REPOSITORY", "");
  EXPECT_EQ(publish({"results.json"}).exit_code, 4);
  EXPECT_THAT(requests(), IsEmpty());
}

}  // namespace
