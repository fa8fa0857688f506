// `benchgate publish github --require-label`: what a change accepts by itself needs somebody's
// word.
#include <string>

#include <gmock/gmock.h>

#include "e2e/publish_place.h"

namespace {

using e2e::Json;
using e2e::kBase;
using e2e::kHead;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kLabel = "benchgate: accepted";

// The pull request of the event got its head at 10:00.
constexpr const char* kEarlier = "2026-11-20T09:00:00Z";
constexpr const char* kLater = "2026-11-20T11:00:00Z";

Json labelled(const std::string& what, const std::string& who, const std::string& label = kLabel,
              const std::string& when = kLater) {
  return {{"event", what},
          {"actor", {{"login", who}}},
          {"label", {{"name", label}}},
          {"created_at", when}};
}

/// Something that happened to the pull request.
Json happened(const std::string& what, const std::string& when) {
  return {{"event", what}, {"actor", {{"login", "mallory"}}}, {"created_at", when}};
}

constexpr const char* kEntry =
    "[[accepted]]\nbenchmark = \"cache/*\"\nup_to = \"+12 %\"\nreason = \"safer\"\nby = "
    "\"mallory\"\n"
    "until = 2099-01-01\n";

/// What git has of the change: one acceptance that its base does not have.
Json accepting() {
  return {{kHead + std::string(":baselines/accepted.toml"), kEntry}};
}

class PublishConsent : public e2e::PublishPlace {
 protected:
  /// Of tests/golden/accepted.json what does not close the gate.
  void SetUp() override {
    use_result("accepted");
    auto result = Json::parse(read("results.json"));
    keep(result["rows"], [](const Json& row) { return !row["closes_gate"].get<bool>(); });
    keep(result["acceptances"], [](const Json& one) { return one["state"] == "used"; });
    result["outcome"] = "passed";
    result["exit_code"] = 0;
    result["counts"]["regressed"] = 0;
    write("results.json", result.dump());
  }

  template <class Wanted>
  static void keep(Json& list, Wanted wanted) {
    auto kept = Json::array();
    for (const auto& one : list)
      if (wanted(one)) kept.push_back(one);
    list = kept;
  }

  /// Publishes where the pull request has that behind it.
  void publish_after(const Json& events, int expected = 0) {
    github({{"events", events},
            {"files", accepting()},
            {"merge_base", kBase},
            {"permissions", {{"ann", "write"}, {"mallory", "read"}}}});
    const auto finished = publish({"results.json", "--require-label", kLabel});
    EXPECT_EQ(finished.exit_code, expected) << finished.err;
    ASSERT_THAT(our_comments(), SizeIs(1));
  }
  [[nodiscard]] Json check() const { return state()["check_runs"][0]; }
};

TEST_F(PublishConsent, ClosesTheGateWithoutTheLabel) {
  publish_after(Json::array());
  EXPECT_EQ(check()["conclusion"], "failure");
  EXPECT_THAT(check()["output"]["title"].get<std::string>(), HasSubstr("not accepted yet"));
  EXPECT_THAT(our_comments()[0], AllOf(HasSubstr("Not accepted yet"), HasSubstr(kLabel)));
}

TEST_F(PublishConsent, OpensItWhereOneWhoMayWriteLabelled) {
  publish_after(Json::array({labelled("labeled", "ann", "other"), labelled("labeled", "ann")}));
  EXPECT_NE(check()["conclusion"], "failure");
  EXPECT_THAT(our_comments()[0], AllOf(HasSubstr("`ann` has labelled this"),
                                       Not(HasSubstr("Not accepted yet")), Not(HasSubstr("@"))));
}

TEST_F(PublishConsent, IsNotGivenForWhatWasPushedAfterwards) {
  publish_after(Json::array({labelled("labeled", "ann", kLabel, kEarlier)}));
  EXPECT_EQ(check()["conclusion"], "failure");
  EXPECT_THAT(our_comments()[0], HasSubstr("before its newest commit"));
}

// The very commit was seen before, on the pull request of a decoy; its date says so, too.
TEST_F(PublishConsent, IsNotGivenBeforeThisPullRequestHadTheCommit) {
  const auto check_suites = Json::array({{{"created_at", "2026-11-20T07:00:00Z"}}});
  github({{"events", Json::array({labelled("labeled", "ann", kLabel, kEarlier)})},
          {"check_suites", check_suites},
          {"files", accepting()},
          {"merge_base", kBase},
          {"permissions", {{"ann", "write"}}}});
  for (const bool in_another_workflow : {false, true}) {
    if (in_another_workflow) workflow_run_event(99, "success", "octo");
    EXPECT_EQ(publish({"results.json", "--require-label", kLabel}).exit_code, 0);
    EXPECT_EQ(check()["conclusion"], "failure");
    EXPECT_THAT(our_comments()[0], HasSubstr("before its newest commit"));
  }
}

// The run began at 10:00. Then the commit was replaced, another one was labelled, and it came back.
TEST_F(PublishConsent, IsNotGivenWhereTheBranchWasReplacedAfterTheRunBegan) {
  for (const auto* event : {"head_ref_force_pushed", "reopened", "head_ref_restored"}) {
    publish_after(
        Json::array({happened(event, "2026-11-20T10:30:00Z"), labelled("labeled", "ann")}));
    EXPECT_EQ(check()["conclusion"], "failure") << event;
    EXPECT_THAT(our_comments()[0], HasSubstr("the branch was replaced"));
  }
}

TEST_F(PublishConsent, IsNotGivenForAnotherBase) {
  publish_after(Json::array({labelled("labeled", "ann", kLabel, "2026-11-20T10:10:00Z"),
                             happened("base_ref_changed", "2026-11-20T10:30:00Z")}));
  EXPECT_EQ(check()["conclusion"], "failure");
  publish_after(Json::array(
      {happened("base_ref_changed", "2026-11-20T10:30:00Z"), labelled("labeled", "ann")}));
  EXPECT_NE(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, IsNotGivenWhereTheEventHasNoTime) {
  event(
      "pull_request",
      {{"pull_request", {{"number", 7}, {"head", {{"sha", kHead}}}, {"base", {{"ref", "main"}}}}}});
  publish_after(Json::array({labelled("labeled", "ann")}));
  EXPECT_EQ(check()["conclusion"], "failure");
}

// The artifact may have been written by the program that was measured.
TEST_F(PublishConsent, IsAskedForWhateverTheResultSays) {
  use_result("passed");
  publish_after(Json::array());
  EXPECT_EQ(check()["conclusion"], "failure");
  EXPECT_THAT(our_comments()[0], AllOf(HasSubstr("Not accepted yet"), HasSubstr("cache/&#42;"),
                                       HasSubstr("+12 %"), HasSubstr("`safer`")));
}

TEST_F(PublishConsent, IsAskedForWhereTheResultSaysThatItsAcceptancesAreOld) {
  auto result = Json::parse(read("results.json"));
  for (auto& one : result["acceptances"]) one["new"] = false;
  write("results.json", result.dump());
  publish_after(Json::array());
  EXPECT_EQ(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, IsAskedForWhereGitCannotBeAsked) {
  use_result("passed");
  github(
      {{"rules",
        {{{"path", "/contents/"}, {"status", 403}, {"times", 9}, {"body", {{"message", "no"}}}}}}});
  const auto finished = publish({"results.json", "--require-label", kLabel});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, HasSubstr("contents: read"));
  EXPECT_EQ(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, FollowsThePolicyOfTheProject) {
  use_result("passed");
  github({{"files", {{kHead + std::string(":lib/x/baselines/accepted.toml"), kEntry}}},
          {"merge_base", kBase}});
  EXPECT_EQ(publish({"results.json", "--require-label", kLabel, "--policy", "lib/x/benchgate.toml"})
                .exit_code,
            0);
  EXPECT_EQ(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, WasAskedForBeforeAMergeQueue) {
  event("merge_group", {{"merge_group", {{"head_sha", kHead}}}});
  github();
  EXPECT_EQ(publish({"results.json", "--require-label", kLabel}).exit_code, 0);
  EXPECT_NE(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, FindsTheLabelWhateverItsCase) {
  publish_after(Json::array({labelled("labeled", "ann", "Benchgate: Accepted")}));
  EXPECT_NE(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, TakesNobodyElsesWord) {
  publish_after(Json::array({labelled("labeled", "mallory")}));
  EXPECT_EQ(check()["conclusion"], "failure");
  EXPECT_THAT(our_comments()[0], HasSubstr("`mallory` has labelled this"));
}

TEST_F(PublishConsent, TakesNoWordOfSomebodyWhoIsGone) {
  publish_after(Json::array({labelled("labeled", "nobody")}));
  EXPECT_EQ(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, CountsWhatHappenedLast) {
  publish_after(Json::array({labelled("labeled", "ann"), labelled("unlabeled", "mallory")}));
  EXPECT_EQ(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, IsNotGivenByAnotherWhoLabelsAfterwards) {
  publish_after(Json::array(
      {labelled("labeled", "ann"), labelled("unlabeled", "ann"), labelled("labeled", "mallory")}));
  EXPECT_EQ(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, FindsTheLabelAmongManyEvents) {
  auto events = Json::array();
  for (int i = 0; i < 250; ++i) events.push_back({{"event", "mentioned"}});
  events.push_back(labelled("labeled", "ann"));
  publish_after(events);
  EXPECT_NE(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, IsMissingWhereItCannotBeAskedFor) {
  github({{"events", Json::array({labelled("labeled", "ann")})},
          {"files", accepting()},
          {"merge_base", kBase},
          {"permissions", {{"ann", "write"}}},
          {"rules",
           {{{"path", "/permission"},
             {"status", 403},
             {"times", 99},
             {"body", {{"message", "Resource not accessible by integration"}}}}}}});
  const auto finished = publish({"results.json", "--require-label", kLabel});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_EQ(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, IsNotAskedForWhereNothingIsAccepted) {
  use_result("passed");
  github();
  EXPECT_EQ(publish({"results.json", "--require-label", kLabel}).exit_code, 0);
  EXPECT_THAT(requests(), Each(Not(HasSubstr("/events"))));
  EXPECT_NE(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, IsNotAskedForUnlessRequired) {
  github();
  EXPECT_EQ(publish({"results.json"}).exit_code, 0);
  EXPECT_NE(check()["conclusion"], "failure");
}

TEST_F(PublishConsent, RefusesALabelThatIsNone) {
  github();
  for (const auto& label : {std::string(51, 'x'), std::string("a,b"), std::string("a\nb")})
    EXPECT_EQ(publish({"results.json", "--require-label", label}).exit_code, 2);
}

}  // namespace
