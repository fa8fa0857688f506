#include "benchgate/work/bisect_finding.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/history/series_analysis.h"

namespace benchgate::work {
namespace {

using history::Bisection;
using model::HistoryFinding;

constexpr model::Timestamp kNow = 1'800'000'000;

std::string commit(char digit) {
  return std::string(40, digit);
}

model::SeriesKey key(const std::string& benchmark, const std::string& of) {
  return {.suite = "my",
          .benchmark = benchmark,
          .metric = "cpu_time",
          .basis = {.kind = model::Basis::Kind::Machine, .of = of}};
}

std::vector<model::SeriesKey> series() {
  return {key("a", "here"), key("a", "there"), key("b", "here")};
}

BisectReport report(HistoryFinding::Answer answer) {
  const stats::Estimate whole{std::log(1.2), stats::ConfidenceInterval{{0.1, 0.3}, 0.96}};
  BisectReport report{.found = {.answer = answer, .whole = whole},
                      .good = {.id = commit('a')},
                      .bad = {.id = commit('e')},
                      .target = BisectTarget{"my", "a", "cpu_time"}};
  return report;
}

std::vector<HistoryFinding> found_in(const BisectReport& report,
                                     const std::vector<model::SeriesKey>& all,
                                     const std::string& benchmark = "a",
                                     const std::string& metric = "clock") {
  const BisectRequest asked{.suites = {"my"}, .benchmark = benchmark, .metric = metric};
  return findings_of(report, all, asked, kNow);
}

TEST(BisectFinding, NamesTheCulpritInEachSeriesOfTheBenchmark) {
  auto culprit = report(HistoryFinding::Answer::Culprit);
  culprit.found.change = stats::Estimate{std::log(1.1), {}};
  culprit.found.good = commit('b');
  culprit.found.bad = commit('c');
  culprit.range = {{.id = commit('c'), .subject = "did it"}};
  const auto findings = found_in(culprit, series());
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].series, key("a", "here"));
  EXPECT_EQ(findings[1].series, key("a", "there"));
  EXPECT_NE(findings[0].id, findings[1].id);
  for (const auto& finding : findings) {
    EXPECT_TRUE(model::is_history_id(finding.id)) << finding.id;
    EXPECT_EQ(finding.answer, HistoryFinding::Answer::Culprit);
    EXPECT_EQ(finding.culprit, commit('c'));
    EXPECT_EQ(finding.subject, "did it");
    EXPECT_EQ(finding.good, commit('a')) << "as asked: a commit of a night";
    EXPECT_EQ(finding.bad, commit('e'));
    EXPECT_EQ(finding.narrowed_good, commit('b'));
    EXPECT_EQ(finding.narrowed_bad, commit('c'));
    EXPECT_NEAR(*finding.ratio, 1.1, 1e-12);
    EXPECT_EQ(finding.lower, std::nullopt);
    EXPECT_EQ(finding.found_at, kNow);
  }
}

TEST(BisectFinding, OfARangeSaysWhatWasAskedAndHowFarItWasNarrowed) {
  auto range = report(HistoryFinding::Answer::Range);
  range.found.good = commit('b');
  range.found.bad = commit('e');
  range.found.not_closer = history::BisectionAnswer::Untestable;
  auto finding = found_in(range, series()).front();
  EXPECT_EQ(finding.good, commit('a'));
  EXPECT_EQ(finding.bad, commit('e'));
  EXPECT_EQ(finding.narrowed_good, commit('b'));
  EXPECT_EQ(finding.narrowed_bad, "") << "as asked";
  EXPECT_NEAR(*finding.ratio, 1.2, 1e-12);
  EXPECT_DOUBLE_EQ(*finding.lower, std::exp(0.1));
  EXPECT_DOUBLE_EQ(finding.level, 0.96);
}

/// Three commits a night, and the change in the second of the fourth night: what ci/nightly.sh asks
/// then, one night more on both sides, comes back to the change that it asked for.
TEST(BisectFinding, OfARangeBetweenTwoNightsIsAboutTheChangeThatWasAskedFor) {
  const auto night = [](int i) { return "night" + std::to_string(i); };
  std::vector<model::HistoryRun> runs;
  model::Series measured{.key = key("a", "here")};
  for (int i = 0; i < 12; ++i) {
    runs.push_back({.id = "run" + std::to_string(i), .measured_at = i, .commit = night(i)});
    measured.points.push_back({.run = runs.back().id, .value = (i < 6 ? 100.0 : 120.0) + i % 2});
  }
  const auto changes = history::analyse(measured).changes;
  ASSERT_EQ(changes.size(), 1U);
  ASSERT_EQ(changes[0].at, "run6");

  auto range = report(HistoryFinding::Answer::Range);
  range.good.id = night(4);
  range.bad.id = night(7);
  range.found.good = "first after night 5";
  range.found.bad = "second after night 5";
  range.found.not_closer = history::BisectionAnswer::Untestable;
  const auto findings = found_in(range, {measured.key});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(history::findings_for(changes, measured.key, runs, findings).at(0), &findings[0]);
  EXPECT_EQ(model::closest_good(findings[0]), range.found.good);
  EXPECT_EQ(model::closest_bad(findings[0]), range.found.bad);

  // Where every commit is measured, too, and noise moved the change by one.
  range.found.good = night(6);
  range.found.bad = night(7);
  const auto beside = found_in(range, {measured.key});
  EXPECT_EQ(history::findings_for(changes, measured.key, runs, beside).at(0), &beside[0]);
}

TEST(BisectFinding, SaysThatNothingWasConfirmedOnlyIfThatWasMeasured) {
  auto nothing = report(HistoryFinding::Answer::NotConfirmed);
  nothing.found.not_closer = history::BisectionAnswer::DoesNotDiffer;
  const auto denied = found_in(nothing, series()).front();
  EXPECT_EQ(denied.answer, HistoryFinding::Answer::NotConfirmed);
  EXPECT_EQ(denied.ending, std::nullopt);
  nothing.found.not_closer = history::BisectionAnswer::Stopped;
  EXPECT_EQ(found_in(nothing, series()).front().answer, HistoryFinding::Answer::Unanswered);
}

TEST(BisectFinding, OfASearchWithoutAnAnswerSaysHowItEnded) {
  auto stopped = report(HistoryFinding::Answer::NotConfirmed);
  stopped.found.not_closer = history::BisectionAnswer::Stopped;
  stopped.seconds = 1700;
  const auto finding = found_in(stopped, series()).front();
  ASSERT_TRUE(finding.ending);
  EXPECT_EQ(finding.ending->reason, "stopped");
  EXPECT_EQ(finding.ending->seconds, 1700U);
  EXPECT_FALSE(finding.ending->tool.empty());
  EXPECT_EQ(finding.ratio, std::nullopt) << "too few pairs to say";
  EXPECT_EQ(finding.good, commit('a'));

  auto range = report(HistoryFinding::Answer::Range);
  range.found.not_closer = history::BisectionAnswer::Untestable;
  EXPECT_EQ(found_in(range, series()).front().ending->reason, "untestable");
}

TEST(BisectFinding, OfASearchThatFollowedNothingYetIsAboutWhatWasAskedFor) {
  auto failed = report(HistoryFinding::Answer::NotConfirmed);
  failed.found.not_closer = history::BisectionAnswer::Untestable;
  failed.target.reset();
  EXPECT_EQ(found_in(failed, series()).size(), 2U);
  EXPECT_EQ(found_in(failed, series()).front().series, key("a", "here"));
  EXPECT_EQ(found_in(failed, series(), "b").size(), 1U);
  EXPECT_TRUE(found_in(failed, series(), "*").empty()) << "nobody knows of which";
  EXPECT_TRUE(found_in(failed, series(), "a", "p99").empty());

  failed.found.not_closer = history::BisectionAnswer::DoesNotDiffer;
  EXPECT_TRUE(found_in(failed, series(), "*").empty());
}

TEST(BisectFinding, OfASeriesThatIsNotThereIsNone) {
  auto culprit = report(HistoryFinding::Answer::Culprit);
  culprit.range = {{.id = commit('c')}};
  culprit.target->metric = "p99";
  EXPECT_TRUE(found_in(culprit, series()).empty());
}

}  // namespace
}  // namespace benchgate::work
