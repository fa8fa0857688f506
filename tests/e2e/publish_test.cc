// `benchgate publish github` from end to end, against a fake GitHub.
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

TEST_F(Publish, PostsACommentACheckAndASummary) {
  github();
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  ASSERT_THAT(our_comments(), SizeIs(1));
  EXPECT_THAT(
      our_comments()[0],
      AllOf(StartsWith(kMarker), HasSubstr("## ❌ `serialization/record/nlohmann/encode` is")));
  EXPECT_EQ(comments()[0]["issue"], 7);
  const auto checks = state()["check_runs"];
  ASSERT_EQ(checks.size(), 1u);
  EXPECT_EQ(checks[0]["name"], "benchgate");
  EXPECT_EQ(checks[0]["head_sha"], kHead);
  EXPECT_EQ(checks[0]["status"], "completed");
  EXPECT_EQ(checks[0]["conclusion"], "failure");
  EXPECT_THAT(checks[0]["output"]["title"].get<std::string>(),
              StartsWith("serialization/record/nlohmann/encode is "));
  EXPECT_EQ(checks[0]["details_url"], "https://github.example/octo/bench/actions/runs/4242");
  EXPECT_THAT(read("summary.md"), StartsWith("## ❌ `serialization/record/nlohmann/encode` is"));
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
  EXPECT_THAT(comments()[249]["body"].get<std::string>(),
              HasSubstr("nlohmann/encode` is 3.1 % slower"));
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
  EXPECT_THAT(comments()[1]["body"].get<std::string>(),
              HasSubstr("nlohmann/encode` is 3.1 % slower"));
}

TEST_F(Publish, TakesActionsForItselfWhereNobodySaysWhoItIs) {
  github({{"graphql", false}, {"comments", {comment(1, bot(), old_comment())}}});
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_EQ(comments().size(), 1u);
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

TEST_F(Publish, ARunWithoutAResultFixesNothing) {
  github({{"comments", {comment(1, bot(), old_comment())}}});
  ASSERT_EQ(publish({"missing.json"}).exit_code, 3);
  ASSERT_EQ(publish({"missing.json"}).exit_code, 3);
  EXPECT_THAT(our_comments(), ElementsAre(HasSubstr("findings=2")));
  use_result("passed");
  ASSERT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_THAT(our_comments(),
              ElementsAre(AllOf(HasSubstr("Fixed:** the 2 findings"), HasSubstr("`aaaaaaaaaaaa`"))))
      << "where they were found, not where nothing was";
}

TEST_F(Publish, NothingIsFixedWhereNothingWasFound) {
  github();
  ASSERT_EQ(publish({"missing.json"}).exit_code, 3);
  use_result("passed");
  ASSERT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_THAT(our_comments(), ElementsAre(Not(HasSubstr("Fixed"))));
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

TEST_F(Publish, FitsAReportOfAnyLength) {
  auto result = Json::parse(read("results.json"));
  const auto unchanged = result["rows"][4];
  const auto regressed = result["rows"][0];
  for (int i = 0; i < 400; ++i) {
    for (auto row : {regressed, unchanged}) {
      row["benchmark"] = row["benchmark"].get<std::string>() + "/" + std::to_string(i);
      result["rows"].push_back(row);
    }
  }
  result["counts"]["regressed"] = 401;
  result["counts"]["unchanged"] = 403;
  write("results.json", result.dump());
  github();
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  ASSERT_THAT(our_comments(), SizeIs(1));
  const auto body = our_comments()[0];
  EXPECT_LT(body.size(), 65'536u);
  EXPECT_THAT(body, HasSubstr("more**; the report and `results.json` have them all"));
  EXPECT_LT(state()["check_runs"][0]["output"]["summary"].get<std::string>().size(), 65'535u);
}

TEST_F(Publish, AnnotatesTheRuleThatWasBroken) {
  write("benchgate.toml", "[[rule]]\nbenchmark = \"serialization/*\"\nmax_regression = \"1 %\"\n");
  set("GITHUB_WORKSPACE", at("").string());
  github();
  ASSERT_EQ(publish({"results.json"}).exit_code, 0);
  const auto annotations = state()["check_runs"][0]["output"]["annotations"];
  ASSERT_EQ(annotations.size(), 1u);
  EXPECT_EQ(annotations[0]["path"], "benchgate.toml");
  EXPECT_EQ(annotations[0]["start_line"], 1);
  EXPECT_EQ(annotations[0]["annotation_level"], "failure");
  // The checkout of a workflow that only publishes is another commit's.
  workflow_run_event();
  const auto shown = publish({"results.json", "--dry-run"});
  EXPECT_THAT(shown.out, Not(HasSubstr("benchgate.toml:1")));
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
  EXPECT_THAT(finished.out, AllOf(HasSubstr("comment on pull request octo/bench#7"),
                                  HasSubstr("## ❌ `serialization/record/nlohmann/encode` is"),
                                  HasSubstr("check \"benchgate\"")));
  EXPECT_THAT(finished.err, IsEmpty()) << "nothing was done that could be told of";
  EXPECT_THAT(requests(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(at("summary.md")));
}

TEST_F(Publish, TakesTheRunsOwnCommitOnlyWhereThatIsTheMerge) {
  const std::string run(40, '5');  // GITHUB_SHA
  use_result("passed", kHead, run);
  github();
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  // Here it is the tip of the base branch: nothing of the change was measured.
  event("pull_request_target", Json::parse(read("event.json")));
  const auto finished = publish({"results.json"});
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(finished.err, HasSubstr("measured another commit than 9f8e7d6c5b4a"));
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
