#include "benchgate/site/open_metrics.h"

#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "site/generated_history.h"
#include "source_tree.h"
#include "support/memory_history.h"
#include "support/temporary_folder.h"

namespace benchgate::site {
namespace {

using testing::HasSubstr;
using testing::Not;

model::HistoryRecord one_record() {
  const model::SeriesKey time{"db", "db/a", "cpu_time", {model::Basis::Kind::Machine, "xeon"}};
  auto bytes = time;
  bytes.metric = "bytes";
  auto ratio = time;
  ratio.basis = {model::Basis::Kind::Reference, "abcdef"};
  return {
      .run = {.id = "a",
              .measured_at = 1'767'232'800,
              .machine_class = "xeon",
              .outcome = "closed"},
      .points = {{.series = time,
                  .definition = model::default_definition("cpu_time"),
                  .value = 1.5e6,
                  .lower = 1.4e6,
                  .upper = 1.7e6},
                 {.series = bytes, .definition = model::default_definition("bytes"), .value = 4096},
                 {.series = ratio,
                  .definition = model::default_definition("cpu_time"),
                  .value = 1.125}},
      .failures = {{"db", "db/b", "crashed"}}};
}

TEST(OpenMetrics, AreInBaseUnits) {
  test_support::MemoryHistory history;
  history.append(one_record());
  const auto text = open_metrics(history);
  const std::string labels = R"({suite="db",benchmark="db/a",metric="cpu_time",)";
  EXPECT_THAT(
      text,
      HasSubstr("# TYPE benchgate_benchmark_seconds gauge\nbenchgate_benchmark_seconds" + labels +
                R"(basis="machine",of="xeon"} 0.0015)"
                "\n"));
  EXPECT_THAT(text, HasSubstr("benchgate_benchmark_lower_seconds" + labels +
                              R"(basis="machine",of="xeon"} 0.0014)"));
  EXPECT_THAT(text, HasSubstr("benchgate_benchmark_reference_ratio" + labels +
                              R"(basis="reference",of="abcdef"} 1.125)"
                              "\n"));
  EXPECT_THAT(text, HasSubstr("4096\n"));
  EXPECT_THAT(text, testing::EndsWith("# EOF\n"));
}

TEST(OpenMetrics, TellHowTheNewestRunEnded) {
  test_support::MemoryHistory history;
  history.append(one_record());
  const auto text = open_metrics(history);
  EXPECT_THAT(text,
              HasSubstr(R"(benchgate_last_run_outcome{machine_class="xeon",outcome="closed"} 1)"));
  EXPECT_THAT(text,
              HasSubstr(R"(benchgate_last_run_outcome{machine_class="xeon",outcome="passed"} 0)"));
  EXPECT_THAT(
      text, HasSubstr(R"(benchgate_last_run_timestamp_seconds{machine_class="xeon"} 1767232800)"));
  EXPECT_THAT(text, HasSubstr(R"(benchgate_suite_failed_benchmarks{suite="db"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(benchgate_suite_measured_benchmarks{suite="db"} 1)"));
}

TEST(OpenMetrics, TellWhatChangedLately) {
  const site_tests::GeneratedHistory history({.nights = 120, .benchmarks = 24});
  const auto text = open_metrics(history);
  EXPECT_THAT(text, testing::ContainsRegex(
                        "benchgate_change_ratio\\{.*verdict=\"worse\",state=\"standing\",commit="
                        "\"[0-9a-f]+\"\\} 1\\.1"));
  EXPECT_THAT(text, HasSubstr(R"(benchgate_suite_changes{suite="cache",verdict="worse"})"));
}

/// Thirty nights of one metric, in the last ten another value than before.
test_support::MemoryHistory stepped(const std::string& metric, double before, double behind) {
  test_support::MemoryHistory history;
  for (int night = 0; night < 30; ++night) {
    const auto number = std::to_string(100 + night);
    history.append(model::HistoryRecord{.run = {.id = "n" + number,
                                                .measured_at = 1'767'232'800 + night * 86'400,
                                                .commit = std::string(37, 'c') + number},
                                        .points = {{.series = {"db", "db/a", metric, {}},
                                                    .definition = model::default_definition(metric),
                                                    .value = night < 20 ? before : behind}}});
  }
  return history;
}

TEST(OpenMetrics, AreSureOfAChangeThatHasNoRatio) {
  const auto text = open_metrics(stepped("allocs_per_iter", 0, 3));
  EXPECT_THAT(text, Not(HasSubstr("benchgate_change_ratio")));
  EXPECT_THAT(text,
              testing::ContainsRegex(
                  "benchgate_change_sure\\{.*verdict=\"worse\",state=\"standing\",.*\\} 1\n"));
}

TEST(OpenMetrics, AreNotSureOfWhatMeasuringAgainDenied) {
  auto history = stepped("allocs_per_iter", 2, 3);
  EXPECT_THAT(open_metrics(history), HasSubstr(R"(verdict="worse"} 1)"));
  history.append(model::HistoryFinding{.id = "f",
                                       .series = {"db", "db/a", "allocs_per_iter", {}},
                                       .good = std::string(37, 'c') + "119",
                                       .bad = std::string(37, 'c') + "120",
                                       .answer = model::HistoryFinding::Answer::NotConfirmed,
                                       .found_at = 1'770'000'000});
  const auto text = open_metrics(history);
  EXPECT_THAT(text, HasSubstr(R"(benchgate_suite_changes{suite="db",verdict="worse"} 0)"));
  EXPECT_THAT(text, Not(HasSubstr(R"(state="standing")")));
  EXPECT_THAT(
      text, testing::ContainsRegex("benchgate_change_sure\\{.*state=\"not_confirmed\",.*\\} 0\n"));
}

TEST(OpenMetrics, HaveOneLineForEachNameWhateverStandsInIt) {
  const site_tests::GeneratedHistory history({.nights = 30, .benchmarks = 6, .hostile = true});
  const auto text = open_metrics(history);
  EXPECT_THAT(text, HasSubstr(R"(onerror=\"document.title='PWNED'\">\\u{2028}\\u{202e}'\"&\\n{{)"));
  EXPECT_THAT(text, Not(HasSubstr("\u2028")));
}

TEST(OpenMetrics, NeedAHistory) {
  EXPECT_THROW(static_cast<void>(open_metrics(test_support::MemoryHistory())), InputError);
}

TEST(OpenMetrics, ArePromtoolsToRead) {
  if (std::system("command -v promtool >/dev/null") != 0) {
    GTEST_SKIP() << "promtool is not installed (Debian's package prometheus)";
  }
  for (const bool hostile : {false, true}) {
    const test_support::TemporaryFolder folder;
    const auto path = (folder.path() / "benchgate.prom").string();
    std::ofstream(path) << open_metrics(
        site_tests::GeneratedHistory({.nights = 120, .benchmarks = 12, .hostile = hostile}));
    EXPECT_EQ(std::system(("promtool check metrics < " + path).c_str()), 0);
  }
}

constexpr const char* kMonitoring = BENCHGATE_SOURCE_DIR "/ci/monitoring/";

/// Names of metrics in a text: benchgate_ and what follows.
std::set<std::string> metric_names(const std::string& text) {
  static const std::regex kName("benchgate_[a-z_]+");
  return {std::sregex_token_iterator(text.begin(), text.end(), kName), {}};
}

TEST(Monitoring, AsksOnlyForWhatIsWritten) {
  const site_tests::GeneratedHistory history({.nights = 120, .benchmarks = 24});
  const auto written = metric_names(open_metrics(history));
  for (const std::string name : {"alerts.yml", "alerts_test.yml", "grafana-dashboard.json"}) {
    auto asked = metric_names(read_file(kMonitoring + name, 1 << 20));
    // Not a metric's name but the beginning of a pattern over several.
    asked.erase("benchgate_benchmark_");
    EXPECT_THAT(asked, Not(testing::IsEmpty())) << name;
    EXPECT_THAT(written, testing::IsSupersetOf(asked)) << name;
  }
}

TEST(Monitoring, HasADashboardThatCanBeRead) {
  const auto json = nlohmann::json::parse(
      read_file(std::string(kMonitoring) + "grafana-dashboard.json", 1 << 20));
  std::set<int> ids;
  for (const auto& panel : json["panels"]) {
    EXPECT_TRUE(ids.insert(panel["id"].get<int>()).second) << panel["title"];
    EXPECT_FALSE(panel["targets"].empty()) << panel["title"];
    EXPECT_LE(panel["gridPos"]["x"].get<int>() + panel["gridPos"]["w"].get<int>(), 24);
  }
  EXPECT_GE(ids.size(), 9U);
}

/// What promtool answers to the dashboard's query `place` of the panel of this title, asked of what
/// is written of `history`; `expected` in promtool's own form. Is it that?
bool is_answered(const std::string& title, std::size_t place, const store::HistoryStore& history,
                 const nlohmann::json& expected) {
  const auto json = nlohmann::json::parse(
      read_file(std::string(kMonitoring) + "grafana-dashboard.json", 1 << 20));
  std::string query;
  for (const auto& panel : json["panels"])
    if (panel["title"] == title) query = panel["targets"].at(place)["expr"];
  query = std::regex_replace(query, std::regex("\\$suite"), ".*");
  nlohmann::json test = {{"interval", "1h"}, {"input_series", nlohmann::json::array()}};
  std::istringstream lines(open_metrics(history));
  for (std::string line; std::getline(lines, line);) {
    const auto end = line.rfind(' ');
    if (line.starts_with("benchgate_"))
      test["input_series"].push_back(
          {{"series", line.substr(0, end)}, {"values", line.substr(end + 1)}});
  }
  test["promql_expr_test"] = nlohmann::json::array();
  test["promql_expr_test"].push_back(
      {{"expr", query}, {"eval_time", "0m"}, {"exp_samples", expected}});
  const test_support::TemporaryFolder folder;
  const auto path = (folder.path() / "dashboard_test.yml").string();
  std::ofstream(path) << R"({"tests": [)" << test << "]}";  // JSON is YAML
  return std::system(("promtool test rules " + path).c_str()) == 0;
}

TEST(Monitoring, ListsWhatHasNoRatioAmongTheWorst) {
  if (std::system("command -v promtool >/dev/null") != 0) {
    GTEST_SKIP() << "promtool is not installed (Debian's package prometheus)";
  }
  const std::string table = "What changed, worst first";
  const auto sample = [](double value) {
    const std::string labels =
        R"({suite="db",benchmark="db/a",metric="allocs_per_iter",basis="machine",)"
        R"(verdict="worse",state="standing",commit="cccccccccccc"})";
    auto samples = nlohmann::json::array();
    samples.push_back({{"labels", labels}, {"value", value}});
    return samples;
  };
  const auto from_nothing = stepped("allocs_per_iter", 0, 3);
  EXPECT_TRUE(is_answered(table, 0, from_nothing, nlohmann::json::array()));
  EXPECT_TRUE(is_answered(table, 1, from_nothing, sample(1)));
  EXPECT_TRUE(is_answered(table, 2, from_nothing, sample(1100)));
  const auto larger = stepped("allocs_per_iter", 2, 3);
  EXPECT_TRUE(is_answered(table, 0, larger, sample(1.5)));
  EXPECT_TRUE(is_answered(table, 2, larger, sample(1000.4054651081082)));  // 1000 + ln 1.5
}

TEST(Monitoring, HasRulesThatRaiseWhatTheyAreFor) {
  if (std::system("command -v promtool >/dev/null") != 0) {
    GTEST_SKIP() << "promtool is not installed (Debian's package prometheus)";
  }
  const std::string folder = kMonitoring;
  EXPECT_EQ(std::system(("promtool check rules " + folder + "alerts.yml").c_str()), 0);
  EXPECT_EQ(std::system(("promtool test rules " + folder + "alerts_test.yml").c_str()), 0);
}

}  // namespace
}  // namespace benchgate::site
