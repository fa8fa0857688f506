// Against a tracker in memory: what becomes of issues does not depend on where they are kept.
#include "benchgate/github/change_issues.h"

#include <algorithm>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::github {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class MemoryTracker : public IssueTracker {
 public:
  std::vector<OwnIssue> issues;
  std::vector<std::string> said;
  std::function<void()> after_open = [] {};
  int updates = 0;

  std::vector<OwnIssue> own_issues(std::string_view beginning) override {
    std::vector<OwnIssue> found;
    for (const auto& issue : issues)
      if (issue.body.starts_with(beginning)) found.push_back(issue);
    return found;
  }
  void open(const std::string& title, const std::string& body) override {
    issues.push_back({.number = static_cast<std::int64_t>(issues.size()) + 1,
                      .title = title,
                      .body = body,
                      .is_open = true});
    after_open();
  }
  void update(std::int64_t number, const std::string& body) override {
    at(number).body = body;
    ++updates;
  }
  void reopen(std::int64_t number, const std::string& why) override {
    at(number).is_open = true;
    said.push_back(why);
  }
  void close(std::int64_t number, const std::string& why, bool /*is_duplicate*/) override {
    at(number).is_open = false;
    said.push_back(why);
  }

  OwnIssue& at(std::int64_t number) {
    return *std::ranges::find(issues, number, &OwnIssue::number);
  }
};

/// The commit of a run: 40 digits that end in its place.
std::string commit(int place) {
  auto text = std::to_string(place);
  return std::string(40 - text.size(), '0') + text;
}

IssueChange change(const std::string& series, int at, double magnitude = 0.1) {
  return {.mark = {.series = series, .before = commit(at - 1), .at = commit(at)},
          .magnitude = magnitude,
          .title = series + " slower",
          .row = "| " + series + " | cpu_time | +10 % | | |\n"};
}

std::string sync(MemoryTracker& tracker, const std::vector<IssueChange>& changes,
                 std::size_t most_new = 10, const std::string& of_others = {}) {
  std::ostringstream log;
  sync_issues(tracker, changes,
              {.place_of = [](std::string_view sha) -> std::optional<std::size_t> {
                 return std::stoul(std::string(sha));
               },
               .is_of_others = [&](const std::string& sha) { return sha == of_others; },
               .texts = {.about =
                             [](const auto& before, const auto& at) {
                               return "Between " + before + " and " + at + ".\n\n";
                             }},
               .most_new = most_new},
              log);
  return log.str();
}

TEST(SyncIssues, OpensOneForEachRangeOfCommits) {
  MemoryTracker tracker;
  sync(tracker, {change("a1", 10), change("b2", 10, 0.5), change("c3", 20)});
  ASSERT_THAT(tracker.issues, SizeIs(2));
  EXPECT_EQ(tracker.issues[0].title, "b2 slower, and 1 more");  // the worst gives its name
  EXPECT_THAT(tracker.issues[0].body, AllOf(HasSubstr("| a1 |"), HasSubstr("| b2 |")));
  EXPECT_THAT(tracker.issues[0].body, HasSubstr("Between " + commit(9) + " and " + commit(10)));
  EXPECT_EQ(tracker.issues[1].title, "c3 slower");
}

TEST(SyncIssues, DoesNothingTheNextNight) {
  MemoryTracker tracker;
  const std::vector<IssueChange> changes = {change("a1", 10), change("b2", 10), change("c3", 20)};
  sync(tracker, changes);
  const auto before = tracker.issues;
  EXPECT_THAT(sync(tracker, changes), HasSubstr("#1: up to date"));
  EXPECT_EQ(tracker.issues, before);
  EXPECT_EQ(tracker.updates, 0);
}

TEST(SyncIssues, FollowsAChangePointThatMovesALittle) {
  MemoryTracker tracker;
  sync(tracker, {change("a1", 10)});
  sync(tracker, {change("a1", 13)});
  ASSERT_THAT(tracker.issues, SizeIs(1));
  EXPECT_THAT(tracker.issues[0].body, HasSubstr(commit(13)));
  sync(tracker, {change("a1", 17)});  // that is another one
  EXPECT_THAT(tracker.issues, SizeIs(2));
  EXPECT_FALSE(tracker.issues[0].is_open);
}

TEST(SyncIssues, TakesNoChangeOfACountForAnotherOne) {
  MemoryTracker tracker;
  auto first = change("a1", 10);
  first.mark.is_exact = true;
  sync(tracker, {first});
  tracker.issues[0].is_open = false;  // settled by a person
  auto second = change("a1", 12);
  second.mark.is_exact = true;
  sync(tracker, {first, second});
  ASSERT_THAT(tracker.issues, SizeIs(2));
  EXPECT_TRUE(tracker.issues[1].is_open);
  EXPECT_TRUE(issue_state(tracker.issues[1].body)->marks[0].is_exact);
}

TEST(SyncIssues, AddsWhatTurnsUpARunLater) {
  MemoryTracker tracker;
  sync(tracker, {change("a1", 10, 0.5), change("b2", 11)});
  EXPECT_THAT(tracker.issues, SizeIs(1));
  sync(tracker, {change("a1", 10, 0.5), change("b2", 11), change("c3", 9)});
  EXPECT_THAT(tracker.issues, SizeIs(1));
}

TEST(SyncIssues, AddsWhatTurnsUpLaterAtTheSameCommits) {
  MemoryTracker tracker;
  sync(tracker, {change("a1", 10)});
  sync(tracker, {change("a1", 10), change("b2", 10)});
  ASSERT_THAT(tracker.issues, SizeIs(1));
  EXPECT_THAT(tracker.issues[0].body, HasSubstr("| b2 |"));
  const auto state = issue_state(tracker.issues[0].body);
  ASSERT_TRUE(state);
  EXPECT_THAT(state->marks, ElementsAre(change("a1", 10).mark, change("b2", 10).mark));
}

TEST(SyncIssues, ClosesWhatWentAwayAndOpensItAgainWhereItComesBack) {
  MemoryTracker tracker;
  sync(tracker, {change("a1", 10)});
  sync(tracker, {});
  ASSERT_THAT(tracker.issues, SizeIs(1));
  EXPECT_FALSE(tracker.issues[0].is_open);
  EXPECT_THAT(tracker.said, ElementsAre(HasSubstr("went away")));
  sync(tracker, {});
  EXPECT_THAT(tracker.said, SizeIs(1));  // once

  sync(tracker, {change("a1", 10)});
  ASSERT_THAT(tracker.issues, SizeIs(1));
  EXPECT_TRUE(tracker.issues[0].is_open);
  EXPECT_FALSE(issue_state(tracker.issues[0].body)->we_closed_it);
  EXPECT_THAT(tracker.said[1], HasSubstr("back"));
}

TEST(SyncIssues, LeavesAloneWhatIsOfAnotherBranch) {
  MemoryTracker tracker;
  sync(tracker, {change("a1", 10), change("b2", 20)});
  const auto log = sync(tracker, {}, 10, commit(10));
  EXPECT_TRUE(tracker.issues[0].is_open);
  EXPECT_FALSE(tracker.issues[1].is_open);
  EXPECT_THAT(log, HasSubstr("issue #1: left alone, it is of another branch"));
}

TEST(SyncIssues, LeavesAloneWhatAPersonClosed) {
  MemoryTracker tracker;
  sync(tracker, {change("a1", 10)});
  tracker.issues[0].is_open = false;
  sync(tracker, {change("a1", 10)});
  ASSERT_THAT(tracker.issues, SizeIs(1));
  EXPECT_FALSE(tracker.issues[0].is_open);
  // Another one of the same series is news.
  sync(tracker, {change("a1", 10), change("a1", 30)});
  EXPECT_THAT(tracker.issues, SizeIs(2));
}

TEST(SyncIssues, StaysClosedByAPersonAfterItHadBeenOpenedAgain) {
  MemoryTracker tracker;
  sync(tracker, {change("a1", 10)});
  sync(tracker, {});
  sync(tracker, {change("a1", 10)});
  tracker.issues[0].is_open = false;
  sync(tracker, {change("a1", 10)});
  EXPECT_FALSE(tracker.issues[0].is_open);
}

TEST(SyncIssues, OpensTheWorstFirstAndTheRestLater) {
  MemoryTracker tracker;
  const std::vector<IssueChange> changes = {change("a1", 10, 0.1), change("b2", 20, 0.3),
                                            change("c3", 30, 0.2)};
  EXPECT_THAT(sync(tracker, changes, 2), HasSubstr("1 issues are not opened"));
  ASSERT_THAT(tracker.issues, SizeIs(2));
  EXPECT_EQ(tracker.issues[0].title, "b2 slower");
  EXPECT_EQ(tracker.issues[1].title, "c3 slower");
  sync(tracker, changes, 2);
  ASSERT_THAT(tracker.issues, SizeIs(3));
  EXPECT_EQ(tracker.issues[2].title, "a1 slower");
}

TEST(SyncIssues, KeepsTheFirstOfTwoThatWereOpenedAtTheSameTime) {
  MemoryTracker tracker;
  tracker.after_open = [&] {
    if (tracker.issues.size() > 1) return;
    auto theirs = tracker.issues[0];
    theirs.number = 2;
    tracker.issues.push_back(theirs);
  };
  sync(tracker, {change("a1", 10)});
  ASSERT_THAT(tracker.issues, SizeIs(2));
  EXPECT_TRUE(tracker.issues[0].is_open);
  EXPECT_FALSE(tracker.issues[1].is_open);
  EXPECT_THAT(tracker.said, ElementsAre(HasSubstr("#1")));
}

TEST(SyncIssues, FitsIntoWhatATrackerTakes) {
  MemoryTracker tracker;
  std::vector<IssueChange> changes;
  for (int i = 0; i < 1000; ++i) {
    changes.push_back(change("f" + std::to_string(i), 10, 0.1 + 1e-5 * i));
    changes.back().row = "| " + std::string(300, 'x') + " |\n";
    changes.back().title = std::string(400, 'y');
  }
  sync(tracker, changes);
  ASSERT_THAT(tracker.issues, SizeIs(1));
  EXPECT_LE(tracker.issues[0].body.size(), 65'536U);
  EXPECT_LE(tracker.issues[0].title.size(), 256U);
  EXPECT_THAT(tracker.issues[0].body, HasSubstr("more are not listed"));
  sync(tracker, changes);
  EXPECT_THAT(tracker.issues, SizeIs(1));
  EXPECT_EQ(tracker.updates, 0);
}

TEST(IssueState, IsOnlyReadFromWhatWeWrote) {
  MemoryTracker tracker;
  sync(tracker, {change("a1", 10)});
  const auto body = tracker.issues[0].body;
  ASSERT_TRUE(issue_state(body));
  EXPECT_FALSE(issue_state(" " + body));
  EXPECT_FALSE(issue_state("a person's words"));
  EXPECT_FALSE(issue_state(issue_beginning()));
  EXPECT_FALSE(issue_state(issue_beginning() + "change a1 short short\n-->\n"));
  EXPECT_FALSE(
      issue_state(issue_beginning() + "change x! " + commit(1) + " " + commit(2) + "\n-->\n"));
}

}  // namespace
}  // namespace benchgate::github
