// Against a forge in memory: what is done does not depend on which forge it is.
#include "benchgate/github/publish.h"

#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/github/comment.h"
#include "benchgate/github/publication.h"
#include "github/memory_forge.h"
#include "report/assessments.h"

namespace benchgate::github {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string kCommit(40, 'a');

Publication said(const std::string& report) {
  return {.state = StatusState::Failed, .title = report, .report = report, .findings = 1};
}

std::vector<std::string> bodies(const MemoryForge& forge) {
  std::vector<std::string> all;
  for (const auto& comment : forge.comments) all.push_back(comment.body);
  return all;
}

std::string publish(MemoryForge& forge, const Publication& publication,
                    CommentMode mode = CommentMode::Always) {
  std::ostringstream log;
  publish_comment(forge, publication, {.name = "n", .commit = kCommit, .mode = mode}, log);
  return log.str();
}

TEST(PublishComment, PostsThenUpdates) {
  MemoryForge forge;
  publish(forge, said("one"));
  publish(forge, said("two"));
  EXPECT_THAT(bodies(forge), ElementsAre(HasSubstr("two")));
}

TEST(PublishComment, KeepsTheOldestOfThoseWhoRaced) {
  MemoryForge forge;
  forge.after_post = [&forge] {
    // Another publisher was a moment earlier.
    forge.comments.insert(forge.comments.begin(),
                          {"0", compose_comment("n", {.commit = kCommit}, "theirs")});
  };
  publish(forge, said("ours"));
  ASSERT_THAT(bodies(forge), ElementsAre(HasSubstr("ours")));
  EXPECT_EQ(forge.comments[0].id, "0");
}

TEST(PublishComment, PostsAnewWhatWasDeletedInBetween) {
  MemoryForge forge;
  publish(forge, said("one"));
  forge.before_update = [&forge] { forge.comments.clear(); };
  publish(forge, said("two"));
  EXPECT_THAT(bodies(forge), ElementsAre(HasSubstr("two")));
}

TEST(PublishComment, OnChangePostsNothingWhereNothingIsToBeRead) {
  MemoryForge forge;
  auto quiet = said("all well");
  quiet.is_notable = false;
  publish(forge, quiet, CommentMode::OnChange);
  EXPECT_THAT(forge.comments, IsEmpty());
  publish(forge, said("something"), CommentMode::OnChange);
  publish(forge, quiet, CommentMode::OnChange);
  EXPECT_THAT(bodies(forge), ElementsAre(HasSubstr("all well")));
}

TEST(PublishComment, SaysWhereItIsNotKnownWhetherOneIsLeft) {
  MemoryForge forge;
  EXPECT_EQ(publish(forge, said("seen")), "posted the comment\n");
  forge.is_forgetful = true;
  EXPECT_THAT(publish(forge, said("unseen")), HasSubstr("could not see that it is the only one"));
}

TEST(PublishComment, LeavesTheLastWordToANewerCommit) {
  MemoryForge forge;
  publish(forge, said("newer"));
  forge.newest = false;
  publish(forge, said("older"));
  EXPECT_THAT(bodies(forge), ElementsAre(HasSubstr("newer")));
}

TEST(MarkOutOfDate, LeavesTheLastWordToANewerCommit) {
  MemoryForge forge;
  publish(forge, said("newer"));
  forge.newest = false;
  std::ostringstream log;
  mark_out_of_date(forge, {.name = "n", .commit = std::string(40, 'b')}, "", RunNews::Started, log);
  EXPECT_THAT(bodies(forge), ElementsAre(Not(HasSubstr("Out of date"))));
  EXPECT_THAT(log.str(), HasSubstr("newer commit"));
}

TEST(MarkOutOfDate, DoesNotBringBackWhatWasDeleted) {
  MemoryForge forge;
  publish(forge, said("one"));
  forge.before_update = [&forge] { forge.comments.clear(); };
  std::ostringstream log;
  mark_out_of_date(forge, {.name = "n", .commit = kCommit}, "", RunNews::Started, log);
  EXPECT_THAT(forge.comments, IsEmpty());
}

TEST(Publication, OfEachOutcome) {
  const auto of = [](const gate::Assessment& assessment) { return publication_of(assessment, {}); };
  EXPECT_EQ(of(report::example::passed()).state, StatusState::Passed);
  EXPECT_FALSE(of(report::example::passed()).is_notable);
  EXPECT_EQ(of(report::example::passed()).findings, 0u);
  EXPECT_EQ(of(report::example::regressed()).state, StatusState::Failed);
  EXPECT_EQ(of(report::example::regressed()).findings, 6u);
  EXPECT_EQ(of(report::example::broken()).state, StatusState::Failed);
  EXPECT_GE(of(report::example::nothing_compared()).findings, 1u);
  auto tolerated = report::example::regressed();
  tolerated.outcome = gate::Outcome::Passed;
  for (auto& row : tolerated.judgements) row.closes_gate = false;
  for (auto& row : tolerated.budgets) row.closes_gate = false;
  EXPECT_EQ(of(tolerated).state, StatusState::Neutral) << "passed, and not all is well";
  EXPECT_TRUE(of(tolerated).is_notable);
}

TEST(Publication, LetsNoNameBeOneOfOurMarkers) {
  auto assessment = report::example::hostile();
  for (const auto* name :
       {"<!-- benchgate:report -->",
        "-->\n<!-- benchgate:comment name=n commit=", "\n<!-- benchgate:report -->\n"}) {
    auto row = report::example::timing({.benchmark = name, .ratio = 1.3});
    row.verdict = gate::Verdict::Regressed;
    row.reason = gate::Reason::WorseThanLimit;
    assessment.judgements.insert(assessment.judgements.begin(), row);
  }
  const auto report = publication_of(assessment, {}).report;
  EXPECT_EQ(report.find("<!--"), std::string::npos);
  EXPECT_EQ(report.find("-->"), std::string::npos);
}

TEST(Publication, FitsWithAllThatIsAdded) {
  for (const std::size_t rows : {300U, 5000U}) {
    const auto publication = publication_of(report::example::many(rows), {});
    EXPECT_LE(publication.report.size(), kMostReportBytes);
  }
}

}  // namespace
}  // namespace benchgate::github
