#include "benchgate/github/comment.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::github {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kA(40, 'a');
const std::string kB(40, 'b');

TEST(Comment, RemembersItsState) {
  for (const CommentState& state :
       {CommentState{.commit = kA, .findings = 0, .fixed = std::nullopt},
        CommentState{.commit = kA, .findings = 12, .fixed = std::nullopt},
        CommentState{.commit = kA, .findings = 0, .fixed = Fixed{3, kB}}}) {
    EXPECT_EQ(state_of(compose_comment("benchgate", state, "# Report"), "benchgate"), state);
  }
}

TEST(Comment, IsKnownByNameAndByHowItBegins) {
  const auto comment = compose_comment("arm", {.commit = kA}, "# Report");
  EXPECT_THAT(comment, StartsWith(comment_beginning("arm")));
  EXPECT_EQ(state_of(comment, "benchgate"), std::nullopt);
  EXPECT_EQ(state_of("quoted:\n" + comment, "arm"), std::nullopt);
  EXPECT_THAT(comment, Not(StartsWith(comment_beginning("ar"))));
}

TEST(Comment, BelievesNoBrokenMarker) {
  const auto beginning = comment_beginning("benchgate");
  for (const std::string& rest :
       {std::string("-->"), "commit=" + kA + " -->", std::string("commit=abc findings=1 -->"),
        "commit=" + kA + " findings=x -->", "commit=" + kA + " findings= -->",
        std::string("commit=<script> findings=1 -->"),
        "commit=" + std::string(40, 'A') + " findings=1 -->"}) {
    EXPECT_EQ(state_of(beginning + rest, "benchgate"), std::nullopt) << rest;
  }
}

TEST(Comment, SaysWhatIsFixedOnceAndAsLongAsTheCommitIsTheSame) {
  const CommentState closed{.commit = kA, .findings = 2, .fixed = std::nullopt};
  const auto fixed = next_state(closed, kB, 0);
  EXPECT_EQ(fixed.fixed, (Fixed{2, kA}));
  EXPECT_EQ(next_state(fixed, kB, 0), fixed) << "published once more";
  EXPECT_EQ(next_state(fixed, kA, 0).fixed, std::nullopt) << "a later commit has other news";
  EXPECT_EQ(next_state(closed, kB, 1).fixed, std::nullopt) << "not all of it";
  EXPECT_EQ(next_state(std::nullopt, kB, 0).fixed, std::nullopt);
  EXPECT_THAT(compose_comment("n", fixed, ""), HasSubstr("the 2 findings that blocked merging at"));
  EXPECT_THAT(compose_comment("n", next_state(closed, kA, 0), ""),
              HasSubstr("in an earlier run of this commit are gone"));
}

TEST(Comment, IsMarkedAsOutOfDateOnce) {
  const auto comment = compose_comment("n", {.commit = kA, .findings = 2}, "# Report\n");
  const auto stale = with_stale_notice(comment, "n", kB, "https://run.example/1", RunNews::Started);
  ASSERT_TRUE(stale);
  EXPECT_THAT(*stale, HasSubstr("[A new run](<https://run.example/1>) for `bbbbbbbbbbbb`"));
  EXPECT_THAT(*stale, ::testing::EndsWith("# Report\n"));
  EXPECT_EQ(state_of(*stale, "n"), state_of(comment, "n")) << "still known what closed the gate";
  EXPECT_EQ(with_stale_notice(*stale, "n", kB, "https://run.example/1", RunNews::Started), stale);
  const auto cancelled = with_stale_notice(*stale, "n", kB, "", RunNews::Cancelled);
  EXPECT_THAT(*cancelled, ::testing::AllOf(HasSubstr("was cancelled"),
                                           ::testing::Not(HasSubstr("is on its way"))));
  EXPECT_EQ(state_of(*cancelled, "n"), state_of(comment, "n"));
}

TEST(Comment, OfSomebodyElseIsNotMarked) {
  EXPECT_EQ(with_stale_notice("hello", "n", kA, "", RunNews::Started), std::nullopt);
  EXPECT_EQ(with_stale_notice(comment_beginning("n") + "-->", "n", kA, "", RunNews::Started),
            std::nullopt);
}

TEST(Comment, HasRoomForAllNotices) {
  const CommentState state{.commit = std::string(64, 'a'),
                           .findings = ~std::size_t{0},
                           .fixed = Fixed{~std::size_t{0}, std::string(64, 'b')},
                           .found_at = std::string(64, 'c')};
  const auto comment =
      compose_comment(std::string(60, 'n'), state, std::string(kMostReportBytes, 'x'));
  const auto stale = with_stale_notice(comment, std::string(60, 'n'), std::string(64, 'c'),
                                       "https://" + std::string(500, 'u'), RunNews::Cancelled);
  EXPECT_LT(comment.size(), kMostCommentBytes);
  EXPECT_LT(stale->size(), kMostCommentBytes);
}

TEST(CommentName, IsPlain) {
  EXPECT_TRUE(is_comment_name("benchgate-arm_64.x"));
  for (const std::string& name :
       {std::string(), std::string("a b"), std::string("a-->"), std::string("a=b"),
        std::string("\xC3\xA4"), std::string(61, 'a'), std::string("a\nb")}) {
    EXPECT_FALSE(is_comment_name(name)) << name;
  }
}

}  // namespace
}  // namespace benchgate::github
