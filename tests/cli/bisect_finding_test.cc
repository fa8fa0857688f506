#include "benchgate/cli/bisect_finding.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace benchgate::cli {
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

/// Nights measured a, e and f.
HistoryContents history() {
  HistoryContents contents{.series = {key("a", "here"), key("a", "there"), key("b", "here")}};
  for (const char digit : {'a', 'e', 'f'}) contents.runs.push_back({.commit = commit(digit)});
  return contents;
}

BisectReport report(Bisection::Answer answer) {
  const stats::Estimate whole{std::log(1.2), stats::ConfidenceInterval{{0.1, 0.3}, 0.96}};
  BisectReport report{.found = {.answer = answer, .whole = whole},
                      .good = {.id = commit('a')},
                      .bad = {.id = commit('e')},
                      .target = BisectTarget{"my", "a", "cpu_time"}};
  return report;
}

TEST(BisectFinding, NamesTheCulpritInEachSeriesOfTheBenchmark) {
  auto culprit = report(Bisection::Answer::Culprit);
  culprit.found.change = stats::Estimate{std::log(1.1), {}};
  culprit.found.good = commit('b');
  culprit.found.bad = commit('c');
  culprit.range = {{.id = commit('c'), .subject = "did it"}};
  const auto findings = findings_of(culprit, history(), kNow);
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
    EXPECT_NEAR(*finding.ratio, 1.1, 1e-12);
    EXPECT_EQ(finding.lower, std::nullopt);
    EXPECT_EQ(finding.found_at, kNow);
  }
}

TEST(BisectFinding, OfARangeHasAnEndThatIsARun) {
  auto range = report(Bisection::Answer::Range);
  range.found.good = commit('b');
  range.found.bad = commit('e');
  range.found.not_closer = history::NotCloser::Untestable;
  auto finding = findings_of(range, history(), kNow).front();
  EXPECT_EQ(finding.good, commit('b'));
  EXPECT_EQ(finding.bad, commit('e'));
  EXPECT_NEAR(*finding.ratio, 1.2, 1e-12);
  EXPECT_DOUBLE_EQ(*finding.lower, std::exp(0.1));
  EXPECT_DOUBLE_EQ(finding.level, 0.96);

  range.found.bad = commit('d');
  finding = findings_of(range, history(), kNow).front();
  EXPECT_EQ(finding.good, commit('a'));
  EXPECT_EQ(finding.bad, commit('d'));
}

TEST(BisectFinding, SaysThatNothingWasConfirmedOnlyIfThatWasMeasured) {
  auto nothing = report(Bisection::Answer::NotConfirmed);
  nothing.found.not_closer = history::NotCloser::NotShown;
  EXPECT_EQ(findings_of(nothing, history(), kNow).front().answer,
            HistoryFinding::Answer::NotConfirmed);
  nothing.found.not_closer = history::NotCloser::Stopped;
  EXPECT_TRUE(findings_of(nothing, history(), kNow).empty());
}

TEST(BisectFinding, OfASeriesThatIsNotThereIsNone) {
  auto culprit = report(Bisection::Answer::Culprit);
  culprit.range = {{.id = commit('c')}};
  culprit.target->metric = "p99";
  EXPECT_TRUE(findings_of(culprit, history(), kNow).empty());
  culprit.target.reset();
  EXPECT_TRUE(findings_of(culprit, history(), kNow).empty());
}

}  // namespace
}  // namespace benchgate::cli
