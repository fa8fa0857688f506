#include "benchgate/site/feeds.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace benchgate::site {
namespace {

using history::ChangeState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kCommits[] = {"1111111111111111", "2222222222222222", "3333333333333333"};

RunTable three_runs() {
  std::vector<model::HistoryRun> runs;
  for (int at = 0; at < 3; ++at) {
    // 2026-01-01T02:00:00Z and the days behind it.
    const model::Timestamp moment = 1'767'232'800 + at * 86'400;
    runs.push_back({.id = "run-" + std::to_string(at),
                    .measured_at = moment,
                    .commit = kCommits[at],
                    .subject = "subject " + std::to_string(at)});
  }
  return RunTable(std::move(runs));
}

ChangeGroup change(std::string id, const std::string& before, const std::string& at,
                   ChangeState state) {
  const auto runs = three_runs();
  NotedChange noted{
      .id = std::move(id),
      .slug = "db-a-0123456789",
      .series = {"db", "db/a", "cpu_time", {}},
      .definition = model::default_definition("cpu_time"),
      .change = {
          .point = {.index = 1,
                    .before = before,
                    .at = at,
                    .from = 100,
                    .to = 112.3,
                    .ratio = stats::Estimate{.point = 1.123,
                                             .interval =
                                                 stats::ConfidenceInterval{{1.101, 1.142}, 0.95}},
                    .worse = true,
                    .points_behind = 9,
                    .state = state},
          .before = runs.run(before),
          .at = runs.run(at)}};
  return {.head = std::move(noted), .others = {}};
}

std::vector<std::string> ids(const std::vector<ChangeGroup>& changes) {
  std::vector<std::string> all;
  for (const auto& one : changes) all.push_back(one.head.id);
  return all;
}

TEST(Announced, IsNewestFirstWithoutWhatMayStillMove) {
  const auto runs = three_runs();
  EXPECT_THAT(ids(announced({change("old", "run-0", "run-1", ChangeState::WentAway),
                             change("recent", "run-1", "run-2", ChangeState::Recent),
                             change("new", "run-1", "run-2", ChangeState::Standing)},
                            runs)),
              ElementsAre("new", "old"));
}

TEST(Announced, HasAHundredAtMost) {
  const std::vector<ChangeGroup> many(150, change("a", "run-0", "run-1", ChangeState::Standing));
  EXPECT_EQ(announced(many, three_runs()).size(), 100U);
}

TEST(JsonFeed, SaysWhatChangedByHowMuchAndWhere) {
  const FeedOptions options{.title = "Benchmarks",
                            .url = "https://octo.example/bench/",
                            .commits = CommitLinks("https://github.com/octo/engine/commit/{}")};
  const auto feed = nlohmann::json::parse(
      json_feed({change("00ff", "run-0", "run-1", ChangeState::Standing)}, options));
  EXPECT_EQ(feed["version"], "https://jsonfeed.org/version/1.1");
  EXPECT_EQ(feed["feed_url"], "https://octo.example/bench/feed.json");
  ASSERT_EQ(feed["items"].size(), 1U);
  const auto& item = feed["items"][0];
  EXPECT_EQ(item["id"], "urn:benchgate:change:00ff");
  EXPECT_EQ(item["url"],
            "https://octo.example/bench/#/b/db-a-0123456789"
            "?metric=cpu_time&basis=machine&of=&change=00ff");
  EXPECT_EQ(item["title"], "12.3 % slower: db db/a cpu_time");
  EXPECT_EQ(item["date_published"], "2026-01-02T02:00:00Z");
  EXPECT_EQ(item["content_text"],
            "12.3 % slower (95 % interval +10.1 to +14.2 %).\n\n"
            "Between 111111111111 and 222222222222, subject 1.\n\n"
            "https://github.com/octo/engine/compare/1111111111111111...2222222222222222");
}

TEST(JsonFeed, TellsWhatBisectionFound) {
  auto one = change("00ff", "run-0", "run-1", ChangeState::Standing);
  one.head.change.finding = model::HistoryFinding{.answer = model::HistoryFinding::Answer::Culprit,
                                                  .culprit = "abcdef0123456789",
                                                  .subject = "cache: do it twice",
                                                  .ratio = 1.12,
                                                  .lower = 1.11,
                                                  .upper = 1.13,
                                                  .found_at = 1'767'500'000};
  const auto feed = nlohmann::json::parse(json_feed({one}, {}));
  EXPECT_THAT(feed["items"][0]["content_text"].get<std::string>(),
              HasSubstr("Commit abcdef012345 cache: do it twice: +12.0 % (95 % interval +11.0 to "
                        "+13.0 %)."));
  EXPECT_EQ(feed["items"][0]["date_modified"], "2026-01-04T04:13:20Z");
}

TEST(Feeds, CallWhatWasDeniedNeitherWorseNorBetter) {
  auto one = change("00ff", "run-0", "run-1", ChangeState::Standing);
  EXPECT_THAT(atom_feed({one}, three_runs(), {}), HasSubstr("<category term=\"worse\"/>"));
  one.head.change.finding =
      model::HistoryFinding{.good = kCommits[0],
                            .bad = kCommits[1],
                            .answer = model::HistoryFinding::Answer::NotConfirmed,
                            .ratio = 1.001,
                            .lower = 0.998,
                            .upper = 1.004};
  const auto item = nlohmann::json::parse(json_feed({one}, {}))["items"][0];
  EXPECT_EQ(item["tags"], nlohmann::json::array({"not_confirmed"}));
  EXPECT_EQ(item["title"], "not confirmed: 12.3 % slower: db db/a cpu_time");
  EXPECT_THAT(item["content_text"].get<std::string>(),
              HasSubstr("Not confirmed: measured together, 111111111111 and 222222222222 are not "
                        "shown to differ by more than the policy's limit: +0.10 % (95 % interval "
                        "\u22120.20 to +0.40 %)."));
  EXPECT_THAT(atom_feed({one}, three_runs(), {}), HasSubstr("<category term=\"not_confirmed\"/>"));
}

TEST(JsonFeed, LeadsToTheSeriesThatChanged) {
  auto one = change("00ff", "run-0", "run-1", ChangeState::Standing);
  one.head.series.metric = "a&b #1";
  one.head.series.basis = {model::Basis::Kind::Reference, "abc/def"};
  const auto feed = nlohmann::json::parse(json_feed({one}, {}));
  EXPECT_EQ(feed["items"][0]["url"],
            "index.html#/b/db-a-0123456789"
            "?metric=a%26b%20%231&basis=reference&of=abc%2Fdef&change=00ff");
}

TEST(JsonFeed, ListsWhatElseMoved) {
  auto group = change("00ff", "run-0", "run-1", ChangeState::Standing);
  group.others = {group.head, group.head};
  group.others[0].series.metric = "p99";
  group.others[1].series.basis = {model::Basis::Kind::Reference, "abc"};
  const auto feed = nlohmann::json::parse(json_feed({group}, {}));
  EXPECT_THAT(feed["items"][0]["content_text"].get<std::string>(),
              HasSubstr("Also p99 12.3 % slower, cpu_time against the reference 12.3 % slower."));
}

TEST(AtomFeed, EscapesNames) {
  auto one = change("00ff", "run-0", "run-1", ChangeState::Standing);
  one.head.series.benchmark = "</title><script>&\"'\x01\n]]>\u202e";
  const auto feed = atom_feed({one}, three_runs(), {.title = "<b>"});
  EXPECT_THAT(feed, HasSubstr("<title>&lt;b&gt;</title>"));
  EXPECT_THAT(feed,
              HasSubstr("&lt;/title&gt;&lt;script&gt;&amp;&quot;&#39;\\x01\\n]]&gt;\\u{202e}"));
  EXPECT_THAT(feed, Not(HasSubstr("<script")));
}

TEST(AtomFeed, IsTheSameWheneverItIsWritten) {
  const std::vector<ChangeGroup> changes = {
      change("00ff", "run-0", "run-1", ChangeState::Standing)};
  EXPECT_EQ(atom_feed(changes, three_runs(), {}), atom_feed(changes, three_runs(), {}));
  EXPECT_THAT(atom_feed(changes, three_runs(), {}),
              HasSubstr("<updated>2026-01-03T02:00:00Z</updated>"));
}

}  // namespace
}  // namespace benchgate::site
