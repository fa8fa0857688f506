#include "benchgate/site/shown_change.h"

#include <gtest/gtest.h>

namespace benchgate::site {
namespace {

using history::ChangeState;
using nlohmann::json;
using Answer = model::HistoryFinding::Answer;

/// 12.3 % slower on one machine.
NotedChange slower(ChangeState state = ChangeState::Standing) {
  NotedChange noted{.series = {"db", "db/a", "cpu_time", {}},
                    .definition = model::default_definition("cpu_time")};
  auto& point = noted.change.point;
  point.from = 100;
  point.to = 112.3;
  point.ratio =
      stats::Estimate{.point = 1.123, .interval = stats::ConfidenceInterval{{1.101, 1.142}, 0.95}};
  point.worse = true;
  point.state = state;
  return noted;
}

json words_of(const NotedChange& noted) {
  json words;
  add_words(words, noted);
  return words;
}

TEST(ShownChange, SaysHowMuchAndHowSure) {
  EXPECT_EQ(words_of(slower()), json({{"tone", "bad"},
                                      {"symbol", "✗"},
                                      {"word", "slower"},
                                      {"effect", "+12.3 %"},
                                      {"interval", "[+10.1 %, +14.2 %]"}}));
}

TEST(ShownChange, IsGoodOrBadOnlyWhereItIsSure) {
  auto better = slower();
  better.change.point.worse = false;
  EXPECT_EQ(words_of(better)["tone"], "good");
  EXPECT_EQ(words_of(better)["symbol"], "✓");
  const auto unclear = [](const NotedChange& noted, const char* symbol, const json& note) {
    const auto words = words_of(noted);
    EXPECT_EQ(words["tone"], "unclear");
    EXPECT_EQ(words["symbol"], symbol);
    EXPECT_EQ(words.value("note", json()), note);
  };
  unclear(slower(ChangeState::Recent), "!", "recent: not sure yet");
  unclear(slower(ChangeState::WentAway), "!", "went away since");
  auto denied = slower();
  denied.change.finding = model::HistoryFinding{.answer = Answer::NotConfirmed};
  unclear(denied, "!", "not confirmed");
  denied.change.point.state = ChangeState::WentAway;
  unclear(denied, "!", "went away since");
  auto neutral = slower();
  neutral.change.point.neutral = true;
  unclear(neutral, "~", nullptr);
}

TEST(ShownChange, HasTheWordOfItsMetric) {
  const auto word = [](model::Unit unit, model::Direction direction, bool worse) {
    auto noted = slower();
    noted.definition.unit = unit;
    noted.definition.direction = direction;
    noted.change.point.worse = worse;
    return words_of(noted)["word"];
  };
  EXPECT_EQ(word(model::Unit::Nanoseconds, model::Direction::LowerIsBetter, false), "faster");
  EXPECT_EQ(word(model::Unit::ItemsPerSecond, model::Direction::HigherIsBetter, true), "worse");
  EXPECT_EQ(word(model::Unit::Count, model::Direction::LowerIsBetter, false), "better");
  EXPECT_EQ(word(model::Unit::Count, model::Direction::NeitherIsBetter, true), "changed");
}

TEST(ShownChange, AgainstAReferenceOnlyATimingIsSlower) {
  auto noted = slower();
  noted.series.basis.kind = model::Basis::Kind::Reference;
  noted.definition.unit = model::Unit::None;
  EXPECT_EQ(words_of(noted)["word"], "slower");
  noted.definition.kind = model::MetricKind::Exact;
  EXPECT_EQ(words_of(noted)["word"], "worse");
  noted.change.point.from = 1;
  noted.change.point.to = 1.25;
  EXPECT_EQ(words_of(noted)["effect"], "1.000× → 1.250×");
}

TEST(ShownChange, NamesTheLevelsOfCounts) {
  auto noted = slower();
  noted.definition = {.unit = model::Unit::Count, .kind = model::MetricKind::Exact};
  noted.change.point.from = 12;
  noted.change.point.to = 14;
  EXPECT_EQ(words_of(noted)["effect"], "12 → 14");
  EXPECT_FALSE(words_of(noted).contains("interval"));
}

TEST(ShownChange, SaysWhatLaterChangesLeftOfIt) {
  auto noted = slower();
  noted.change.point.remainder =
      history::Remainder{.to = 105, .ratio = stats::Estimate{.point = 1.05, .interval = {}}};
  const auto words = words_of(noted);
  EXPECT_EQ(words["effect"], "+5.0 %");
  EXPECT_EQ(words["was"], "reduced, was +12.3 %");
  EXPECT_FALSE(words.contains("interval"));
}

TEST(ShownChange, CallsADriftADrift) {
  auto noted = slower();
  noted.change.point.kind = history::ChangeKind::Drift;
  EXPECT_EQ(words_of(noted)["note"], "a slow drift");
}

TEST(ShownFinding, HasItsOwnFigures) {
  model::HistoryFinding finding{.answer = Answer::Culprit,
                                .culprit = "abcdef0123456789",
                                .subject = "cache: do it twice",
                                .ratio = 1.12,
                                .lower = 1.11,
                                .upper = 1.13};
  EXPECT_EQ(shown_finding(finding), json({{"answer", "culprit"},
                                          {"words", "✓ found by bisection:"},
                                          {"culprit", "abcdef0123456789"},
                                          {"subject", "cache: do it twice"},
                                          {"effect", "+12.0 % [+11.0 %, +13.0 %]"}}));
  finding.answer = Answer::NotConfirmed;
  EXPECT_EQ(shown_finding(finding)["words"],
            "not confirmed: measured together, not shown to differ by more than the policy's "
            "limit");
  finding.answer = Answer::Unanswered;
  EXPECT_FALSE(shown_finding(finding).contains("effect"));
}

}  // namespace
}  // namespace benchgate::site
