#include "benchgate/gate/acceptance.h"

#include <gmock/gmock.h>

#include "benchgate/gate/acceptance_file.h"
#include "benchgate/gate/apply_acceptances.h"

namespace benchgate::gate {
namespace {

using model::Direction;
using model::MetricKind;
using model::Unit;

Date day(const char* text) {
  return parse_date(text).value();
}

Acceptance accepted(double effect, std::string benchmark = "db/*") {
  return {.benchmark = std::move(benchmark),
          .up_to = {effect, Unit::Fraction},
          .reason = "reads its input twice now",
          .by = "Ann",
          .until = day("2027-02-01")};
}

/// A timing that regressed to `ratio`, with an interval of `half_width` either way.
Judgement timing(double ratio, double half_width = 0.02,
                 Direction direction = Direction::LowerIsBetter) {
  return {.benchmark = "db/select",
          .metric = "cpu_time",
          .definition = {Unit::Nanoseconds, direction, MetricKind::Timing},
          .verdict = Verdict::Regressed,
          .reason = Reason::WorseThanLimit,
          .ratio = stats::Estimate{
              ratio, stats::ConfidenceInterval{{ratio - half_width, ratio + half_width}, 0.95}}};
}

Judgement exact(std::vector<double> base, std::vector<double> head,
                Direction direction = Direction::LowerIsBetter) {
  return {.benchmark = "db/select",
          .metric = "allocs_per_iter",
          .definition = {Unit::Count, direction, MetricKind::Exact},
          .verdict = Verdict::Regressed,
          .reason = Reason::ExactMoved,
          .base = compare::Summary{.median = base.front()},
          .head = compare::Summary{.median = head.front()},
          .base_samples = std::move(base),
          .head_samples = std::move(head)};
}

TEST(Acceptance, CoversATimingUpToItsEffect) {
  EXPECT_TRUE(covers(accepted(0.12), timing(1.05)));
  EXPECT_TRUE(covers(accepted(0.12), timing(1.12)));
  EXPECT_FALSE(covers(accepted(0.12), timing(1.15)));  // [13 %, 17 %]
}

TEST(Acceptance, IsNotExceededByNoiseAroundIt) {
  EXPECT_TRUE(covers(accepted(0.12), timing(1.13)));          // [11 %, 15 %]
  EXPECT_FALSE(covers(accepted(0.12), timing(1.13, 0.005)));  // [12.5 %, 13.5 %]
}

TEST(Acceptance, IsExceededByHalfAsMuchAgainWhateverTheInterval) {
  EXPECT_TRUE(covers(accepted(0.12), timing(1.17, 0.10)));
  EXPECT_FALSE(covers(accepted(0.12), timing(1.19, 0.10)));
}

TEST(Acceptance, WithoutAnIntervalTheEstimateDecides) {
  auto row = timing(1.13);
  row.ratio->interval.reset();
  EXPECT_FALSE(covers(accepted(0.12), row));
  row.ratio->point = 1.12;
  EXPECT_TRUE(covers(accepted(0.13), row));
  row.ratio.reset();
  EXPECT_FALSE(covers(accepted(10), row));
}

TEST(Acceptance, OfARateIsBelowZero) {
  const auto rate = [](double ratio, double half_width = 0.005) {
    return timing(ratio, half_width, Direction::HigherIsBetter);
  };
  EXPECT_TRUE(covers(accepted(-0.12), rate(0.90)));
  EXPECT_FALSE(covers(accepted(-0.12), rate(0.85)));
  EXPECT_TRUE(covers(accepted(-0.12), rate(0.875, 0.02)));  // reaches up to 0.895
  EXPECT_FALSE(covers(accepted(0.12), rate(0.90)));         // the wrong way
  EXPECT_FALSE(covers(accepted(-0.12), timing(1.05)));
}

TEST(Acceptance, OfAnExactMetricHoldsForEveryValue) {
  EXPECT_TRUE(covers(accepted(0.12), exact({100, 100}, {112, 112})));
  EXPECT_FALSE(covers(accepted(0.12), exact({100, 100}, {112, 113})));
  EXPECT_FALSE(covers(accepted(0.12), exact({0, 0}, {1, 1})));  // nothing is 12 % more than none
  EXPECT_FALSE(covers(accepted(-0.12), exact({100}, {112})));
}

TEST(Acceptance, OfAnExactMetricMayNameTheValue) {
  auto acceptance = accepted(0);
  acceptance.up_to = {3, Unit::None};
  EXPECT_TRUE(covers(acceptance, exact({0, 0}, {3, 2})));
  EXPECT_FALSE(covers(acceptance, exact({0, 0}, {3, 4})));
  EXPECT_FALSE(covers(acceptance, timing(1.01)));  // a timing has no value that must be kept
  EXPECT_TRUE(covers(acceptance, exact({5}, {4}, Direction::HigherIsBetter)));
  EXPECT_FALSE(covers(acceptance, exact({5}, {2}, Direction::HigherIsBetter)));
}

TEST(Acceptance, OfAPlanHoldsForThatPlanAlone) {
  auto acceptance = accepted(0);
  acceptance.up_to = {3735928559, Unit::None};
  const auto plan = [](double head) {
    return exact({1234}, {1234, head}, Direction::NeitherIsBetter);
  };
  EXPECT_TRUE(covers(acceptance, plan(3735928559)));
  EXPECT_FALSE(covers(acceptance, plan(3735928558)));
  EXPECT_FALSE(covers(acceptance, plan(2000)));
}

TEST(Acceptance, NamesMetricsOfBenchmarks) {
  auto acceptance = accepted(0.1);
  EXPECT_TRUE(names(acceptance, timing(1)));
  auto waits = timing(1);
  waits.benchmark = "db/insert/real_time";
  waits.clock = "real_time";
  EXPECT_FALSE(names(acceptance, waits));  // its clock is real_time
  waits.metric = "real_time";
  EXPECT_TRUE(names(acceptance, waits));
  // A file that does not say the clock, and a benchmark that was seen to wait.
  waits.benchmark = "db/insert";
  waits.clock.clear();
  EXPECT_FALSE(names(acceptance, waits));
  waits.clock = "real_time";
  EXPECT_TRUE(names(acceptance, waits));
  acceptance.metric = "allocs*";
  EXPECT_FALSE(names(acceptance, timing(1)));
  EXPECT_TRUE(names(acceptance, exact({1}, {2})));
  auto whole = timing(1);
  whole.metric.clear();
  acceptance.metric = "*";
  EXPECT_FALSE(names(acceptance, whole));  // missing or errored
}

TEST(Acceptance, IsOnTopOfACommitOrABaseline) {
  auto acceptance = accepted(0.1);
  EXPECT_TRUE(is_on_top_of(acceptance, "", ""));
  acceptance.base = "1a2b3c4";
  EXPECT_TRUE(is_on_top_of(acceptance, "1a2b3c4d5e6f", "base.json"));
  EXPECT_FALSE(is_on_top_of(acceptance, "2b3c4d5e6f", "base.json"));
  EXPECT_FALSE(is_on_top_of(acceptance, "", "1a2b3c4"));
  acceptance.base = "release-1";
  EXPECT_TRUE(is_on_top_of(acceptance, "1a2b3c4d5e6f", "baseline test-2cpu/release-1"));
  EXPECT_FALSE(is_on_top_of(acceptance, "1a2b3c4d5e6f", "out/release-1"));
}

struct Applied {
  std::vector<Judgement> rows;
  std::vector<AcceptanceUse> uses;
};

Applied applied(AcceptanceFile file, std::vector<Judgement> rows, const SideIdentity& base = {}) {
  if (file.today == Date{}) file.today = day("2026-11-21");
  auto uses = apply_acceptances(file, base, rows);
  return {std::move(rows), std::move(uses)};
}

TEST(ApplyAcceptances, AcceptsWhatRegressed) {
  const auto [rows, uses] = applied({.entries = {accepted(0.12)}}, {timing(1.05)});
  EXPECT_EQ(rows[0].verdict, Verdict::Accepted);
  EXPECT_EQ(rows[0].reason, Reason::WorseThanLimit);
  EXPECT_EQ(rows[0].acceptance->state, AcceptanceState::Used);
  EXPECT_EQ(rows[0].acceptance->reason, "reads its input twice now");
  EXPECT_EQ(uses[0].state, AcceptanceState::Used);
  EXPECT_EQ(uses[0].rows, 1U);
  EXPECT_EQ(uses[0].days_left, 72);  // Nov 9 + Dec 31 + Jan 31 + 1
  EXPECT_EQ(uses[0].is_new, std::nullopt);
}

TEST(ApplyAcceptances, RearmsWhatGotWorse) {
  const auto [rows, uses] = applied({.entries = {accepted(0.12)}}, {timing(1.15), timing(1.05)});
  EXPECT_EQ(rows[0].verdict, Verdict::Regressed);
  EXPECT_EQ(rows[0].acceptance->state, AcceptanceState::Exceeded);
  EXPECT_EQ(rows[1].verdict, Verdict::Accepted);
  EXPECT_EQ(uses[0].state, AcceptanceState::Exceeded);
  EXPECT_EQ(uses[0].rows, 1U);
}

TEST(ApplyAcceptances, NeverAcceptsWhatHasNoEffect) {
  for (const auto verdict : {Verdict::Errored, Verdict::Missing, Verdict::OverBudget,
                             Verdict::Inconclusive, Verdict::New, Verdict::Unchanged}) {
    auto row = timing(1.05);
    row.verdict = verdict;
    const auto [rows, uses] = applied({.entries = {accepted(0.12, "*")}}, {row});
    EXPECT_EQ(rows[0], row) << verdict_name(verdict);
    EXPECT_EQ(uses[0].state, AcceptanceState::Unused);
    EXPECT_FALSE(uses[0].names_nothing);
  }
}

TEST(ApplyAcceptances, CountsItsLastDayAndNoLonger) {
  AcceptanceFile file{.entries = {accepted(0.12)}, .of_base = {}, .today = day("2027-02-01")};
  EXPECT_EQ(applied(file, {timing(1.05)}).rows[0].verdict, Verdict::Accepted);
  file.today = day("2027-02-02");
  const auto [rows, uses] = applied(file, {timing(1.05)});
  EXPECT_EQ(rows[0].verdict, Verdict::Regressed);
  EXPECT_EQ(rows[0].acceptance->state, AcceptanceState::Expired);
  EXPECT_EQ(uses[0].state, AcceptanceState::Expired);
  EXPECT_EQ(uses[0].days_left, -1);
}

TEST(ApplyAcceptances, DoesNotCarryOverToAnotherBase) {
  AcceptanceFile file{.entries = {accepted(0.12)}};
  file.entries[0].base = "1a2b3c4";
  const auto same = applied(file, {timing(1.05)}, {.commit = "1a2b3c4d5e"});
  EXPECT_EQ(same.rows[0].verdict, Verdict::Accepted);
  const auto other = applied(file, {timing(1.05)}, {.commit = "9f8e7d6c5b"});
  EXPECT_EQ(other.rows[0].verdict, Verdict::Regressed);
  EXPECT_EQ(other.uses[0].state, AcceptanceState::OtherBase);
}

TEST(ApplyAcceptances, WhereBaseIsKnownOnlyNewOnesCount) {
  AcceptanceFile file{.entries = {accepted(0.12)}, .of_base = std::vector<Acceptance>{}};
  file.entries[0].base = "1a2b3c4";  // that the change was rebased does not matter
  const auto fresh = applied(file, {timing(1.05)}, {.commit = "9f8e7d6c5b"});
  EXPECT_EQ(fresh.rows[0].verdict, Verdict::Accepted);
  EXPECT_EQ(fresh.uses[0].is_new, true);
  EXPECT_EQ(new_in_change(file), file.entries);

  file.of_base = file.entries;
  file.of_base->front().position.line = 7;  // moved within the file
  const auto merged = applied(file, {timing(1.05)});
  EXPECT_EQ(merged.rows[0].verdict, Verdict::Regressed);
  EXPECT_EQ(merged.uses[0].state, AcceptanceState::InBase);
  EXPECT_EQ(merged.uses[0].is_new, false);
  EXPECT_TRUE(new_in_change(file).empty());

  file.entries[0].up_to.value = 0.2;  // altered in the change: reviewed with it
  EXPECT_EQ(applied(file, {timing(1.15)}).rows[0].verdict, Verdict::Accepted);
}

TEST(ApplyAcceptances, SaysWhichAreUnused) {
  const auto [rows, uses] =
      applied({.entries = {accepted(0.12, "gone/*"), accepted(0.12)}}, {timing(1.05)});
  EXPECT_EQ(uses[0].state, AcceptanceState::Unused);
  EXPECT_TRUE(uses[0].names_nothing);
  EXPECT_EQ(uses[1].state, AcceptanceState::Used);
}

TEST(ApplyAcceptances, TakesTheEntryThatCoversOfSeveral) {
  auto expired = accepted(0.5);
  expired.until = day("2020-01-01");
  const auto [rows, uses] =
      applied({.entries = {expired, accepted(0.02), accepted(0.2, "db/select")}}, {timing(1.1)});
  EXPECT_EQ(rows[0].verdict, Verdict::Accepted);
  EXPECT_EQ(rows[0].acceptance->up_to.value, 0.2);
  EXPECT_EQ(uses[0].state, AcceptanceState::Expired);
  EXPECT_EQ(uses[1].state, AcceptanceState::Unused);
  EXPECT_EQ(uses[2].state, AcceptanceState::Used);
  const auto worse = applied({.entries = {expired, accepted(0.02)}}, {timing(1.1)});
  EXPECT_EQ(worse.rows[0].acceptance->state, AcceptanceState::Exceeded);
}

}  // namespace
}  // namespace benchgate::gate
