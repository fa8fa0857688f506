#include "benchgate/gate/judge_paired.h"

#include <cassert>
#include <cmath>
#include <tuple>

#include "benchgate/stats/equivalence.h"

namespace benchgate::gate {
namespace {

using State = compare::Trial::State;

struct Trials {
  const compare::Trial& worse;
  const compare::Trial& better;
};

Trials trials_of(const compare::Row& row) {
  const auto& [increase, decrease] = std::tie(row.paired->increase, row.paired->decrease);
  const bool higher = model::higher_is_better(row.rule.definition.direction);
  return higher ? Trials{decrease, increase} : Trials{increase, decrease};
}

bool all_the_same(const compare::Row& row) {
  const auto& [base, head] = std::tie(row.base_summary, row.head_summary);
  return base.minimum == base.maximum && head.minimum == head.maximum &&
         base.median == head.median && base.samples > 0;
}

bool below_floor(const compare::Row& row, const AppliedRule& rule) {
  return std::abs(row.head_summary.median - row.base_summary.median) < rule.absolute_floor;
}

bool is_within(const compare::Row& row, double unchanged_within) {
  if (!row.equivalence || unchanged_within <= 0) return false;
  const stats::Interval logs{std::log(row.equivalence->lower), std::log(row.equivalence->upper)};
  return stats::is_equivalent(logs, stats::EquivalenceLimit::from_effect(unchanged_within));
}

Reason reason_for_waiting(const compare::Waiting& waiting) {
  const bool longer = waiting.change == compare::Waiting::Change::Longer;
  return longer ? Reason::WaitsLonger : Reason::WallTimeNotMeasured;
}

Reason reason_for(const compare::Row& row, const AppliedRule& rule, double unchanged_within) {
  if (row.paired->waiting) return reason_for_waiting(*row.paired->waiting);
  const auto [worse, better] = trials_of(row);
  const std::size_t pairs = row.paired->screening_pairs + row.paired->confirming_pairs;
  if (pairs == 0) return Reason::TooFewSamples;
  if (below_floor(row, rule)) return Reason::BelowFloor;
  if (worse.state == State::Shown) return Reason::WorseThanLimit;
  if (better.state == State::Shown) return Reason::BetterThanLimit;
  if (all_the_same(row)) return Reason::ExactSame;
  if (!row.ratio) return Reason::NotComparable;
  if (is_within(row, unchanged_within)) return Reason::WithinLimit;
  if (worse.state == State::Open || better.state == State::Open) return Reason::BudgetSpent;
  return row.equivalence ? Reason::NotShown : Reason::TooFewSamples;
}

}  // namespace

PairedAnswer judge_paired(const compare::Row& row, const AppliedRule& rule,
                          double unchanged_within) {
  assert(row.paired);
  PairedAnswer answer;
  answer.reason = reason_for(row, rule, unchanged_within);
  answer.verdict = verdict_for(answer.reason);
  answer.detectable = row.paired->detectable;
  if (row.ratio) {
    const auto& toward = row.ratio->point >= 1 ? row.paired->increase : row.paired->decrease;
    answer.adjusted_p = toward.adjusted_p;
  }
  if (answer.verdict == Verdict::Inconclusive && answer.reason != Reason::NotComparable) {
    answer.samples_needed = row.paired->pairs_to_settle;
  }
  return answer;
}

}  // namespace benchgate::gate
