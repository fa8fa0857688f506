#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/history/series_analysis.h"

namespace benchgate::history {
namespace {

using Answer = model::HistoryFinding::Answer;

const model::SeriesKey kSeries{.suite = "s", .benchmark = "b", .metric = "cpu_time", .basis = {}};

/// Eight nights r0 ... r7 on the commits c0, c1, c2, c2, c3, c4, c5, c6.
std::vector<model::HistoryRun> runs() {
  std::vector<model::HistoryRun> all;
  for (const auto* commit : {"c0", "c1", "c2", "c2", "c3", "c4", "c5", "c6"})
    all.push_back({.id = "r" + std::to_string(all.size()), .commit = commit});
  return all;
}

model::HistoryFinding finding(const std::string& good, const std::string& bad,
                              model::Timestamp found_at = 1) {
  return {.id = good + bad, .series = kSeries, .good = good, .bad = bad, .found_at = found_at};
}

model::HistoryFinding culprit(const std::string& good, const std::string& bad, double ratio) {
  auto made = finding(good, bad);
  made.answer = Answer::Culprit;
  made.ratio = ratio;
  return made;
}

/// Between the runs `before` and the next, by `ratio`.
ChangePoint change(std::size_t before, double ratio) {
  return {.index = before + 1,
          .before = "r" + std::to_string(before),
          .at = "r" + std::to_string(before + 1),
          .from = 1,
          .to = ratio,
          .ratio = stats::Estimate{ratio, {}}};
}

using Findings = std::vector<model::HistoryFinding>;

/// Which of the changes a finding is about: "-x" is the second of two.
std::string about(const std::vector<ChangePoint>& changes, const model::HistoryFinding& finding) {
  const Findings findings = {finding};
  std::string marks;
  for (const auto* of : findings_for(changes, kSeries, runs(), findings))
    marks += of == nullptr ? '-' : 'x';
  return marks;
}

/// Does a finding about `good` .. `bad` belong to the change between c1 and c2?
bool belongs(const std::string& good, const std::string& bad) {
  return about({change(1, 1.1)}, finding(good, bad)) == "x";
}

TEST(FindingsFor, BelongToTheChangeWhoseRangeTheyMeet) {
  EXPECT_TRUE(belongs("c1", "c2"));
  EXPECT_TRUE(belongs("c0", "c2"));
  EXPECT_TRUE(belongs("c0", "c4"));
  EXPECT_TRUE(belongs("c1", "c3"));
  EXPECT_FALSE(belongs("c0", "c1"));
  EXPECT_FALSE(belongs("c2", "c3"));
  EXPECT_FALSE(belongs("c3", "c4"));
}

TEST(FindingsFor, OneEndMayBeACommitThatWasNeverMeasured) {
  EXPECT_TRUE(belongs("c1", "between"));
  EXPECT_TRUE(belongs("between", "c2"));
  EXPECT_FALSE(belongs("c2", "between"));
  EXPECT_FALSE(belongs("between", "c1"));
  EXPECT_FALSE(belongs("between", "other"));
  EXPECT_FALSE(belongs("", ""));
}

TEST(FindingsFor, ARangeBetweenTwoNightsIsPlacedByWhatWasAsked) {
  auto range = finding("c0", "c3");
  range.answer = Answer::Range;
  range.narrowed_good = "between";
  range.narrowed_bad = "c2~";
  EXPECT_EQ(about({change(1, 1.1)}, range), "x");
  EXPECT_EQ(about({change(6, 1.1)}, range), "-");
}

TEST(FindingsFor, TheNarrowedRangeChoosesAmongTheChanges) {
  const std::vector<ChangePoint> twice = {change(0, 1.1), change(5, 1.1)};
  auto found = culprit("c0", "c6", 1.1);
  found.narrowed_bad = "c5";
  found.narrowed_good = "c4";
  EXPECT_EQ(about(twice, found), "-x");
  found.narrowed_good = "c0";
  found.narrowed_bad = "c1";
  EXPECT_EQ(about(twice, found), "x-");
  found.narrowed_good = "between";  // the other end, too, says something
  EXPECT_EQ(about(twice, found), "x-");
  found.narrowed_good = "c2";
  found.narrowed_bad = "c3";
  EXPECT_EQ(about(twice, found), "--") << "far from both";
  found.good = "v1.4";  // where nobody measured
  found.narrowed_good = "c4";
  found.narrowed_bad = "c5";
  EXPECT_EQ(about(twice, found), "-x");
}

TEST(FindingsFor, NoiseMayHaveMovedAChangeByARun) {
  auto found = culprit("c0", "c3", 1.1);
  found.narrowed_good = "c0";
  found.narrowed_bad = "c1";
  EXPECT_EQ(about({change(1, 1.1)}, found), "x");
  found.narrowed_good = "c2";
  found.narrowed_bad = "c3";
  EXPECT_EQ(about({change(1, 1.1)}, found), "x");
  found.good = "c2";  // where it was not looked for it cannot be
  EXPECT_EQ(about({change(1, 1.1)}, found), "-");
  found.good = "c0";
  EXPECT_EQ(about({change(1, 1.1), change(3, 1.3)}, found), "-x") << "rather the nearer one";
}

TEST(FindingsFor, BelongToOneChangeThatGoesTheSameWayAndIsOfTheNearestSize) {
  EXPECT_EQ(about({change(0, 1.1), change(5, 1.3)}, culprit("c0", "c6", 1.28)), "-x");
  EXPECT_EQ(about({change(0, 1.1), change(5, 1.3)}, culprit("c0", "c6", 1.12)), "x-");
  EXPECT_EQ(about({change(0, 0.9), change(5, 1.3)}, culprit("c0", "c6", 1.02)), "-x");
  EXPECT_EQ(about({change(0, 1.1), change(5, 0.7)}, culprit("c0", "c6", 0.95)), "-x");
  EXPECT_EQ(about({change(0, 0.9)}, culprit("c0", "c6", 1.1)), "-");
}

TEST(FindingsFor, OfTwoThatMayCancelOutNeitherIsDenied) {
  EXPECT_EQ(about({change(0, 1.1), change(5, 0.9)}, finding("c0", "c6")), "--");
  EXPECT_EQ(about({change(0, 1.1), change(5, 0.9)}, finding("c0", "c2")), "x-");
  EXPECT_EQ(about({change(0, 1.1)}, finding("c0", "c6")), "x");
}

TEST(FindingsFor, AreOfTheSameSeries) {
  auto other = finding("c1", "c2");
  other.series.metric = "real_time";
  EXPECT_EQ(about({change(1, 1.1)}, other), "-");
}

TEST(FindingsFor, TheNewestCounts) {
  const Findings findings = {finding("c0", "c2", 5), finding("c1", "c2", 7),
                             finding("c1", "c3", 6)};
  EXPECT_EQ(findings_for({change(1, 1.1)}, kSeries, runs(), findings).at(0), &findings[1]);
}

TEST(FindingsFor, AnAnswerOutlivesALaterSearchWithoutOne) {
  auto without = finding("c1", "c2", 9);
  without.answer = Answer::Unanswered;
  const Findings findings = {without, finding("c1", "c2", 5)};
  EXPECT_EQ(findings_for({change(1, 1.1)}, kSeries, runs(), findings).at(0), &findings[1]);
  const Findings alone = {without};
  EXPECT_EQ(findings_for({change(1, 1.1)}, kSeries, runs(), alone).at(0), &alone[0]);
}

TEST(FindingsFor, ASearchWithoutAnAnswerIsAboutAllThatItCouldHaveFound) {
  auto without = finding("c0", "c4");
  without.answer = Answer::Unanswered;
  EXPECT_EQ(about({change(0, 1.1), change(1, 1.1), change(6, 1.1)}, without), "xx-");
}

TEST(FindingsFor, AChangeOfUnknownRunsHasNone) {
  auto unknown = change(1, 1.1);
  unknown.before = "gone";
  EXPECT_EQ(about({unknown}, finding("c1", "c2")), "-");
}

TEST(CertaintyOf, IsOfStateAndFinding) {
  const auto certainty = [](ChangeState state, const std::optional<model::HistoryFinding>& about) {
    return certainty_of({.state = state}, about);
  };
  model::HistoryFinding denial{.answer = Answer::NotConfirmed};
  model::HistoryFinding culprit{.answer = Answer::Culprit};
  EXPECT_EQ(certainty(ChangeState::Standing, culprit), Certainty::Sure);
  EXPECT_EQ(certainty(ChangeState::Standing, denial), Certainty::Denied);
  EXPECT_EQ(certainty(ChangeState::Recent, std::nullopt), Certainty::Recent);
  EXPECT_EQ(certainty(ChangeState::Recent, denial), Certainty::Denied);
  EXPECT_EQ(certainty(ChangeState::WentAway, denial), Certainty::WentAway);
}

TEST(IsSure, IsWhatStandsAndWasNotDenied) {
  const auto found = [](Answer answer) {
    auto one = finding("c1", "c2");
    one.answer = answer;
    return std::optional(one);
  };
  const ChangePoint standing{.state = ChangeState::Standing};
  EXPECT_TRUE(is_sure(standing, std::nullopt));
  EXPECT_TRUE(is_sure(standing, found(Answer::Culprit)));
  EXPECT_TRUE(is_sure(standing, found(Answer::Range)));
  EXPECT_TRUE(is_sure(standing, found(Answer::Unanswered)));
  EXPECT_FALSE(is_sure(standing, found(Answer::NotConfirmed)));
  for (const auto state : {ChangeState::Recent, ChangeState::WentAway}) {
    EXPECT_FALSE(is_sure({.state = state}, std::nullopt)) << state_name(state);
    EXPECT_FALSE(is_sure({.state = state}, found(Answer::Culprit))) << state_name(state);
  }
}

}  // namespace
}  // namespace benchgate::history
