#include "benchgate/work/accept.h"

#include <gmock/gmock.h>

#include "benchgate/base/error.h"
#include "benchgate/gate/acceptance.h"

namespace benchgate::work {
namespace {

using gate::Judgement;
using gate::Verdict;
using model::Direction;
using model::MetricKind;
using model::Unit;
using ::testing::HasSubstr;

Date day(const char* text) {
  return parse_date(text).value();
}

const Date kToday = day("2026-11-21");

Judgement timing(std::string benchmark, double ratio, double half_width,
                 Direction direction = Direction::LowerIsBetter) {
  return {.benchmark = std::move(benchmark),
          .metric = "cpu_time",
          .definition = {Unit::Nanoseconds, direction, MetricKind::Timing},
          .verdict = Verdict::Regressed,
          .reason = gate::Reason::WorseThanLimit,
          .ratio = stats::Estimate{
              ratio, stats::ConfidenceInterval{{ratio - half_width, ratio + half_width}, 0.95}}};
}

Judgement exact(std::string benchmark, std::vector<double> head,
                Direction direction = Direction::LowerIsBetter) {
  return {.benchmark = std::move(benchmark),
          .metric = "allocs_per_iter",
          .definition = {Unit::Count, direction, MetricKind::Exact},
          .verdict = Verdict::Regressed,
          .reason = gate::Reason::ExactMoved,
          .base = compare::Summary{.median = 2},
          .head = compare::Summary{.median = head.front()},
          .base_samples = {2, 2},
          .head_samples = std::move(head)};
}

gate::Assessment with(std::vector<Judgement> judgements) {
  gate::Assessment assessment;
  assessment.judgements = std::move(judgements);
  return assessment;
}

AcceptanceWish wish(std::string benchmark, std::string metric = "") {
  return {.benchmark = std::move(benchmark),
          .metric = std::move(metric),
          .reason = "worth it",
          .by = "Ann",
          .until = "90d"};
}

std::vector<gate::Acceptance> made(const gate::Assessment& assessment, const AcceptanceWish& of) {
  return new_acceptances(assessment, of, kToday);
}

std::string refused(const gate::Assessment& assessment, const AcceptanceWish& of) {
  try {
    (void)made(assessment, of);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "was made";
}

TEST(NewAcceptances, AcceptUpToTheEndOfTheIntervalRoundedUp) {
  const auto entries = made(with({timing("db/a", 1.123, 0.0195)}), wish("db/*"));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0], (gate::Acceptance{.benchmark = "db/*",
                                          .metric = "clock",
                                          .up_to = {0.15, Unit::Fraction},
                                          .reason = "worth it",
                                          .by = "Ann",
                                          .until = day("2027-02-19")}));
  const auto small = made(with({timing("db/a", 1.02, 0.0041)}), wish("db/a"));
  EXPECT_DOUBLE_EQ(small[0].up_to.value, 0.025);
}

TEST(NewAcceptances, CoverWhatTheyWereMadeFrom) {
  const auto rate = timing("rate", 0.85, 0.03, Direction::HigherIsBetter);
  auto bare = timing("bare", 1.0312, 0);
  bare.ratio->interval.reset();
  for (const auto& row : {timing("a", 1.123, 0.02), rate, bare, exact("allocs", {3, 5}),
                          exact("hits", {1, 0}, Direction::HigherIsBetter),
                          exact("plan", {2, 7, 7}, Direction::NeitherIsBetter)}) {
    const auto entries = made(with({row}), wish("*"));
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_TRUE(gate::covers(entries[0], row)) << row.benchmark;
    EXPECT_TRUE(gate::names(entries[0], row)) << row.benchmark;
  }
}

TEST(NewAcceptances, AreOneForEachMetricAndHoldForAllOfItsRows) {
  const auto entries =
      made(with({timing("db/a", 1.1, 0.01), timing("db/b", 1.2, 0.01), timing("other", 1.9, 0.01),
                 exact("db/a", {3}), exact("db/b", {4})}),
           wish("db/*"));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].metric, "allocs_per_iter");
  EXPECT_EQ(entries[0].up_to, (model::Quantity{4, Unit::Count}));
  EXPECT_EQ(entries[1].metric, "clock");
  EXPECT_EQ(entries[1].up_to, (model::Quantity{0.21, Unit::Fraction}));
  EXPECT_EQ(made(with({timing("a", 1.1, 0.01), exact("a", {3})}), wish("a", "clock")).size(), 1U);
}

TEST(NewAcceptances, NameTheBaseWhereItIsKnown) {
  auto assessment = with({timing("a", 1.1, 0.01)});
  assessment.base.commit = "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b";
  EXPECT_EQ(made(assessment, wish("a"))[0].base, "1a2b3c4d5e6f");
  assessment.head.commit = assessment.base.commit;  // two builds measured in one work tree
  EXPECT_EQ(made(assessment, wish("a"))[0].base, "");
  assessment.head.commit = "9f8e7d6";
  assessment.base.dirty = true;
  EXPECT_EQ(made(assessment, wish("a"))[0].base, "");
}

TEST(NewAcceptances, RefuseWhatCannotBeAccepted) {
  auto missing = timing("gone", 1, 0);
  missing.verdict = Verdict::Missing;
  missing.metric.clear();
  auto errored = missing;
  errored.benchmark = "broken";
  errored.verdict = Verdict::Errored;
  auto fine = timing("fine", 1, 0.01);
  fine.verdict = Verdict::Unchanged;
  auto from_zero = timing("rate", 1, 0);
  from_zero.ratio.reset();
  auto assessment =
      with({missing, errored, fine, from_zero, exact("p", {7}, Direction::NeitherIsBetter),
            exact("q", {8}, Direction::NeitherIsBetter)});
  assessment.budgets = {{.benchmark = "fine", .metric = "p95", .closes_gate = true}};
  EXPECT_THAT(refused(assessment, wish("nobody")), HasSubstr("no row of these results matches"));
  EXPECT_THAT(refused(assessment, wish("gone")), HasSubstr("gone is missing"));
  EXPECT_THAT(refused(assessment, wish("broken")), HasSubstr("broken is errored"));
  EXPECT_THAT(refused(assessment, wish("fine")), HasSubstr("change the [[budget]]"));
  EXPECT_THAT(refused(assessment, wish("rate")), HasSubstr("without an effect"));
  EXPECT_THAT(refused(assessment, wish("?")), HasSubstr("one by one"));
  assessment.budgets.clear();
  EXPECT_THAT(refused(assessment, wish("fine")), HasSubstr("fine cpu_time is unchanged"));
  auto blank = wish("p");
  blank.reason = " \n";
  EXPECT_THAT(refused(assessment, blank), HasSubstr("--reason is empty"));
}

TEST(ParseUntil, ReadsDaysAndDates) {
  EXPECT_EQ(parse_until("90d", kToday), day("2027-02-19"));
  EXPECT_EQ(parse_until("1d", kToday), day("2026-11-22"));
  EXPECT_EQ(parse_until("2026-11-21", kToday), kToday);
  for (const auto* const wrong : {"", "d", "0d", "-3d", "90", "90 d", "99999d", "1e3d",
                                  "2027-02-30", "2026-11-20", "tomorrow"}) {
    EXPECT_THROW((void)parse_until(wrong, kToday), UsageError) << wrong;
  }
}

}  // namespace
}  // namespace benchgate::work
