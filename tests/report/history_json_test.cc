#include "benchgate/report/history_json.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/step_history.h"

namespace benchgate::report {
namespace {

std::vector<history::SeriesReport> reports_of(const store::HistoryStore& store) {
  return history::report_on(store, [](const model::SeriesKey&) { return true; });
}

TEST(HistoryJson, HoldsWhatIsShown) {
  auto store = test_support::step_history();
  store.append(test_support::finding_of_step(model::HistoryFinding::Answer::Culprit));
  const auto json = nlohmann::json::parse(history_json(reports_of(store), {}));
  EXPECT_EQ(json.at("format"), 1);
  EXPECT_EQ(json.at("of"), 4);
  ASSERT_EQ(json.at("series").size(), 3u);  // as keys sort: db/insert, db/select twice
  const auto& series = json["series"][2];
  EXPECT_EQ(series["benchmark"], "db/select");
  EXPECT_EQ(series["metric"], "cpu_time");
  EXPECT_EQ(series["unit"], "ns");
  EXPECT_EQ(series["basis"]["kind"], "machine");
  EXPECT_EQ(series["basis"]["of"], "x86-ci");
  EXPECT_EQ(series["points"], 40);
  EXPECT_EQ(series["segments"].size(), 2u);
  const auto& change = series["changes"].at(0);
  EXPECT_EQ(change["index"], 20);
  EXPECT_EQ(change["before"]["run"], "n19");
  EXPECT_EQ(change["at"]["committed_at"], "2026-01-21T00:00:00Z");
  EXPECT_NEAR(change["ratio"].get<double>(), 1.1, 1e-9);
  EXPECT_LT(change["lower"].get<double>(), 1.1);
  EXPECT_EQ(change["level"], 0.95);
  EXPECT_EQ(change["worse"], true);
  EXPECT_EQ(change["state"], "standing");
  EXPECT_EQ(change["finding"]["answer"], "culprit");
  const auto& exact = json["series"][1]["changes"].at(0);
  EXPECT_EQ(exact["lower"], nullptr);
  EXPECT_EQ(exact["finding"], nullptr);
}

TEST(HistoryJson, OfAllHoldsEverySeries) {
  const auto json =
      nlohmann::json::parse(history_json(reports_of(test_support::step_history()), {.all = true}));
  EXPECT_EQ(json["series"].size(), 4u);
}

TEST(HistoryRunsJson, SaysOfARunWhatIsKnown) {
  const auto json = nlohmann::json::parse(history_runs_json(
      {{.id = "n1", .measured_at = 1767225600, .commit = "c0", .subject = "\xff"}}));
  EXPECT_EQ(json.at("format"), 1);
  const auto& run = json.at("runs").at(0);
  EXPECT_EQ(run["id"], "n1");
  EXPECT_EQ(run["measured_at"], "2026-01-01T00:00:00Z");
  EXPECT_EQ(run["committed_at"], nullptr);
  EXPECT_EQ(run["commit"], "c0");
  EXPECT_EQ(run["subject"], "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace benchgate::report
