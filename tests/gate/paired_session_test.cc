#include "benchgate/gate/paired_session.h"

#include <vector>

#include <gtest/gtest.h>

namespace benchgate::gate {
namespace {

Judgement row(Verdict verdict, Reason reason, double ratio = 1.0) {
  Judgement judgement{.suite = "s",
                      .benchmark = "b",
                      .metric = "cpu_time",
                      .verdict = verdict,
                      .reason = reason,
                      .limit = 0.005,
                      .paired = PairedMeasurement{.screening_pairs = 8, .confirming_pairs = 7}};
  judgement.definition = model::default_definition("cpu_time");
  judgement.ratio = stats::Estimate{ratio, std::nullopt};
  return judgement;
}

Judgement not_measured() {
  return {.suite = "s",
          .benchmark = "left out",
          .verdict = Verdict::Inconclusive,
          .reason = Reason::NotMeasured,
          .severity = Severity::Warn};
}

Assessment session(std::vector<Judgement> judgements) {
  Assessment assessment;
  assessment.method.pairing = compare::Pairing::Together;
  assessment.judgements = std::move(judgements);
  return assessment;
}

TEST(PairedSession, IsTooShortWhereASuspicionIsOpen) {
  const auto unchanged = row(Verdict::Unchanged, Reason::WithinLimit);
  EXPECT_FALSE(is_too_short_to_tell(session({unchanged})));
  const auto slower = row(Verdict::Inconclusive, Reason::BudgetSpent, 1.5);
  EXPECT_TRUE(is_too_short_to_tell(session({unchanged, unchanged, unchanged, slower})));
  const auto faster = row(Verdict::Inconclusive, Reason::BudgetSpent, 0.5);
  EXPECT_FALSE(is_too_short_to_tell(session({unchanged, unchanged, unchanged, faster})));
}

TEST(PairedSession, IsTooShortWhereARowLiesWhollyBeyondItsLimit) {
  const auto unchanged = row(Verdict::Unchanged, Reason::WithinLimit);
  auto beyond = row(Verdict::Inconclusive, Reason::NotShown, 1.03);
  beyond.ratio->interval = {.bounds = {1.006, 1.05}, .achieved_level = 0.95};
  EXPECT_TRUE(is_too_short_to_tell(session({unchanged, unchanged, unchanged, beyond})));
  beyond.ratio->interval->bounds.lower = 1.004;
  EXPECT_FALSE(is_too_short_to_tell(session({unchanged, unchanged, unchanged, beyond})));
  beyond.severity = Severity::Warn;
  beyond.ratio->interval->bounds.lower = 1.02;
  EXPECT_FALSE(is_too_short_to_tell(session({unchanged, unchanged, unchanged, beyond})));
}

TEST(PairedSession, IsTooShortWhereHeadWaitsLonger) {
  const auto unchanged = row(Verdict::Unchanged, Reason::WithinLimit);
  const auto with = [&](Reason reason) {
    return session({unchanged, unchanged, unchanged, row(Verdict::Inconclusive, reason)});
  };
  EXPECT_TRUE(is_too_short_to_tell(with(Reason::WaitsLonger)));
  EXPECT_FALSE(is_too_short_to_tell(with(Reason::WallTimeNotMeasured)));
}

TEST(PairedSession, IsTooShortWhereFewerThanHalfWereDecided) {
  const auto unchanged = row(Verdict::Unchanged, Reason::WithinLimit);
  const auto open = row(Verdict::Inconclusive, Reason::NotShown);
  EXPECT_FALSE(is_too_short_to_tell(session({unchanged, open})));
  EXPECT_TRUE(is_too_short_to_tell(session({unchanged, open, not_measured()})));
  auto apart = session({open, open});
  apart.method.pairing = compare::Pairing::Apart;
  EXPECT_FALSE(is_too_short_to_tell(apart));
}

// 100 s for 50 pairs. 30 more for the one row and 25 for what had none, a quarter in reserve:
// 100 s (1 + 1.25 * 55 / 50) = 237.5 s.
TEST(PairedSession, SaysHowLongItWouldHaveToBe) {
  model::Run head;
  head.session = model::Session{.id = "a", .seconds = 100};
  head.benchmarks.push_back({.suite = "s", .name = "b", .pairs = model::Pairs{}});
  head.benchmarks.front().pairs->pairs.resize(50);
  auto open = row(Verdict::Inconclusive, Reason::NotShown);
  open.samples_needed = 30;
  const std::vector<Judgement> rows{open, not_measured(),
                                    row(Verdict::Unchanged, Reason::WithinLimit)};
  EXPECT_DOUBLE_EQ(needed_seconds(head, rows).value_or(0), 237.5);
  EXPECT_FALSE(needed_seconds(head, std::vector{rows[2]}));
  head.session->seconds.reset();
  EXPECT_FALSE(needed_seconds(head, rows));
}

}  // namespace
}  // namespace benchgate::gate
