#include "benchgate/gate/confirm_suspects.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

#include "benchgate/gate/judge_budgets.h"
#include "benchgate/gate/judge_exact.h"
#include "benchgate/gate/judge_family.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::gate {
namespace {

using Key = std::tuple<std::string_view, std::string_view, std::string_view>;

template <class Row>
Key key_of(const Row& row) {
  return {row.suite, row.benchmark, row.metric};
}

template <class Row>
std::map<Key, const Row*> by_key(std::span<const Row> rows) {
  std::map<Key, const Row*> found;
  for (const auto& row : rows) found.emplace(key_of(row), &row);
  return found;
}

template <class Row>
const Row* find(const std::map<Key, const Row*>& rows, const Key& key) {
  const auto found = rows.find(key);
  return found == rows.end() ? nullptr : found->second;
}

bool is_time(model::Unit unit) {
  return unit == model::Unit::Nanoseconds || unit == model::Unit::ItemsPerSecond ||
         unit == model::Unit::BytesPerSecond;
}

bool is_exact_suspect(const Judgement& judgement) {
  return judgement.reason == Reason::ExactMoved && judgement.severity == Severity::Fail;
}

/// The rows of the second measurement that are about suspects of the first: only these share the
/// alpha of its tests.
compare::Comparison only_suspects(const compare::Comparison& all,
                                  std::span<const Judgement> judgements) {
  compare::Comparison some{.pairing = all.pairing};
  const auto known = by_key(judgements);
  for (const auto& row : all.rows) {
    const auto* first = find(known, key_of(row));
    const bool is_suspect =
        first != nullptr && (needs_confirmation(*first) || is_exact_suspect(*first));
    if (is_suspect) some.rows.push_back(row);
  }
  return some;
}

bool agrees(const Judgement& first, const Judgement& second) {
  if (second.verdict != Verdict::Regressed) return false;
  const auto worsening = second.worsening();
  return !worsening || *worsening >= first.noise_floor.value_or(0);
}

/// Head's samples of both measurements, judged as one row: constant only if both are.
Judgement judged_over_both(const DecideInput& input, const compare::Row& first,
                           const compare::Row& second) {
  compare::Comparison both{.pairing = input.comparison.pairing, .rows = {first}};
  auto& row = both.rows.front();
  row.head.insert(row.head.end(), second.head.begin(), second.head.end());
  const stats::SortedSample sorted(row.head);
  row.head_summary.samples = sorted.size();
  row.head_summary.processes += second.head_summary.processes;
  row.head_summary.median = *stats::median(sorted);
  row.head_summary.minimum = sorted.values().front();
  row.head_summary.maximum = sorted.values().back();
  DecideInput judged{.comparison = both,
                     .base = input.base,
                     .head = input.head,
                     .policy = input.policy,
                     .base_identity = {},
                     .head_identity = {},
                     .run_noise = {},
                     .varying_counts = input.varying_counts};
  return judge_family(judged).judgements.front();
}

/// What the second measurement says of the suspects; nothing without one.
class SecondAnswers {
 public:
  SecondAnswers(const DecideInput& input, std::span<const Judgement> judgements) : input_(input) {
    if (!input.again) return;
    suspects_ = only_suspects(input.again->comparison, judgements);
    judged_ = judge_family({.comparison = suspects_,
                            .base = input.base,
                            .head = input.again->head,
                            .policy = input.policy,
                            .base_identity = {},
                            .head_identity = {},
                            .run_noise = input.run_noise,
                            .varying_counts = input.varying_counts});
    answers_ = by_key(std::span<const Judgement>(judged_.judgements));
    rows_ = by_key(std::span<const compare::Row>(suspects_.rows));
    first_rows_ = by_key(std::span<const compare::Row>(input.comparison.rows));
  }

  /// Null where it has no such row.
  [[nodiscard]] const Judgement* on(const Judgement& first) const {
    return find(answers_, key_of(first));
  }
  /// Of a row that it has.
  [[nodiscard]] Judgement over_both(const Judgement& first) const {
    return judged_over_both(input_, *find(first_rows_, key_of(first)), *find(rows_, key_of(first)));
  }

 private:
  const DecideInput& input_;
  compare::Comparison suspects_;
  FamilyAnswer judged_;
  std::map<Key, const Judgement*> answers_;
  std::map<Key, const compare::Row*> rows_;
  std::map<Key, const compare::Row*> first_rows_;
};

void refute(Judgement& judgement, Reason reason) {
  judgement.verdict = Verdict::Inconclusive;
  judgement.reason = reason;
}

/// Counts a suspect, and settles it by what the second measurement says; null: nothing.
void settle(Judgement& judgement, const Judgement* again, Confirmation& confirmation) {
  ++confirmation.suspects;
  const bool tells = again != nullptr && again->reason != Reason::BusyMachine;
  if (!tells) return refute(judgement, Reason::Unconfirmed);
  ++confirmation.measured;
  judgement.again = again->ratio;
  if (!agrees(judgement, *again)) return refute(judgement, Reason::NotConfirmed);
  ++confirmation.confirmed;
}

}  // namespace

bool needs_confirmation(const Judgement& judgement) {
  if (judgement.verdict != Verdict::Regressed || judgement.severity != Severity::Fail) return false;
  return !judgement.paired && judgement.reason != Reason::ExactMoved;
}

bool needs_confirmation(const BudgetJudgement& budget) {
  return budget.closes_gate && is_time(budget.definition.unit);
}

Confirmation confirm_suspects(const DecideInput& input, std::span<Judgement> judgements) {
  Confirmation confirmation;
  if (input.comparison.pairing == compare::Pairing::Together) return confirmation;
  const SecondAnswers second(input, judgements);
  for (auto& judgement : judgements) {
    const auto* again = second.on(judgement);
    if (is_exact_suspect(judgement) && again != nullptr) {
      const auto both = second.over_both(judgement);
      judgement.verdict = both.verdict;
      judgement.reason = both.reason;
      judgement.head = both.head;
      judgement.head_samples = both.head_samples;
    }
    if (needs_confirmation(judgement)) settle(judgement, again, confirmation);
  }
  return confirmation;
}

Confirmation confirm_budgets(const DecideInput& input, std::span<BudgetJudgement> budgets) {
  Confirmation confirmation;
  if (input.comparison.pairing == compare::Pairing::Together) return confirmation;
  std::vector<BudgetJudgement> second;
  if (input.again)
    second = judge_budgets(input.policy, input.again->comparison, input.again->head).judgements;
  const auto answers = by_key(std::span<const BudgetJudgement>(second));
  for (auto& budget : budgets) {
    if (!needs_confirmation(budget)) continue;
    ++confirmation.suspects;
    const auto* again = find(answers, key_of(budget));
    if (again == nullptr) {
      budget.closes_gate = false;
      budget.is_unconfirmed = true;
      continue;
    }
    ++confirmation.measured;
    budget.again = again->value;
    if (again->closes_gate) {
      ++confirmation.confirmed;
    } else {
      // Exceeded once and not twice: a figure at its limit.
      budget.closes_gate = false;
      budget.state = std::max(again->state, BudgetState::Warning);
    }
  }
  return confirmation;
}

}  // namespace benchgate::gate
