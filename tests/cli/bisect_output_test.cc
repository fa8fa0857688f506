#include "benchgate/cli/bisect_output.h"

#include <cmath>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace benchgate::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Answer = model::HistoryFinding::Answer;

builds::Commit commit(char digit, const std::string& subject) {
  return {.id = std::string(40, digit),
          .subject = subject,
          .author = "Ada",
          .authored_at = "2026-03-01T10:00:00Z"};
}

/// BAD is 25 % slower than GOOD, and the change is `part` of that.
work::BisectReport culprit(double part = 1) {
  const double whole = std::log(1.25);
  work::BisectReport report{
      .good = commit('a', "good"), .bad = commit('c', "bad"), .range = {commit('b', "copy twice")}};
  report.found.answer = Answer::Culprit;
  report.found.good = std::string(40, 'a');
  report.found.bad = std::string(40, 'b');
  report.found.whole = stats::Estimate{.point = whole, .interval = {}};
  report.found.change = stats::Estimate{.point = part * whole, .interval = {}};
  report.target = work::BisectTarget{.suite = "db", .benchmark = "db/get", .metric = "cpu_time"};
  report.matching = 1;
  report.differing = 1;
  return report;
}

TEST(BisectText, NamesTheCommit) {
  const auto text = bisect_text(culprit());
  EXPECT_THAT(text, StartsWith("bbbbbbbbbbbb "));
  EXPECT_THAT(text, AllOf(HasSubstr("copy twice"), HasSubstr("by Ada, 2026-03-01"),
                          HasSubstr("db/get cpu_time is +25.0 %"), Not(HasSubstr(" match; "))));
}

TEST(BisectText, SaysHowManyBenchmarksDiffer) {
  auto report = culprit();
  report.matching = 5;
  report.differing = 2;
  EXPECT_THAT(
      bisect_text(report),
      HasSubstr("5 benchmarks match; 2 differ between GOOD and BAD, this one most clearly.\n"));
}

TEST(BisectText, LetsNoNameControlTheTerminal) {
  auto report = culprit();
  report.range.front().subject = "\x1b[2J";
  report.target->benchmark = "\x1b[1A";
  EXPECT_THAT(bisect_text(report), Not(HasSubstr("\x1b")));
}

TEST(BisectJson, HoldsTheCommitAndTheRatio) {
  const auto json = nlohmann::json::parse(bisect_json(culprit(0.5)));
  EXPECT_EQ(json["answer"], "culprit");
  EXPECT_EQ(json["culprit"]["commit"], std::string(40, 'b'));
  EXPECT_EQ(json["target"]["metric"], "cpu_time");
  EXPECT_NEAR(json["whole"]["ratio"].get<double>(), 1.25, 1e-12);
  EXPECT_NEAR(json["change"]["ratio"].get<double>(), 1.118033988749895, 1e-12);  // sqrt(1.25)
  EXPECT_EQ(json["change"]["lower"], nullptr);
  EXPECT_EQ(json["not_closer"], nullptr);
}

TEST(BisectJson, OfNothingFoundNamesNobody) {
  work::BisectReport report{.good = commit('a', "\xff"), .bad = commit('c', "bad")};
  report.found.answer = Answer::NotConfirmed;
  const auto json = nlohmann::json::parse(bisect_json(report));
  EXPECT_EQ(json["answer"], "not_confirmed");
  EXPECT_EQ(json["culprit"], nullptr);
  EXPECT_EQ(json["target"], nullptr);
  EXPECT_EQ(json["good"]["subject"], "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace benchgate::cli
