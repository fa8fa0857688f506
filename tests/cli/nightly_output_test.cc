#include "benchgate/cli/nightly_output.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace benchgate::cli {
namespace {

using testing::IsEmpty;

const std::string kGood(40, 'a');
const std::string kBad(40, 'b');

work::NightlySearch search(const std::string& benchmark) {
  return {.good = kGood,
          .bad = kBad,
          .series = {.suite = "db", .benchmark = benchmark, .metric = "cpu_time"}};
}

work::NightlyPlan plan() {
  return {.reference = "v1.4", .before = kGood, .budget = std::chrono::seconds(1800)};
}

TEST(NightlyPlanLines, AreAWordAndItsValuesByTabs) {
  auto night = plan();
  night.searches.wanted = {search("insert/1 row"), search("select")};
  const auto range = kGood + "\t" + kBad + "\tdb\t";
  EXPECT_EQ(nightly_plan_lines(night),
            "reference\tv1.4\n"
            "before\t" +
                kGood +
                "\n"
                "seconds\t1800\n"
                "bisect\t" +
                range +
                "insert/1 row\tcpu_time\n"
                "bisect\t" +
                range + "select\tcpu_time\n");
  EXPECT_THAT(nightly_plan_remarks(night), IsEmpty());
}

TEST(NightlyPlanLines, HaveNoneForTheNightBeforeInTheFirstNight) {
  auto night = plan();
  night.before.reset();
  EXPECT_EQ(nightly_plan_lines(night), "reference\tv1.4\nseconds\t1800\n");
}

TEST(NightlyPlanLines, LeaveToJsonWhatWouldBreakThem) {
  for (const std::string name : {"a\tb", "a\nbisect\tx", "a\x1b[1m", ""}) {
    auto night = plan();
    night.searches.wanted = {search(name)};
    EXPECT_EQ(nightly_plan_lines(night), "reference\tv1.4\nbefore\t" + kGood + "\nseconds\t1800\n");
    const auto remarks = nightly_plan_remarks(night);
    EXPECT_TRUE(remarks.starts_with("benchgate: left out")) << remarks;
    EXPECT_EQ(remarks.find('\n'), remarks.size() - 1) << "a name makes lines of its own";
    EXPECT_EQ(remarks.find('\x1b'), std::string::npos);
    const auto json = nlohmann::json::parse(nightly_plan_json(night));
    EXPECT_EQ(json["searches"][0]["benchmark"], name);
  }
}

TEST(NightlyPlanRemarks, SayWhatIsNotBisectedAgainAndWhy) {
  auto night = plan();
  work::PostponedSearch postponed{.search = search("select"), .finding = {}, .until = 1779676200};
  postponed.finding.found_at = 1779071400;  // 2026-05-18T02:30:00Z
  postponed.finding.ending = {.reason = "stopped", .seconds = 1700, .tool = "1.2"};
  night.searches.postponed = {postponed};
  EXPECT_EQ(nightly_plan_remarks(night),
            "benchgate: not again tonight: select cpu_time between aaaaaaaaaaaa and bbbbbbbbbbbb. "
            "1700 s on 2026-05-18 gave no answer (there was not enough time). The next try is on "
            "2026-05-25; earlier with 2 times the time, other commits or another benchgate.\n");
}

TEST(NightlyPlanJson, HasTheWholePlan) {
  auto night = plan();
  night.before.reset();
  night.searches.wanted = {search("insert")};
  work::PostponedSearch postponed{.search = search("select"), .finding = {}, .until = 1779676200};
  postponed.finding.found_at = 1779071400;
  night.searches.postponed = {postponed};
  const auto expected = nlohmann::json::parse(R"({
    "format": 1, "reference": "v1.4", "before": null, "seconds": 1800,
    "searches": [{"good": "GOOD", "bad": "BAD", "suite": "db", "benchmark": "insert",
                  "metric": "cpu_time"}],
    "postponed": [{"good": "GOOD", "bad": "BAD", "suite": "db", "benchmark": "select",
                   "metric": "cpu_time", "found_at": "2026-05-18T02:30:00Z", "reason": null,
                   "seconds": null, "until": "2026-05-25T02:30:00Z"}]})");
  auto json = nlohmann::json::parse(nightly_plan_json(night));
  for (const auto* list : {"searches", "postponed"}) {
    EXPECT_EQ(json[list][0]["good"], kGood);
    EXPECT_EQ(json[list][0]["bad"], kBad);
    json[list][0]["good"] = "GOOD";
    json[list][0]["bad"] = "BAD";
  }
  EXPECT_EQ(json, expected);
}

}  // namespace
}  // namespace benchgate::cli
