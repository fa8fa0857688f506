// What is said of rows that were measured together.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/report/paired_method_text.h"
#include "benchgate/report/view.h"
#include "benchgate/report/wording.h"
#include "report/assessments.h"

namespace benchgate::report {
namespace {

using gate::Reason;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

/// A row of 8 pairs: head 3.1 % above base, limit 0.5 %.
gate::Judgement row(Reason reason, model::Pacing pacing = model::Pacing::Duet) {
  auto judgement =
      example::timing({.benchmark = "b", .ratio = 1.031, .half_width = 0.008, .reason = reason});
  judgement.limit = 0.005;
  judgement.paired =
      gate::PairedMeasurement{.pacing = pacing, .screening_pairs = 8, .unchanged_within = 0.02};
  return judgement;
}

TEST(PairedSentence, SaysHowManyPairsShowedIt) {
  auto worse = row(Reason::WorseThanLimit);
  worse.paired->confirming_pairs = 32;
  EXPECT_EQ(reason_sentence(worse),
            "3.1 % slower (95 % interval +2.3 to +3.9 %), limit 0.5 %; 8 pairs and 32 to confirm");
  EXPECT_EQ(reason_sentence(row(Reason::WithinLimit)),
            "shown to stay within 2 % either way; 8 pairs");
}

TEST(PairedSentence, SaysWhereItIsNoDuet) {
  EXPECT_THAT(reason_sentence(row(Reason::BetterThanLimit, model::Pacing::Lockstep)),
              HasSubstr("; 8 pairs in lockstep"));
  auto on_one_core = row(Reason::BetterThanLimit, model::Pacing::Lockstep);
  on_one_core.paired->on_one_core = true;
  EXPECT_THAT(reason_sentence(on_one_core), HasSubstr("; 8 pairs in lockstep on one core"));
  EXPECT_THAT(reason_sentence(row(Reason::BetterThanLimit, model::Pacing::InTurn)),
              HasSubstr("; 8 pairs in turn, which is less sure"));
}

TEST(PairedMethod, SaysWhichWayHowManyWereMeasured) {
  gate::Assessment assessment;
  for (const bool on_one_core : {true, true, false}) {
    auto judgement = row(Reason::WithinLimit, model::Pacing::Lockstep);
    judgement.paired->on_one_core = on_one_core;
    assessment.judgements.push_back(judgement);
  }
  EXPECT_THAT(together_text(assessment), AllOf(HasSubstr("2 metrics in lockstep (short"),
                                               HasSubstr("1 metric in lockstep anywhere")));
}

TEST(PairedSentence, CountsWhatIsStillNeededInPairs) {
  auto open = row(Reason::BudgetSpent);
  open.samples_needed = 1;
  EXPECT_EQ(reason_sentence(open),
            "measuring ended before there was an answer: the 95 % interval +2.3 to +3.9 % so far, "
            "limit 0.5 %; these pairs could show a worsening of 2.4 % or more; about 1 more pair "
            "would settle it; 8 pairs");
  auto wide = row(Reason::NotShown);
  wide.samples_needed = 40;
  EXPECT_THAT(reason_sentence(wide),
              AllOf(HasSubstr("neither a change beyond 0.5 % was shown, nor that it stays within "
                              "2 %: the 95 % interval"),
                    HasSubstr("about 40 more pairs would settle it"), Not(HasSubstr("a side"))));
  EXPECT_THAT(reason_sentence(row(Reason::TooFewSamples)), HasSubstr("too few pairs"));
}

TEST(PairedSentence, IsNotForExactMetrics) {
  auto exact = row(Reason::ExactMoved);
  exact.definition.kind = model::MetricKind::Exact;
  EXPECT_THAT(reason_sentence(exact), Not(HasSubstr("pairs")));
}

std::vector<std::string> texts_of(const std::vector<Step>& steps) {
  std::vector<std::string> texts;
  for (const auto& step : steps) texts.push_back(step.text);
  return texts;
}

TEST(Together, AdvisesMorePairsAndNotToMeasureTogether) {
  const auto assessment = example::together();
  const auto view = make_view(assessment);
  const auto texts = texts_of(view.steps);
  EXPECT_THAT(texts, Contains(HasSubstr("About 110 more pairs of each would decide 2 of 2")));
  EXPECT_THAT(texts, Not(Contains(HasSubstr("measure base and head"))));
  EXPECT_THAT(texts, Not(Contains(HasSubstr("a side"))));
}

TEST(Together, SaysHowItWasMeasuredAndDecided) {
  const auto assessment = example::together();
  const auto view = make_view(assessment);
  const auto text_of = [&](std::string_view label) {
    const auto fact = std::ranges::find(view.method, label, &Fact::label);
    return fact == view.method.end() ? std::string("none") : fact->text;
  };
  EXPECT_THAT(text_of("Pairing"),
              AllOf(HasSubstr("5 metrics as duets"), HasSubstr("1 metric in lockstep"),
                    HasSubstr("1 metric in turn")));
  EXPECT_THAT(text_of("Decided"), AllOf(HasSubstr("fresh pairs"), HasSubstr("in 1 % of cases")));
  EXPECT_EQ(text_of("Pairs"),
            "6 to 24 of each metric, and 16 to 32 fresh ones to confirm 2 suspicions");
  EXPECT_EQ(text_of("Noise floor"), "none");
  EXPECT_THAT(view.cautions, Contains(HasSubstr("1 metric measured in turn")));
  EXPECT_THAT(view.cautions, Not(Contains(HasSubstr("measured apart"))));
}

TEST(PairedSentence, SaysHowManyProcessesBecameSlower) {
  auto some = row(Reason::WorseThanLimit);
  some.ratio = stats::Estimate{.point = 1.001, .interval = std::nullopt};
  some.paired->confirming_pairs = 64;
  some.paired->partial =
      compare::PartialChange{.moved = 13, .opposite = 0, .pairs = 64, .ratio = 1.98};
  EXPECT_THAT(
      reason_sentence(some),
      HasSubstr("98.0 % slower in 13 of 64 pairs, and the other way in none; in the middle of "
                "all pairs 0.10 % slower"));
}

TEST(Together, PrintsTheBudgetThatIsNeeded) {
  auto assessment = example::together();
  assessment.method.needed_seconds = 487;
  EXPECT_THAT(texts_of(make_view(assessment).steps),
              Contains(HasSubstr("About 9min of measuring")));
}

TEST(Together, GivesNoGreenTickWhereASuspicionIsOpen) {
  auto assessment = example::together();
  assessment.judgements = {row(Reason::WithinLimit), row(Reason::BudgetSpent)};
  assessment.judgements[0].verdict = gate::Verdict::Unchanged;
  assessment.judgements[1].verdict = gate::Verdict::Inconclusive;
  assessment.outcome = gate::Outcome::Inconclusive;
  const auto view = make_view(assessment);
  EXPECT_THAT(view.title, HasSubstr("Too noisy to tell: 1 of 2 undecided, 1 possible slowdown"));
  EXPECT_EQ(view.tone, Tone::Unclear);
}

}  // namespace
}  // namespace benchgate::report
