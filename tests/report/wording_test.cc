#include "benchgate/report/wording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/report/view.h"
#include "report/assessments.h"

namespace benchgate::report {
namespace {

using gate::Reason;
using gate::Verdict;
using ::testing::HasSubstr;
using ::testing::Not;

gate::Judgement worse() {
  return example::timing({.benchmark = "b",
                          .ratio = 1.123,
                          .verdict = Verdict::Regressed,
                          .reason = Reason::WorseThanLimit});
}

gate::Judgement exact(double base, double head, model::Direction direction) {
  auto judgement = example::regressed().judgements[3];
  judgement.definition.direction = direction;
  judgement.base->median = base;
  judgement.head->median = head;
  judgement.ratio = stats::Estimate{head / base, std::nullopt};
  return judgement;
}

std::string title(const gate::Assessment& assessment) {
  return make_view(assessment).title;
}

TEST(ReasonSentence, SaysHowMuchSlower) {
  EXPECT_EQ(reason_sentence(worse()), "12.3 % slower (95 % interval +10.3 to +14.3 %), limit 5 %");
}

TEST(ReasonSentence, GivesTheLevelThatWasReachedAndNeverMore) {
  auto judgement = worse();
  judgement.ratio->interval->achieved_level = 0.95679;
  EXPECT_EQ(reason_sentence(judgement),
            "12.3 % slower (95.6 % interval +10.3 to +14.3 %), limit 5 %");
  judgement.ratio->interval->achieved_level = 0.957;
  EXPECT_EQ(reason_sentence(judgement),
            "12.3 % slower (95.7 % interval +10.3 to +14.3 %), limit 5 %");
}

TEST(ReasonSentence, KnowsWhichWayIsBetter) {
  auto judgement = worse();
  judgement.definition.unit = model::Unit::ItemsPerSecond;
  judgement.definition.direction = model::Direction::HigherIsBetter;
  judgement.ratio = stats::Estimate{0.9, stats::ConfidenceInterval{{0.88, 0.92}, 0.95}};
  // 1 / 0.9 - 1 = 11.1 %: that much more time a piece.
  EXPECT_EQ(reason_sentence(judgement),
            "10.0 % fewer a second (95 % interval −12.0 to −8.0 %), which counts as 11.1 % worse, "
            "limit 5 %");
  judgement.definition.unit = model::Unit::BytesPerSecond;
  EXPECT_THAT(reason_sentence(judgement), HasSubstr("10.0 % less throughput"));
  judgement.definition.unit = model::Unit::Fraction;
  EXPECT_THAT(reason_sentence(judgement), HasSubstr("10.0 % lower"));
  judgement.reason = Reason::BetterThanLimit;
  judgement.ratio = stats::Estimate{1.1, std::nullopt};
  EXPECT_EQ(reason_sentence(judgement), "10.0 % higher");
}

TEST(ReasonSentence, SaysWhatAnExactMetricMustNotDo) {
  using model::Direction;
  EXPECT_EQ(reason_sentence(exact(1000, 998, Direction::NeitherIsBetter)),
            "1000 → 998, 0.20 % fewer: must not move");
  EXPECT_EQ(reason_sentence(exact(12, 14, Direction::LowerIsBetter)),
            "12 → 14, 16.7 % more: must not grow");
  EXPECT_EQ(reason_sentence(exact(14, 12, Direction::HigherIsBetter)),
            "14 → 12, 14.3 % fewer: must not shrink");
}

TEST(ReasonSentence, SaysWhyFewSamplesDecide) {
  auto judgement = worse();
  judgement.reason = Reason::FarBeyondNoise;
  judgement.noise_floor = 0.3;
  judgement.base->samples = judgement.head->samples = 5;
  EXPECT_EQ(reason_sentence(judgement),
            "12.3 % slower, far beyond the 30 % that separate runs differ by; 5 samples a side are "
            "too few for the test, limit 5 %");
  judgement.reason = Reason::BeyondNoiseUntested;
  judgement.base->samples = judgement.head->samples = 1;
  judgement.samples_needed = 6;
  EXPECT_EQ(reason_sentence(judgement),
            "12.3 % slower, beyond the 30 % that separate runs differ by, but 1 sample a side is "
            "too few for the test; measure at least 6 samples a side");
}

TEST(ReasonSentence, ShowsThePlansThatChanged) {
  EXPECT_EQ(reason_sentence(example::regressed().judgements[2]),
            "query plan changed: Limit(Index Scan using evidence_items_status_idx on "
            "evidence_items) → Limit(Seq Scan on evidence_items)");
}

TEST(ReasonSentence, SaysWhatCouldHaveBeenShownAndWhatItTakes) {
  EXPECT_EQ(reason_sentence(example::regressed().judgements[6]),
            "neither a change nor its absence was shown: the 95 % interval −3.0 to +9.2 % against "
            "a limit of 5 %; these samples could show a worsening of 8.3 % or more; about 26 "
            "samples a side would settle it, 16 more");
}

TEST(ReasonSentence, HasOneForEveryReason) {
  for (int i = 0; i <= static_cast<int>(Reason::BudgetExceeded); ++i) {
    auto judgement = worse();
    judgement.reason = static_cast<Reason>(i);
    EXPECT_FALSE(reason_sentence(judgement).empty()) << i;
    gate::Judgement bare{.reason = static_cast<Reason>(i)};
    EXPECT_FALSE(reason_sentence(bare).empty()) << i;
  }
}

TEST(Title, NamesWhatClosesTheGate) {
  EXPECT_EQ(
      title(example::regressed()),
      "5 metrics worse (worst +16.7 %), 1 budget exceeded (base too); not blocking: 1 benchmark "
      "slower, worst +6.6 %");
  EXPECT_EQ(title(example::broken()),
            "1 benchmark failed, 3 results missing, 1 problem with the data; not blocking: 1 "
            "benchmark failed");
  EXPECT_EQ(title(example::passed()), "No slowdown: 4 of 4 unchanged");
}

TEST(Title, DoesNotCallWhatCouldNotBeDecidedFine) {
  auto judgement = worse();
  judgement.verdict = Verdict::Inconclusive;
  judgement.closes_gate = false;
  judgement.noise_floor = 0.3;
  judgement.reason = Reason::OtherMachine;
  gate::Assessment assessment{.outcome = gate::Outcome::Inconclusive,
                              .coverage = {.compared = 1, .expected = 1},
                              .judgements = {judgement}};
  EXPECT_EQ(
      title(assessment),
      "Nothing could be decided: 1 of 1 undecided (slowdowns below about 30 % would go unseen)");
  EXPECT_EQ(make_view(assessment).tone, Tone::Unclear);
  EXPECT_THAT(make_view(assessment).cautions, ::testing::Contains(HasSubstr("No row could have")));
  auto& row = assessment.judgements[0];
  row.reason = Reason::BeyondNoiseUntested;
  row.closes_gate = true;
  EXPECT_EQ(title(assessment), "b may be 12.3 % slower: undecided");
  EXPECT_EQ(make_view(assessment).changed.size(), 1u);
  row.closes_gate = false;
  assessment.outcome = gate::Outcome::Passed;
  EXPECT_EQ(title(assessment),
            "Too noisy to tell: 1 of 1 undecided, 1 possible slowdown (slowdowns below about 30 % "
            "would go unseen)");
  EXPECT_EQ(make_view(assessment).changed.size(), 1u) << "named, whatever the policy says";
  EXPECT_EQ(make_view(assessment).tone, Tone::Unclear);
  row.reason = Reason::TooFewSamples;
  row.ratio = stats::Estimate{1.1, std::nullopt};
  assessment.diagnostics.push_back({.code = "few-samples", .message = "x"});
  EXPECT_THAT(title(assessment), HasSubstr("Too few samples to tell: 1 of 1 undecided"));
  EXPECT_EQ(make_view(assessment).tone, Tone::Unclear);
}

TEST(Title, NeverCallsAComparisonOfNothingFine) {
  EXPECT_EQ(title(example::nothing_compared()), "Nothing was compared; 2 benchmarks missing");
  EXPECT_EQ(title({.outcome = gate::Outcome::Closed}), "Nothing was compared");
}

TEST(Title, OfAnOpenGateWithoutRowsSaysWhyItIsOpen) {
  // Both sides were the same, so nothing was measured; the gate says so, never the comparison.
  gate::Assessment assessment{.outcome = gate::Outcome::Passed};
  assessment.method.pairing = compare::Pairing::Together;
  EXPECT_EQ(title(assessment), "Nothing that is measured has changed");
  const auto view = make_view(assessment);
  EXPECT_THAT(view.cautions, ::testing::IsEmpty());
  ASSERT_EQ(view.steps.size(), 1u);
  EXPECT_EQ(view.steps[0].text, "Nothing to do.");
}

TEST(Title, OfNewBenchmarksBesideSuitesThatAreTheSame) {
  gate::Assessment assessment{.outcome = gate::Outcome::Passed,
                              .coverage = {.expected = 2, .identical_suites = 1},
                              .judgements = {{.benchmark = "a", .verdict = Verdict::New},
                                             {.benchmark = "b", .verdict = Verdict::New}}};
  assessment.method.pairing = compare::Pairing::Together;
  EXPECT_EQ(title(assessment), "Nothing that was measured before has changed, 2 benchmarks new");
  // A budget closes the gate; that nothing was compared is no part of why.
  assessment.outcome = gate::Outcome::Closed;
  assessment.budgets = {{.state = gate::BudgetState::Exceeded, .closes_gate = true}};
  EXPECT_EQ(title(assessment), "1 budget exceeded");
  EXPECT_THAT(make_view(assessment).cautions, ::testing::IsEmpty());
}

TEST(Title, IsTheFinding) {
  EXPECT_EQ(title(example::some_slower(1)), "parse/json/twitter is 3.0 % slower");
  EXPECT_EQ(title(example::some_slower(10)), "10 benchmarks slower, worst +160 %");
  EXPECT_EQ(title(example::some_slower(0)), "No slowdown: 100 of 100 unchanged");
  EXPECT_EQ(title(example::noisy()),
            "Too noisy to tell: 40 of 40 undecided (slowdowns below about 9 % would go unseen)");
  EXPECT_EQ(title(example::over_before()), "parse/json/twitter p95 is over its budget, as in base");
}

TEST(Title, IsNoGreenTickWhereMostRowsAreUndecided) {
  auto assessment = example::some_slower(0);
  const auto undecided = [&](std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      assessment.judgements[i].verdict = Verdict::Inconclusive;
      assessment.judgements[i].reason = Reason::NotShown;
    }
    return make_view(assessment).tone;
  };
  EXPECT_EQ(undecided(50), Tone::Good);
  EXPECT_EQ(title(assessment), "No slowdown: 50 of 100 unchanged, 50 undecided");
  EXPECT_EQ(undecided(51), Tone::Unclear);
  EXPECT_THAT(title(assessment), HasSubstr("Too noisy to tell: 51 of 100 undecided"));
}

TEST(Title, ShowsNoControlCharacterOfAName) {
  auto assessment = example::some_slower(1);
  assessment.judgements[0].benchmark = "a\n::error::b\x1b[31m";
  EXPECT_EQ(title(assessment), "a\\n::error::b\\x1b[31m is 3.0 % slower");
}

TEST(Summary, CountsAndSaysWhatItMeans) {
  const auto assessment = example::some_slower(1);
  const auto view = make_view(assessment);
  EXPECT_EQ(view.outcome, "Blocks merging.");
  EXPECT_EQ(view.summary, "1 of 100 benchmarks slower, 99 unchanged.");
  EXPECT_EQ(view.commits->head, "9f8e7d6");
  EXPECT_EQ(view.commits->base, "1a2b3c4");
}

TEST(Steps, OfABudgetThatBaseExceededDoNotBlameTheChange) {
  const auto assessment = example::over_before();
  const auto view = make_view(assessment);
  EXPECT_THAT(view.steps.at(0).text, HasSubstr("Base is over its budget too"));
  EXPECT_EQ(view.budgets_missed.at(0).note, "base too");
  auto caused = assessment;
  caused.budgets[0].base = 9.9e6;
  EXPECT_EQ(title(caused), "parse/json/twitter p95 is over its budget");
  EXPECT_THAT(make_view(caused).steps.at(0).text, Not(HasSubstr("Base is over")));
}

TEST(Steps, OfferAnEntryForARemovedBenchmark) {
  gate::Assessment removed{.outcome = gate::Outcome::Closed,
                           .coverage = {.compared = 1, .expected = 2},
                           .judgements = {{.benchmark = "db/a",
                                           .verdict = Verdict::Missing,
                                           .reason = Reason::Gone,
                                           .closes_gate = true}}};
  removed.method.pairing = compare::Pairing::Together;
  EXPECT_EQ(make_view(removed).steps.at(0).example,
            "[[rule]]\nbenchmark = \"db/a\"\nseverity = \"off\"\noptional = true");
}

TEST(Title, NeverClaimsNoChangeWhenEverythingMoved) {
  const auto assessment = example::shifted();
  EXPECT_EQ(title(assessment),
            "Everything moved by +9.0 %: the machine or the whole build changed");
  EXPECT_EQ(make_view(assessment).tone, Tone::Unclear);
}

TEST(Title, SaysHowManyAreOpen) {
  auto assessment = example::passed();
  assessment.judgements[0].verdict = Verdict::Inconclusive;
  EXPECT_EQ(title(assessment), "No slowdown: 3 of 4 unchanged, 1 undecided");
  assessment.judgements[0].closes_gate = true;
  assessment.outcome = gate::Outcome::Inconclusive;
  EXPECT_EQ(title(assessment), "1 metric undecided");
}

TEST(Title, WithoutABaseSpeaksOfBudgets) {
  auto assessment = example::alone();
  EXPECT_EQ(title(assessment), "1 of 1 budget met, none exceeded");
  assessment.budgets.clear();
  EXPECT_EQ(title(assessment), "Measured, with nothing to compare with");
}

TEST(Cautions, SayMeasuredApartInSoManyWords) {
  const auto apart = example::shifted();
  EXPECT_THAT(make_view(apart).cautions, ::testing::Contains(HasSubstr("measured apart")));
  auto together = example::together();
  std::erase_if(together.judgements, [](const gate::Judgement& judgement) {
    return judgement.paired->pacing == model::Pacing::InTurn;
  });
  EXPECT_THAT(make_view(together).cautions, ::testing::IsEmpty());
}

TEST(Steps, NeverPutAHostileNameIntoACommand) {
  const auto assessment = example::hostile();
  for (const auto& step : make_view(assessment).steps) {
    for (const auto* sign : {"\\", "`", "$", "\n#", "PWNED'", "{", "("}) {
      EXPECT_THAT(step.example, Not(HasSubstr(sign)));
    }
  }
}

constexpr const char* kBaseCommit = "0123456789abcdef0123456789abcdef01234567";

gate::Assessment errored_apart() {
  return {
      .outcome = gate::Outcome::Closed,
      .base = {.name = "base.json", .commit = kBaseCommit},
      .head = {.name = "out/run.json", .machine_class = "x-4cpu"},
      .coverage = {.compared = 1, .expected = 2},
      .judgements = {{.benchmark = "db/a", .verdict = Verdict::Errored, .reason = Reason::Failed}}};
}

TEST(Steps, RunAgainWhatFailedTheWayItWasMeasured) {
  auto assessment = errored_apart();
  const auto example = [&] { return make_view(assessment).steps.at(0).example; };
  EXPECT_EQ(example(), "benchgate run --filter '^db/a$' -o out/again.json");
  assessment.head.machine_class = "";
  EXPECT_EQ(example(), "") << "benchgate did not measure it";
  assessment.method.pairing = compare::Pairing::Together;
  EXPECT_EQ(example(), "") << "two files";
  assessment.base.name = "merge base of HEAD and origin/main";
  assessment.head.name = "HEAD";
  EXPECT_EQ(example(), "benchgate gate --base 0123456789ab --filter '^db/a$'");
  assessment.base.name = "old/bench";
  assessment.head.name = "build/bench";
  EXPECT_EQ(example(), "benchgate duet old/bench build/bench --filter '^db/a$'");
  assessment.head.name = "build/my bench; rm -rf";
  EXPECT_EQ(example(), "");
}

TEST(Steps, SaveOnlyARunThatWasMeasuredByItself) {
  gate::Assessment passed{.outcome = gate::Outcome::Passed,
                          .head = {.name = "out/head.json", .commit = kBaseCommit},
                          .coverage = {.compared = 1, .expected = 1}};
  const auto example = [&] { return make_view(passed).steps.at(0).example; };
  EXPECT_EQ(example(), "benchgate baseline save out/head.json");
  passed.head.commit = "";
  EXPECT_EQ(example(), "benchgate baseline save out/head.json --name main");
  passed.head.name = "baseline x-4cpu/main";
  EXPECT_EQ(example(), "");
  passed.head.name = "out/head.json";
  passed.method.pairing = compare::Pairing::Together;
  EXPECT_EQ(example(), "");
  EXPECT_EQ(make_view(passed).steps.at(0).text, "Nothing to do.");
}

TEST(Steps, AcceptFromTheFileThatHoldsTheResult) {
  gate::Assessment closed{
      .outcome = gate::Outcome::Closed,
      .base = {.name = "base.json"},
      .head = {.name = "head.json"},
      .coverage = {.compared = 1, .expected = 1},
      .judgements = {
          {.benchmark = "db/a", .verdict = Verdict::Regressed, .reason = Reason::WorseThanLimit}}};
  const auto example = [&](std::string_view file) {
    return make_view(closed, file).steps.back().example;
  };
  EXPECT_EQ(example("ci/result.json"),
            "benchgate accept ci/result.json --benchmark 'db/a' --reason '…'");
  EXPECT_EQ(example(""),
            "benchgate compare base.json head.json --output json=out/results.json\n"
            "benchgate accept out/results.json --benchmark 'db/a' --reason '…'");
  closed.base = {.name = "merge base of HEAD and main", .commit = kBaseCommit};
  closed.head = {.name = "HEAD"};
  closed.method.pairing = compare::Pairing::Together;
  EXPECT_EQ(example(""),
            "benchgate gate --base 0123456789ab --filter '^db/a$' --output json=out/results.json\n"
            "benchgate accept out/results.json --benchmark 'db/a' --reason '…'");
  closed.head.name = "elsewhere";
  EXPECT_EQ(example(""), "") << "it is not known how to repeat it";
}

TEST(Steps, SuggestTheRename) {
  const auto assessment = example::nothing_compared();
  EXPECT_THAT(make_view(assessment).steps, ::testing::Contains(::testing::Field(
                                               &Step::example,
                                               "[renames]\n\"db/old_name/a\" = \"db/new_name/a\"\n"
                                               "\"db/old_name/b\" = \"db/new_name/b\"")));
}

TEST(View, PutsChangedRowsWorstFirstAndFoldsTheRest) {
  const auto assessment = example::regressed();
  const auto view = make_view(assessment);
  ASSERT_EQ(view.changed.size(), 8u);
  EXPECT_EQ(view.changed.front().effect, "+12.3 %");
  EXPECT_EQ(view.changed[6].effect, "−28.8 %");  // the larger improvement before the smaller
  EXPECT_EQ(view.changed[7].effect, "−6.6 %");
  ASSERT_EQ(view.rest.size(), 3u);
  EXPECT_EQ(view.rest[2].summary, "3 unchanged (−0.90 % to +0.40 %)");
}

TEST(View, ShowsAnUndecidedRowThatClosesTheGate) {
  auto assessment = example::regressed();
  assessment.judgements[6].closes_gate = true;
  const auto view = make_view(assessment);
  EXPECT_EQ(view.changed[6].verdict, "inconclusive");
  EXPECT_EQ(view.rest.front().verdict, "new");
}

TEST(View, MergesDifferencesOfSeveralSuites) {
  const auto assessment = example::broken();
  const auto view = make_view(assessment);
  ASSERT_EQ(view.environment.size(), 2u);
  EXPECT_EQ(view.environment[0].suites, "db, cache");
  EXPECT_EQ(view.environment[1].head, "not recorded");
}

}  // namespace
}  // namespace benchgate::report
