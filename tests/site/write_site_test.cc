#include "benchgate/site/write_site.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "site/generated_history.h"
#include "support/step_history.h"
#include "support/temporary_folder.h"

namespace benchgate::site {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::Not;

constexpr std::size_t kLargest = 10 << 20;

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

/// What a data file hands to the page under a name of this beginning; "summary-" means "summary".
json data_of(const fs::path& folder, std::string_view stem) {
  const bool is_fixed = stem == "summary-" || stem == "runs-";
  const auto name =
      is_fixed ? std::string(stem.substr(0, stem.size() - 1)) + "\"" : std::string(stem);
  for (const auto& path : files_in(folder / "data")) {
    const auto text = read_file(path, kLargest);
    const auto call = text.find("benchgate(\"" + name);
    if (call == std::string::npos) continue;
    const auto from = text.find(", ", call) + 2;
    const auto end = std::min(text.find(");\nbenchgate(", from), text.rfind(");\n"));
    return json::parse(text.substr(from, end - from));
  }
  return {};
}

TEST(WriteSite, WritesAPageItsDataAndFeeds) {
  const test_support::TemporaryFolder folder;
  const site_tests::GeneratedHistory history({.nights = 60, .benchmarks = 6});
  const auto done = write_site(history, {.folder = folder.path()});
  EXPECT_EQ(done.runs, 60U);
  EXPECT_EQ(done.benchmarks, 6U);
  const auto summary = data_of(folder.path(), "summary-");
  EXPECT_EQ(summary["benchmarks"].size(), 6U);
  EXPECT_EQ(summary["suites"].size(), 3U);
  EXPECT_EQ(summary["latest"][0]["outcome"], "closed");
  for (const auto& line : summary["benchmarks"])
    EXPECT_TRUE(fs::exists(folder.path() / line["file"].get<std::string>()));
  const auto runs = data_of(folder.path(), "runs-");
  EXPECT_EQ(runs["ids"].size(), 60U);
  EXPECT_EQ(runs["environment_fields"][0].contains("load_avg"), false)
      << "what differs every night explains nothing";
  for (const auto* name : {"index.html", "feed.atom", "feed.json"})
    EXPECT_TRUE(fs::exists(folder.path() / name)) << name;
}

TEST(WriteSite, WritesAgainOnlyWhatChanged) {
  const test_support::TemporaryFolder folder;
  const site_tests::GeneratedHistory history({.nights = 60, .benchmarks = 6});
  const auto first = write_site(history, {.folder = folder.path()});
  EXPECT_EQ(first.files_written, 3U + 5U);
  EXPECT_EQ(write_site(history, {.folder = folder.path()}).files_written, 0U);
  const auto other = write_site(history, {.folder = folder.path(), .title = "Other"});
  EXPECT_EQ(other.files_written, 1U) << "the summary";
}

TEST(WriteSite, CountsWhatFailedAndWhatIsMissing) {
  const test_support::TemporaryFolder folder;
  const site_tests::GeneratedHistory history({.nights = 60, .benchmarks = 6});
  write_site(history, {.folder = folder.path()});
  std::size_t measured = 0;
  std::vector<std::string> failed;
  const auto summary = data_of(folder.path(), "summary-");
  for (const auto& suite : summary["suites"]) {
    measured += suite["measured"].get<std::size_t>();
    for (const auto& failure : suite["failed"]) failed.push_back(failure["message"]);
  }
  EXPECT_EQ(measured, 5U);
  EXPECT_THAT(failed, testing::ElementsAre("connection refused"));
}

TEST(WriteSite, PutsManyBenchmarksOfASuiteIntoOneFile) {
  const test_support::TemporaryFolder folder;
  const site_tests::GeneratedHistory history({.nights = 10, .benchmarks = 40});
  const auto done = write_site(history, {.folder = folder.path()});
  EXPECT_EQ(done.benchmarks, 40U);
  const auto files = files_in(folder.path() / "data");
  EXPECT_LT(files.size(), 10U);
  for (const auto& line : data_of(folder.path(), "summary-")["benchmarks"]) {
    const auto text = read_file(folder.path() / line["file"].get<std::string>(), kLargest);
    const auto call = "benchgate(\"" + line["slug"].get<std::string>() + "\", ";
    EXPECT_NE(text.find(call), std::string::npos) << line["slug"];
  }
}

TEST(WriteSite, KeepsHostileTextOutOfMarkupAndNames) {
  const test_support::TemporaryFolder folder;
  const site_tests::GeneratedHistory history({.nights = 60, .benchmarks = 6, .hostile = true});
  write_site(history, {.folder = folder.path(), .title = site_tests::kHostile});
  for (const auto& path : files_in(folder.path())) {
    const auto name = path.lexically_relative(folder.path()).string();
    EXPECT_THAT(name, Not(testing::ContainsRegex("[^a-z0-9./-]"))) << name;
    if (name.find("dygraph") != std::string::npos || name.ends_with("json")) continue;
    const auto text = read_file(path, kLargest);
    EXPECT_EQ(text.find("<script>document"), std::string::npos) << name;
    EXPECT_EQ(text.find("<img"), std::string::npos) << name;
    EXPECT_EQ(text.find("\u2028"), std::string::npos) << name;
    EXPECT_EQ(text.find("javascript:"), std::string::npos) << name;
    if (name.starts_with("data/")) {
      EXPECT_EQ(text.find("<"), std::string::npos) << name;
    }
  }
  const auto summary = data_of(folder.path(), "summary-");
  EXPECT_EQ(summary["title"], site_tests::kHostile) << "it is data, and as such kept";
}

TEST(WriteSite, SaysThatThereIsNothingToShow) {
  const test_support::TemporaryFolder folder;
  const test_support::MemoryHistory history;
  EXPECT_THROW(write_site(history, {.folder = folder.path()}), InputError);
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(WriteSite, TellsHowFarItIs) {
  const test_support::TemporaryFolder folder;
  const site_tests::GeneratedHistory history({.nights = 20, .benchmarks = 6});
  std::vector<std::size_t> seen;
  write_site(history, {.folder = folder.path(), .progress = [&](std::size_t done, std::size_t all) {
                         EXPECT_EQ(all, 6U);
                         seen.push_back(done);
                       }});
  EXPECT_THAT(seen, testing::ElementsAre(1, 2, 3, 4, 5, 6));
}

/// That measuring again did not show the step of db/select's time between nights 19 and 20.
model::HistoryFinding denial(const test_support::MemoryHistory& history) {
  return {.id = "f",
          .series = {"db", "db/select", "cpu_time", {model::Basis::Kind::Machine, "x86-ci"}},
          .good = history.record("n19").run.commit,
          .bad = history.record("n20").run.commit,
          .answer = model::HistoryFinding::Answer::NotConfirmed,
          .found_at = 1'770'000'000};
}

TEST(WriteSite, TellsOfWhatMovedHowMuchIsSure) {
  const auto line = [](const test_support::MemoryHistory& history) {
    const test_support::TemporaryFolder folder;
    write_site(history, {.folder = folder.path()});
    auto lines = data_of(folder.path(), "summary-")["benchmarks"];
    return *std::ranges::find(lines, "db/select", [](const json& one) { return one["name"]; });
  };
  auto history = test_support::step_history();
  EXPECT_NEAR(line(history)["since"], 1.1, 1e-9);
  EXPECT_EQ(line(history)["since_tone"], "bad");
  EXPECT_EQ(line(history)["since_words"], "+10.0 %");
  history.append(denial(history));
  EXPECT_NEAR(line(history)["since"], 1.1, 1e-9);
  EXPECT_EQ(line(history)["since_tone"], "unclear");
  EXPECT_EQ(line(history)["since_words"], "! +10.0 %");
}

TEST(WriteSite, TellsTheWorstChangeFirst) {
  const test_support::TemporaryFolder folder;
  write_site(test_support::step_history(), {.folder = folder.path()});
  const auto summary = data_of(folder.path(), "summary-");
  std::vector<std::string> told;
  for (const auto& one : summary["changes"])
    told.push_back(fmt::format("{} {} {}", one["tone"].get<std::string>(),
                               one["metric"].get<std::string>(), one["effect"].get<std::string>()));
  // Of db/insert both steps: the second took the first one back.
  EXPECT_THAT(told, testing::ElementsAre("bad allocs_per_iter 3 → 4", "bad cpu_time +10.0 %",
                                         "good cpu_time \u221216.7 %", "unclear cpu_time +20.0 %"));
  EXPECT_EQ(summary["headline"]["title"], "1 benchmark got worse lately");
  EXPECT_EQ(summary["scales"]["ns"],
            json::parse(R"([[1," ns"],[1000," µs"],[1000000," ms"],[1000000000," s"]])"));
}

TEST(WriteSite, HidesNoChangeBehindOneThatWasDenied) {
  test_support::MemoryHistory history;
  for (const auto& run : test_support::step_history().runs()) {
    auto record = test_support::step_history().record(run.id);
    const bool is_behind = run.id >= "n20";
    for (auto& point : record.points)
      if (point.series.metric == "allocs_per_iter") point.value = is_behind ? 4 : 3;
    history.append(record);
  }
  const auto changes = [&] {
    const test_support::TemporaryFolder folder;
    write_site(history, {.folder = folder.path()});
    std::vector<std::string> told;
    const auto summary = data_of(folder.path(), "summary-");
    for (const auto& one : summary["changes"])
      if (one["worse"] && one["moment"] == 1'767'225'600 + 20 * 86'400)
        told.push_back(fmt::format("{} {}", one["metric"].get<std::string>(),
                                   one["sure"].get<bool>() ? "sure" : "not sure"));
    return told;
  };
  EXPECT_THAT(changes(), testing::ElementsAre("cpu_time sure")) << "and allocations with it";
  history.append(denial(history));
  EXPECT_THAT(changes(),
              testing::UnorderedElementsAre("cpu_time not sure", "allocs_per_iter sure"));
}

TEST(WriteSite, ShowsASeriesOfOnePoint) {
  const test_support::TemporaryFolder folder;
  test_support::MemoryHistory history;
  history.append(model::HistoryRecord{
      .run = {.id = "a", .measured_at = 1'767'232'800},
      .points = {{.series = {"db", "db/a", "cpu_time", {}}, .value = 12, .samples = 1}}});
  EXPECT_EQ(write_site(history, {.folder = folder.path()}).benchmarks, 1U);
  const auto benchmark = data_of(folder.path(), "db-a-");
  EXPECT_EQ(benchmark["series"][0]["values"], json::array({12}));
  EXPECT_FALSE(benchmark["series"][0].contains("lower"));
}

TEST(WriteSite, MissesNoBenchmarkThatIsOfThePast) {
  const test_support::TemporaryFolder folder;
  test_support::MemoryHistory history;
  const auto record = [](std::string id, model::Timestamp moment, std::string benchmark) {
    return model::HistoryRecord{
        .run = {.id = std::move(id), .measured_at = moment},
        .points = {{.series = {"db", std::move(benchmark), "cpu_time", {}}, .value = 12}}};
  };
  constexpr model::Timestamp kNewest = 1'767'232'800;
  history.append(record("a", kNewest - 31 * 86'400, "db/renamed"));
  history.append(record("b", kNewest - 29 * 86'400, "db/missing"));
  history.append(record("c", kNewest, "db/there"));
  write_site(history, {.folder = folder.path()});
  const auto suite = data_of(folder.path(), "summary-")["suites"][0];
  EXPECT_EQ(suite["benchmarks"], 2);
  EXPECT_EQ(suite["measured"], 1);
}

TEST(WriteSite, LinksDocumentationThatItIsGiven) {
  const test_support::TemporaryFolder folder;
  const site_tests::GeneratedHistory history({.nights = 10, .benchmarks = 1});
  write_site(history, {.folder = folder.path()});
  EXPECT_THAT(read_file(folder.path() / "index.html", kLargest),
              Not(testing::HasSubstr("Documentation")));
  write_site(history, {.folder = folder.path(), .docs_url = "https://x.org/docs/?a=1&b"});
  EXPECT_THAT(
      read_file(folder.path() / "index.html", kLargest),
      testing::HasSubstr("<footer><a href=\"https://x.org/docs/?a=1&amp;b\">Documentation</a> <a"));
}

TEST(DocsUrl, IsAnAddress) {
  EXPECT_EQ(docs_url("https://x.org/docs/index.html"), "https://x.org/docs/index.html");
  for (const auto* text : {"", "docs", "javascript:alert(1)", "https://x.org/\"onclick="}) {
    EXPECT_THROW((void)docs_url(text), UsageError) << text;
  }
}

TEST(SiteUrl, EndsInASlash) {
  EXPECT_EQ(site_url("https://octo.github.io/bench"), "https://octo.github.io/bench/");
  EXPECT_EQ(site_url("https://octo.github.io/bench/"), "https://octo.github.io/bench/");
  for (const auto* bad : {"", "octo.github.io", "javascript:alert(1)", "https://a/?b",
                          "https://a/#b", "file:///tmp/site", "https://a/ b"})
    EXPECT_THROW(static_cast<void>(site_url(bad)), UsageError) << bad;
}

}  // namespace
}  // namespace benchgate::site
