#include "benchgate/site/overview_words.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::site {
namespace {

using history::ChangeState;

constexpr model::Timestamp kDay = 86'400;
constexpr model::Timestamp kNewest = 1'767'232'800;

RunTable runs(std::string outcome = "passed", std::string title = "No regression") {
  return RunTable({{.id = "old", .measured_at = kNewest - 40 * kDay, .machine_class = "ci"},
                   {.id = "new",
                    .measured_at = kNewest,
                    .machine_class = "ci",
                    .outcome = std::move(outcome),
                    .title = std::move(title)}});
}

/// A change for the worse that was seen so many days ago.
ChangeGroup change(std::string slug, model::Timestamp days_ago,
                   ChangeState state = ChangeState::Standing) {
  NotedChange noted{.slug = std::move(slug), .series = {"db", "db/a", "cpu_time", {}}};
  noted.change.point.worse = true;
  noted.change.point.state = state;
  noted.change.at.measured_at = kNewest - days_ago * kDay;
  return {.head = std::move(noted), .others = {}};
}

ChangeGroup better(ChangeGroup group) {
  group.head.change.point.worse = false;
  return group;
}

ChangeGroup denied(ChangeGroup group) {
  group.head.change.finding =
      model::HistoryFinding{.answer = model::HistoryFinding::Answer::NotConfirmed};
  return group;
}

nlohmann::json headline(const std::vector<ChangeGroup>& changes, const SuiteHealths& suites = {},
                        const RunTable& table = runs()) {
  return headline_json(suites, recent_news(changes, table), table, 3);
}

TEST(RecentNews, AreTheSureChangesOf30Days) {
  const auto news =
      recent_news({change("a", 30), change("a", 1), change("b", 1), change("old", 31),
                   change("recent", 1, ChangeState::Recent), denied(change("denied", 1)),
                   better(change("c", 2)), better(change("gone", 2, ChangeState::WentAway))},
                  runs());
  EXPECT_EQ(news.all_worse(), 3U);
  EXPECT_EQ(news.slower, (std::set<std::string>{"a", "b"}));
  EXPECT_EQ(news.better, 1U);
}

TEST(Headline, CountsBenchmarksAndChanges) {
  const auto told = headline({change("a", 3), change("a", 1), better(change("b", 1))});
  EXPECT_EQ(told["tone"], "bad");
  EXPECT_EQ(told["title"], "1 benchmark got worse lately");
  EXPECT_EQ(told["outcome"],
            "In 30 days 2 changes for the worse, 1 for the better. Last night: No regression; 0 "
            "failures. 3 benchmarks, 2 runs");
  EXPECT_EQ(told["measured"], kNewest);
}

TEST(Headline, IsGoodWhereNothingIsSureToBeWorse) {
  const auto told = headline({denied(change("a", 1)), change("b", 1, ChangeState::Recent)});
  EXPECT_EQ(told["tone"], "good");
  EXPECT_EQ(told["title"], "Nothing got worse lately");
}

TEST(Headline, IsBadAfterAFailureOrAClosedGate) {
  const auto failed = headline({}, {{"db", {.failed = {{"db/a", "connection refused"}}}}});
  EXPECT_EQ(failed["tone"], "bad");
  EXPECT_EQ(failed["title"], "1 benchmark failed last night");
  const auto closed = headline({}, {}, runs("closed", ""));
  EXPECT_EQ(closed["tone"], "bad");
  EXPECT_EQ(closed["title"], "Nothing got worse lately");
  EXPECT_NE(closed["outcome"].get<std::string>().find("Last night; 0 failures."),
            std::string::npos);
}

TEST(Suites, AreFailingSlowerIncompleteOrHealthy) {
  const SuiteHealths suites = {{"a", {.benchmarks = 2, .measured = {"x"}, .failed = {{"y", "no"}}}},
                               {"db", {.benchmarks = 2, .measured = {"x"}}},
                               {"part", {.benchmarks = 2, .measured = {"x"}}},
                               {"whole", {.benchmarks = 1, .measured = {"x", "new"}}}};
  const auto all = suites_json(suites, recent_news({change("a", 1)}, runs()));
  const auto told = [&](std::size_t i) {
    return all[i]["tone"].get<std::string>() + " " + all[i]["badge"].get<std::string>();
  };
  EXPECT_EQ(told(0), "bad ✗ failing");
  EXPECT_EQ(told(1), "unclear ! slower");
  EXPECT_EQ(told(2), "unclear ! incomplete");
  EXPECT_EQ(told(3), "good ✓ healthy");
  EXPECT_EQ(all[1]["worse"], 1);
  EXPECT_EQ(all[1]["missing"], 1);
  EXPECT_EQ(all[0]["missing"], 0);
  EXPECT_EQ(all[3]["missing"], 0);
}

TEST(Outcomes, HaveTheirWords) {
  EXPECT_EQ(outcome_words("passed").badge, "✓ passed");
  EXPECT_EQ(outcome_words("closed").tone, "bad");
  EXPECT_EQ(outcome_words("inconclusive").badge, "! inconclusive");
  EXPECT_EQ(outcome_words("").badge, "measured");
}

TEST(LevelMove, IsGoodOrBadOnlyWhereItIsSure) {
  using model::Direction;
  const auto tone = [](LevelMove move, Direction direction = Direction::LowerIsBetter,
                       model::MetricKind kind = model::MetricKind::Timing) {
    return tone_of(move, {.direction = direction, .kind = kind});
  };
  EXPECT_EQ(tone({1.1, {}}), "bad");
  EXPECT_EQ(tone({1.1, 1.05}), "bad");
  EXPECT_EQ(tone({1.1, 1.0}), "unclear");
  EXPECT_EQ(tone({1.1, 0.9}), "unclear");
  EXPECT_EQ(tone({1.1, {}}, Direction::HigherIsBetter), "good");
  EXPECT_EQ(tone({0.9, {}}, Direction::NeitherIsBetter, model::MetricKind::Exact), "bad");
  EXPECT_EQ(tone({0.9, {}}, Direction::NeitherIsBetter), "unclear");
  EXPECT_EQ(tone({1.001, {}}), "");
}

}  // namespace
}  // namespace benchgate::site
