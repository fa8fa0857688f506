// `benchgate publish github` where things go wrong: races, lost answers, limits, refusals, lies.
#include <algorithm>
#include <string>

#include <gmock/gmock.h>

#include "e2e/publish_place.h"

namespace {

using e2e::bot;
using e2e::comment;
using e2e::Json;
using e2e::kMarker;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class PublishFailures : public e2e::PublishPlace {};

std::string old_comment(const std::string& commit = std::string(40, 'a'), int findings = 2) {
  return kMarker + ("commit=" + commit) + " findings=" + std::to_string(findings) +
         " -->\n<!-- benchgate:report -->\n## the old report\n";
}

Json rule(const std::string& method, const std::string& path, Json what) {
  what["method"] = method;
  what["path"] = path;
  return what;
}

TEST_F(PublishFailures, PostsAnewWhatWasDeletedInBetween) {
  github({{"comments", {comment(1, bot(), old_comment())}},
          {"rules", {rule("PATCH", "/issues/comments/1$", {{"action", "delete_comments"}})}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  ASSERT_THAT(our_comments(), SizeIs(1));
  EXPECT_THAT(our_comments()[0], HasSubstr("nlohmann/encode` is 3.1 % slower"));
}

TEST_F(PublishFailures, TwoAtOnceLeaveOneComment) {
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

TEST_F(PublishFailures, CleansUpWhatEarlierRacesLeft) {
  github({{"comments",
           {comment(5, bot(), old_comment()), comment(3, bot(), old_comment()),
            comment(9, bot(), old_comment())}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  ASSERT_EQ(comments().size(), 1u);
  EXPECT_EQ(comments()[0]["id"], 3);
  EXPECT_THAT(our_comments()[0], HasSubstr("nlohmann/encode` is 3.1 % slower"));
}

TEST_F(PublishFailures, LeavesOneCommentWhereAnAnswerWasLost) {
  github({{"rules", {rule("POST", "/issues/7/comments", {{"action", "cut_after"}})}}});
  const auto finished = publish({"results.json", "--no-check"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(our_comments(), SizeIs(1));
}

TEST_F(PublishFailures, MakesOneCheckWhereAnAnswerWasLost) {
  github({{"rules", {rule("POST", "/check-runs$", {{"action", "cut_after"}})}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_EQ(state()["check_runs"].size(), 1u);
}

TEST_F(PublishFailures, TriesAgainWhereGitHubFails) {
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

TEST_F(PublishFailures, GivesUpWhereItWouldWaitTooLong) {
  github({{"rules",
           {rule("GET", "/comments",
                 {{"status", 403}, {"times", 9}, {"headers", {{"Retry-After", "3600"}}}})}}});
  const auto finished = publish({"results.json", "--no-check", "--patience", "5s"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(
      finished.err,
      HasSubstr("asks to wait 3600 s, which is more than what is left of --patience (5 s)"));
  EXPECT_THAT(read("summary.md"), HasSubstr("nlohmann/encode` is 3.1 % slower"))
      << "what needs no GitHub was done";
}

TEST_F(PublishFailures, SurvivesAHalfAnswer) {
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

class WrongAnswers : public PublishFailures, public ::testing::WithParamInterface<WrongAnswer> {};

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

TEST_F(PublishFailures, FollowsARenamedRepository) {
  github({{"rules",
           {rule("GET", "/issues/7/comments",
                 {{"status", 301},
                  {"headers",
                   {{"Location", "HERE/repos/octo/bench/issues/7/comments?per_page=100"}}}})}}});
  EXPECT_EQ(publish({"results.json", "--no-check"}).exit_code, 0);
  EXPECT_THAT(our_comments(), SizeIs(1));
}

TEST_F(PublishFailures, SaysWhatAForksTokenMayNot) {
  pull_request_event("mallory/bench");
  const Json refused = {{"status", 403},
                        {"times", 99},
                        {"body", {{"message", "Resource not accessible by integration"}}}};
  github({{"rules", {rule("POST", "", refused), rule("PATCH", "", refused)}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, AllOf(HasSubstr("comes from a fork"), HasSubstr("workflow_run")));
  EXPECT_THAT(read("summary.md"), HasSubstr("nlohmann/encode` is 3.1 % slower"));
}

TEST_F(PublishFailures, CommentsAlsoWhereChecksAreNotPermitted) {
  github(
      {{"rules", {rule("POST", "/check-runs", {{"status", 403}, {"body", {{"message", "no"}}}})}}});
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, AllOf(HasSubstr("checks: write"), Not(HasSubstr("pull-requests"))));
  EXPECT_THAT(our_comments(), SizeIs(1));
}

TEST_F(PublishFailures, WantsAToken) {
  github();
  set("GITHUB_TOKEN", "");
  auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, HasSubstr("GITHUB_TOKEN: ${{ github.token }}"));
  set("GH_TOKEN", e2e::kToken);
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
}

TEST_F(PublishFailures, SendsNoTokenWhereItCouldBeRead) {
  set("GITHUB_API_URL", "http://api.github.example");
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("is not https"));
}

}  // namespace
