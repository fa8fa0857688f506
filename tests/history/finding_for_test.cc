#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/history/series_analysis.h"

namespace benchgate::history {
namespace {

const model::SeriesKey kSeries{.suite = "s", .benchmark = "b", .metric = "cpu_time", .basis = {}};

/// Six nights r0 ... r5 on the commits c0, c1, c2, c2, c3, c4.
std::vector<model::HistoryRun> runs() {
  std::vector<model::HistoryRun> all;
  for (const auto* commit : {"c0", "c1", "c2", "c2", "c3", "c4"})
    all.push_back({.id = "r" + std::to_string(all.size()), .commit = commit});
  return all;
}

model::HistoryFinding finding(const std::string& good, const std::string& bad,
                              model::Timestamp found_at = 1) {
  return {.id = good + bad, .series = kSeries, .good = good, .bad = bad, .found_at = found_at};
}

/// Does a finding about `good` .. `bad` belong to the change between c1 and c2?
bool belongs(const std::string& good, const std::string& bad) {
  const ChangePoint change{.index = 2, .before = "r1", .at = "r2"};
  return finding_for(change, kSeries, runs(), {finding(good, bad)}) != nullptr;
}

TEST(FindingFor, BelongsToTheChangeWhoseRangeItMeets) {
  EXPECT_TRUE(belongs("c1", "c2"));
  EXPECT_TRUE(belongs("c0", "c2"));
  EXPECT_TRUE(belongs("c0", "c4"));
  EXPECT_TRUE(belongs("c1", "c3"));
  EXPECT_FALSE(belongs("c0", "c1"));
  EXPECT_FALSE(belongs("c2", "c3"));
  EXPECT_FALSE(belongs("c3", "c4"));
}

TEST(FindingFor, OneEndMayBeACommitThatWasNeverMeasured) {
  EXPECT_TRUE(belongs("c1", "between"));
  EXPECT_TRUE(belongs("between", "c2"));
  EXPECT_FALSE(belongs("c2", "between"));
  EXPECT_FALSE(belongs("between", "c1"));
  EXPECT_FALSE(belongs("between", "other"));
  EXPECT_FALSE(belongs("", ""));
}

TEST(FindingFor, IsOfTheSameSeries) {
  const ChangePoint change{.index = 2, .before = "r1", .at = "r2"};
  auto other = finding("c1", "c2");
  other.series.metric = "real_time";
  EXPECT_EQ(finding_for(change, kSeries, runs(), {other}), nullptr);
}

TEST(IsSure, IsWhatStandsAndWasNotDenied) {
  using Answer = model::HistoryFinding::Answer;
  const auto found = [](Answer answer) {
    auto one = finding("c1", "c2");
    one.answer = answer;
    return std::optional(one);
  };
  const ChangePoint standing{.state = ChangeState::Standing};
  EXPECT_TRUE(is_sure(standing, std::nullopt));
  EXPECT_TRUE(is_sure(standing, found(Answer::Culprit)));
  EXPECT_TRUE(is_sure(standing, found(Answer::Range)));
  EXPECT_FALSE(is_sure(standing, found(Answer::NotConfirmed)));
  for (const auto state : {ChangeState::Recent, ChangeState::WentAway}) {
    EXPECT_FALSE(is_sure({.state = state}, std::nullopt)) << state_name(state);
    EXPECT_FALSE(is_sure({.state = state}, found(Answer::Culprit))) << state_name(state);
  }
}

TEST(FindingFor, TheNewestCounts) {
  const ChangePoint change{.index = 2, .before = "r1", .at = "r2"};
  const std::vector<model::HistoryFinding> findings = {
      finding("c0", "c2", 5), finding("c1", "c2", 7), finding("c1", "c3", 6)};
  EXPECT_EQ(finding_for(change, kSeries, runs(), findings), &findings[1]);
}

TEST(FindingFor, AChangeOfUnknownRunsHasNone) {
  const ChangePoint change{.index = 2, .before = "gone", .at = "r2"};
  EXPECT_EQ(finding_for(change, kSeries, runs(), {finding("c1", "c2")}), nullptr);
}

}  // namespace
}  // namespace benchgate::history
