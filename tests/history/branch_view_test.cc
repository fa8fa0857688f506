#include "benchgate/history/branch_view.h"

#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/history/changes.h"
#include "support/memory_history.h"

namespace benchgate::history {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

model::HistoryRecord record(int night, const std::string& branch, double value) {
  const auto number = std::to_string(100 + night);
  model::HistoryPoint point{.series = {"db", "db/a", "rows", {}}, .value = value};
  point.definition = model::default_definition("rows");
  return {
      .run = {.id = "n" + number, .measured_at = night, .commit = "c" + number, .branch = branch},
      .points = {point}};
}

/// A night each of these branches, in turns; on "dev" everything is twice as large.
std::unique_ptr<test_support::MemoryHistory> nights(const std::vector<std::string>& branches,
                                                    int turns = 1) {
  auto history = std::make_unique<test_support::MemoryHistory>();
  int night = 0;
  for (int turn = 0; turn < turns; ++turn)
    for (const auto& branch : branches)
      history->append(record(++night, branch, branch == "dev" ? 20 : 10));
  return history;
}

std::vector<std::string> branches_seen(const BranchView& view) {
  std::vector<std::string> branches;
  for (const auto& run : view.runs()) branches.push_back(run.branch);
  return branches;
}

TEST(UsualBranch, IsThatOfMostRuns) {
  const auto of = [](const std::vector<std::string>& branches) {
    return usual_branch(nights(branches)->runs());
  };
  EXPECT_EQ(of({}), "");
  EXPECT_EQ(of({"", ""}), "");
  EXPECT_EQ(of({"", "main", ""}), "main");
  EXPECT_EQ(of({"main", "main", "dev"}), "main") << "once is once, however new";
  EXPECT_EQ(of({"main", "dev"}), "main") << "the older one of as many";
  EXPECT_EQ(of({"dev", "main", "main", "dev"}), "dev");
}

TEST(UsualBranch, FollowsARenaming) {
  std::vector<std::string> branches(500, "master");
  branches.insert(branches.end(), 16, "main");
  EXPECT_EQ(usual_branch(nights(branches)->runs()), "main");
  branches.pop_back();
  EXPECT_EQ(usual_branch(nights(branches)->runs()), "master");
}

TEST(BranchView, LeavesOutOtherBranches) {
  const BranchView view(nights({"main", "dev", "", "main"}), "");
  EXPECT_EQ(view.pattern(), "main");
  EXPECT_THAT(branches_seen(view), ElementsAre("main", "", "main"));
  EXPECT_THAT(view.left_out(), ElementsAre(Pair("dev", 1)));
  const auto series = view.read(view.series().at(0));
  ASSERT_EQ(series.points.size(), 3U);
  EXPECT_EQ(series.points[1].run, "n103");
}

TEST(BranchView, TakesNoAnswerAboutCommitsOfOthers) {
  auto history = nights({"main", "dev", "main"});  // c101, c102, c103
  const auto tell = [&](const std::string& id, const std::string& good, const std::string& bad) {
    history->append(model::HistoryFinding{
        .id = id, .series = {"db", "db/a", "rows", {}}, .good = good, .bad = bad});
  };
  tell("of-main", "c101", "c103");
  tell("of-dev", "c101", "c102");
  tell("not-measured", "c101", "c999");
  const BranchView view(std::move(history), "main");
  EXPECT_TRUE(view.is_of_others("c102"));
  EXPECT_FALSE(view.is_of_others("c101"));
  EXPECT_FALSE(view.is_of_others("c999"));
  std::vector<std::string> ids;
  for (const auto& finding : view.findings()) ids.push_back(finding.id);
  EXPECT_THAT(ids, testing::UnorderedElementsAre("of-main", "not-measured"));
}

TEST(BranchView, OfAPatternIsOfSeveral) {
  const auto seen = [](std::string_view pattern) {
    return branches_seen(BranchView(nights({"main", "dev", "main-2"}), pattern));
  };
  EXPECT_THAT(seen("main"), ElementsAre("main"));
  EXPECT_THAT(seen("main*"), ElementsAre("main", "main-2"));
  EXPECT_THAT(seen("*"), ElementsAre("main", "dev", "main-2"));
  EXPECT_THAT(seen("nowhere"), IsEmpty());
}

TEST(BranchView, OfANameWithStarsIsOfThatName) {
  EXPECT_THAT(branches_seen(BranchView(nights({"fix[*]?", "dev", "fix[*]?"}), "")),
              ElementsAre("fix[*]?", "fix[*]?"));
}

TEST(BranchView, HasNoChangePointsBetweenBranches) {
  const auto changes = [](std::string_view pattern) {
    const BranchView view(nights({"main", "dev", "main"}, 10), pattern);
    std::size_t count = 0;
    for (const auto& report : report_on(view, [](const auto&) { return true; }))
      count += report.changes.size();
    return count;
  };
  EXPECT_GT(changes("*"), 0U) << "mixed, an exact metric jumps back and forth";
  EXPECT_EQ(changes(""), 0U);
  EXPECT_EQ(changes("dev"), 0U);
}

}  // namespace
}  // namespace benchgate::history
