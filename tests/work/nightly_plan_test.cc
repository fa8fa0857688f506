#include "benchgate/work/nightly_plan.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::work {
namespace {

using history::ChangeState;
using model::HistoryFinding;
using Answer = HistoryFinding::Answer;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

constexpr model::Timestamp kDay = 86400;
constexpr model::Timestamp kFirstNight = 1778382000;  // 2026-05-10T03:00:00Z
constexpr std::size_t kNights = 10;
constexpr const char* kTool = "1.2";
constexpr std::chrono::seconds kHalfAnHour{1800};

/// Of the night `i`: c0000..., c1000...
std::string commit(std::size_t i) {
  return "c" + std::to_string(i) + std::string(38, '0');
}

model::HistoryRun run(std::size_t i) {
  return {.id = "n" + std::to_string(i),
          .measured_at = kFirstNight + static_cast<model::Timestamp>(i) * kDay,
          .commit = commit(i)};
}

std::vector<model::HistoryRun> runs() {
  std::vector<model::HistoryRun> all;
  for (std::size_t i = 0; i < kNights; ++i) all.push_back(run(i));
  return all;
}

/// All commits, as git lists them: the checked-out one first.
std::vector<std::string> line() {
  std::vector<std::string> all;
  for (std::size_t i = kNights; i-- > 0;) all.push_back(commit(i));
  return all;
}

/// Between that run and the next.
history::Change change(std::size_t before, double ratio = 1.1,
                       ChangeState state = ChangeState::Standing) {
  return {.point = {.from = 1,
                    .to = ratio,
                    .ratio = stats::Estimate{.point = ratio, .interval = {}},
                    .worse = ratio > 1,
                    .state = state},
          .before = run(before),
          .at = run(before + 1)};
}

history::Change with(HistoryFinding finding, history::Change change) {
  change.finding = std::move(finding);
  return change;
}

history::SeriesReport series(history::Change change, const std::string& benchmark = "a") {
  history::SeriesReport report{
      .series = {.key = {.suite = "s",
                         .benchmark = benchmark,
                         .metric = "cpu_time",
                         .basis = {model::Basis::Kind::Reference, commit(0)}},
                 .definition = model::default_definition("cpu_time")},
      .last = run(kNights - 1)};
  report.changes.push_back(std::move(change));
  return report;
}

/// Of a search for change(3), in the night before the newest; it took 1700 s.
HistoryFinding finding(Answer answer, const std::string& reason = "") {
  HistoryFinding found{.good = commit(2),
                       .bad = commit(5),
                       .answer = answer,
                       .found_at = kFirstNight + 8 * kDay + 3600};
  if (!reason.empty()) found.ending = {.reason = reason, .seconds = 1700, .tool = kTool};
  return found;
}

Tonight tonight(std::chrono::seconds budget = kHalfAnHour, const std::string& tool = kTool) {
  return {.line = line(), .budget = budget, .tool = tool};
}

using Ends = std::pair<std::string, std::string>;

std::vector<Ends> ranges(const std::vector<history::SeriesReport>& reports,
                         const Tonight& night = tonight()) {
  std::vector<Ends> found;
  for (const auto& search : plan_searches(reports, runs(), night).wanted)
    found.emplace_back(search.good, search.bad);
  return found;
}

/// The benchmarks, in their order.
std::vector<std::string> wanted(const std::vector<history::SeriesReport>& reports,
                                const Tonight& night = tonight()) {
  std::vector<std::string> found;
  for (const auto& search : plan_searches(reports, runs(), night).wanted)
    found.push_back(search.series.benchmark);
  return found;
}

bool is_repeated(const HistoryFinding& found, const Tonight& night = tonight()) {
  return !wanted({series(with(found, change(3)))}, night).empty();
}

TEST(NightlySearches, AskOneRunMoreOnBothSides) {
  EXPECT_THAT(ranges({series(change(3))}), ElementsAre(Pair(commit(2), commit(5))));
  EXPECT_THAT(ranges({series(change(0))}), ElementsAre(Pair(commit(0), commit(2))));
  EXPECT_THAT(ranges({series(change(8))}), ElementsAre(Pair(commit(7), commit(9))));
}

TEST(NightlySearches, NameNoCommitThatTheCheckedOutOneDoesNotBuildOn) {
  auto night = tonight();
  std::erase(night.line, commit(2));
  std::erase(night.line, commit(5));
  EXPECT_THAT(ranges({series(change(3))}, night), ElementsAre(Pair(commit(1), commit(6))));
  std::erase(night.line, commit(3));
  EXPECT_THAT(ranges({series(change(3))}, night), IsEmpty()) << "the change is on another branch";
}

TEST(NightlySearches, ReachUpToTheCheckedOutCommit) {
  auto night = tonight();
  const std::string newest(40, 'f');
  night.line.insert(night.line.begin(), newest);
  EXPECT_THAT(ranges({series(change(8))}, night), ElementsAre(Pair(commit(7), newest)));
}

TEST(NightlySearches, TakeTheLargestOfARangeAndWhatIsWorseFirst) {
  EXPECT_THAT(wanted({series(change(6, 0.2), "faster"), series(change(3, 1.1), "small"),
                      series(change(3, 1.3), "large")}),
              ElementsAre("large", "faster"));
}

TEST(NightlySearches, LeaveAloneWhatIsNoNews) {
  EXPECT_THAT(wanted({series(change(3, 1.1, ChangeState::Recent))}), IsEmpty());
  EXPECT_THAT(wanted({series(change(3, 1.1, ChangeState::WentAway))}), IsEmpty());
  auto exact = series(change(3));
  exact.series.definition.kind = model::MetricKind::Exact;
  auto of_machine = series(change(3));
  of_machine.series.key.basis.kind = model::Basis::Kind::Machine;
  auto drift = series(change(3));
  drift.changes[0].point.kind = history::ChangeKind::Drift;
  EXPECT_THAT(wanted({exact, of_machine, drift}), IsEmpty());
}

TEST(NightlySearches, LeaveAloneSeriesThatNobodyHasMeasuredFor14Days) {
  auto ended = series(change(3), "ended");
  auto current = series(change(6), "current");
  current.last.measured_at = ended.last.measured_at + 14 * kDay;
  EXPECT_THAT(wanted({ended, current}), testing::UnorderedElementsAre("ended", "current"));
  ++current.last.measured_at;
  EXPECT_THAT(wanted({ended, current}), ElementsAre("current"));
}

TEST(NightlySearches, TakeAnAnswerForAllThatChangedThere) {
  for (const auto answer : {Answer::Culprit, Answer::Range}) {
    const auto plan = plan_searches(
        {series(with(finding(answer), change(3)), "small"), series(change(3, 1.3), "large")},
        runs(), tonight());
    EXPECT_THAT(plan.wanted, IsEmpty());
    EXPECT_THAT(plan.postponed, IsEmpty());
  }
}

TEST(NightlySearches, AskTheNextOneWhereOneWasNotConfirmed) {
  const auto denied = series(with(finding(Answer::NotConfirmed), change(3, 1.3)), "large");
  EXPECT_THAT(wanted({denied}), IsEmpty());
  EXPECT_THAT(wanted({denied, series(change(3), "small")}), ElementsAre("small"));
}

TEST(NightlySearches, BeginWithWhatNobodyHasLookedInto) {
  EXPECT_THAT(wanted({series(with(finding(Answer::Unanswered, "stopped"), change(3, 2)), "again"),
                      series(change(6), "first")},
                     tonight(std::chrono::hours(1))),
              ElementsAre("first", "again"));
}

TEST(PostponedSearches, AreThoseWithoutAnAnswer) {
  for (const auto* reason : {"stopped", "untestable"}) {
    const auto plan = plan_searches({series(with(finding(Answer::Unanswered, reason), change(3)))},
                                    runs(), tonight());
    EXPECT_THAT(plan.wanted, IsEmpty()) << reason;
    ASSERT_THAT(plan.postponed, SizeIs(1)) << reason;
    EXPECT_EQ(plan.postponed[0].search.good, commit(2));
    EXPECT_EQ(plan.postponed[0].search.bad, commit(5));
    EXPECT_EQ(plan.postponed[0].until, kFirstNight + 15 * kDay + 3600);
  }
}

TEST(PostponedSearches, AreRepeatedAfterAWeek) {
  auto old = finding(Answer::Unanswered, "untestable");
  old.found_at = run(kNights - 1).measured_at - 7 * kDay;
  EXPECT_TRUE(is_repeated(old));
  ++old.found_at;
  EXPECT_FALSE(is_repeated(old));
}

TEST(PostponedSearches, AreRepeatedByAnotherBenchgate) {
  EXPECT_TRUE(is_repeated(finding(Answer::Unanswered, "untestable"), tonight(kHalfAnHour, "1.3")));
  EXPECT_TRUE(is_repeated(finding(Answer::Unanswered))) << "written before endings were kept";
}

TEST(PostponedSearches, AreRepeatedInAnotherRange) {
  auto other = finding(Answer::Unanswered, "untestable");
  other.bad = commit(4);
  EXPECT_TRUE(is_repeated(other));
}

TEST(PostponedSearches, AreRepeatedWithTwiceTheTimeIfThatWasMissing) {
  const auto with_seconds = [](int seconds) { return tonight(std::chrono::seconds(seconds)); };
  const auto stopped = finding(Answer::Unanswered, "stopped");
  EXPECT_FALSE(is_repeated(stopped, with_seconds(3399)));
  EXPECT_TRUE(is_repeated(stopped, with_seconds(3400)));
  EXPECT_FALSE(is_repeated(finding(Answer::Unanswered, "untestable"), with_seconds(3400)));
}

TEST(PostponedSearches, MayNarrowARangeWithMoreTime) {
  const std::vector<std::pair<const char*, bool>> helped = {
      {"stopped", true}, {"undecided", true}, {"untestable", false}, {"not_shown", false}};
  for (const auto& [reason, helps] : helped) {
    const auto found = finding(Answer::Range, reason);
    EXPECT_FALSE(is_repeated(found)) << reason;
    EXPECT_EQ(is_repeated(found, tonight(std::chrono::seconds(3400))), helps) << reason;
  }
  EXPECT_FALSE(is_repeated(finding(Answer::Range, "untestable"), tonight(kHalfAnHour, "1.3")));
}

TEST(NightBefore, IsTheNewestNightOfTheLine) {
  auto nights = runs();
  auto aside = run(9);
  aside.commit = std::string(40, 'a');
  ++aside.measured_at;
  nights.push_back(aside);
  auto again = run(5);
  again.measured_at = aside.measured_at + 1;
  nights.insert(nights.begin(), again);
  auto commits = line();
  commits.insert(commits.begin(), std::string(40, 'f'));
  EXPECT_EQ(night_before(nights, commits), commit(5));
  nights.erase(nights.begin());
  EXPECT_EQ(night_before(nights, commits), commit(9)) << "the night of another branch is newer";
}

TEST(NightBefore, IsNoneInTheFirstNightAndForTheCommitMeasuredLast) {
  EXPECT_EQ(night_before({}, line()), std::nullopt);
  EXPECT_EQ(night_before(runs(), line()), std::nullopt);
}

TEST(ReferenceSoFar, IsThatOfTheNewestSeriesElseTheFirstCommit) {
  auto old = series(change(3));
  old.last = run(4);
  auto current = series(change(3));
  current.series.key.basis.of = commit(5);
  auto of_machine = series(change(3));
  of_machine.series.key.basis = {model::Basis::Kind::Machine, "x86"};
  EXPECT_EQ(reference_so_far({old, current, of_machine}, runs()), commit(5));
  auto nights = runs();
  nights[0].commit.clear();
  EXPECT_EQ(reference_so_far({of_machine}, nights), commit(1));
  EXPECT_EQ(reference_so_far({}, {}), std::nullopt);
}

TEST(ReferenceSoFar, IsACommitInFullWhateverAHistorySays) {
  for (const std::string hostile : {"--output=x", "main\nbisect\ta", "c1", ""}) {
    auto report = series(change(3));
    report.series.key.basis.of = hostile;
    auto nights = runs();
    nights[0].commit = hostile;
    EXPECT_EQ(reference_so_far({report}, nights), commit(1)) << hostile;
  }
}

}  // namespace
}  // namespace benchgate::work
