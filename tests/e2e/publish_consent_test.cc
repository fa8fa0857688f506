// `benchgate publish github --require-label`: what a change accepts by itself needs somebody's
// word.
#include <string>

#include <gmock/gmock.h>

#include "e2e/publish_place.h"

namespace {

using e2e::Json;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kLabel = "benchgate: accepted";

constexpr const char* kPushed = "2026-11-20T10:00:00Z";
constexpr const char* kEarlier = "2026-11-20T09:00:00Z";
constexpr const char* kLater = "2026-11-20T11:00:00Z";

Json labelled(const std::string& what, const std::string& who, const std::string& label = kLabel,
              const std::string& when = kLater) {
  return {{"event", what},
          {"actor", {{"login", who}}},
          {"label", {{"name", label}}},
          {"created_at", when}};
}

/// Of two workflows, when the commit was pushed.
Json suites() {
  return Json::array({{{"created_at", kLater}}, {{"created_at", kPushed}}});
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
            {"check_suites", suites()},
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
          {"check_suites", suites()},
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
