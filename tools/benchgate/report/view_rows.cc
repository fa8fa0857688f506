// Counts, and the rows of the tables: which go where, in which order.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "benchgate/base/whole_number.h"
#include "benchgate/gate/undecided.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

using gate::Assessment;
using gate::Judgement;
using gate::Verdict;

Tone tone_of_verdict(Verdict verdict) {
  switch (verdict) {
    case Verdict::Errored:
    case Verdict::Missing:
    case Verdict::Regressed:
    case Verdict::OverBudget:
      return Tone::Bad;
    case Verdict::Improved:
    case Verdict::Unchanged:
      return Tone::Good;
    case Verdict::Inconclusive:
    case Verdict::Accepted:
    case Verdict::New:
      return Tone::Unclear;
  }
  return Tone::Unclear;
}

/// A hash of 32 bits in the form that hashes are read in.
std::string hash_text(double hash) {
  const auto whole = whole_number<std::uint32_t>(hash);
  return whole ? fmt::format("{:08x}", *whole) : quantity_text(hash, model::Unit::None);
}

void write_sides(const Judgement& judgement, Row& row) {
  const auto& [base, head] = std::tie(judgement.base, judgement.head);
  if (judgement.metric == "plan_hash") {
    if (base) row.base = hash_text(base->median);
    if (head) row.head = hash_text(head->median);
    return;
  }
  if (base && head) {
    auto texts = quantity_pair(base->median, head->median, judgement.definition);
    row.base = std::move(texts.base);
    row.head = std::move(texts.head);
  } else if (base) {
    row.base = quantity_text(base->median, judgement.definition.unit);
  } else if (head) {
    row.head = quantity_text(head->median, judgement.definition.unit);
  }
}

/// Where there is no base, all is new, and that is no finding.
constexpr std::string_view kMeasured = "measured";

bool is_only_measured(const Assessment& assessment, Verdict verdict) {
  return assessment.method.pairing == compare::Pairing::Alone && verdict == Verdict::New;
}

/// The ratio of two hashes means nothing.
bool has_effect(const Judgement& judgement) {
  return judgement.ratio && judgement.metric != "plan_hash";
}

/// What the figures of a row do not say.
std::string note_of(const Judgement& judgement) {
  if (judgement.verdict == Verdict::Inconclusive) return "undecided";
  if (judgement.verdict == Verdict::Accepted) return "accepted";
  if (judgement.verdict == Verdict::OverBudget) return "over budget";
  if (judgement.metric == "plan_hash") return "new plan";
  if (judgement.paired && judgement.paired->partial) {
    return fmt::format("in {} of {}", judgement.paired->partial->moved,
                       counted(judgement.paired->partial->pairs, "pair", "pairs"));
  }
  const bool tolerated = judgement.verdict == Verdict::Regressed && !judgement.closes_gate;
  return tolerated ? "allowed" : "";
}

Row make_row(const Assessment& assessment, const Judgement& judgement) {
  Row row{.judgement = &judgement,
          .suite = judgement.suite,
          .benchmark = judgement.benchmark,
          .renamed_from = judgement.renamed_from.value_or(""),
          .metric = judgement.metric,
          .verdict = std::string(verdict_word(judgement.verdict)),
          .symbol = std::string(verdict_symbol(judgement.verdict)),
          .tone = tone_of_verdict(judgement.verdict),
          .closes_gate = judgement.closes_gate,
          .why = reason_sentence(judgement)};
  write_sides(judgement, row);
  if (is_only_measured(assessment, judgement.verdict)) {
    row.verdict = kMeasured;
    row.symbol = "·";
    row.tone = Tone::Good;
    row.why.clear();
  }
  if (has_effect(judgement)) {
    row.effect = signed_percent_text(judgement.ratio->point - 1);
    if (const auto& interval = judgement.ratio->interval) {
      row.interval = interval_text(interval->bounds);
      row.spread = spread_text(judgement.ratio->point, interval->bounds);
    }
  }
  row.note = note_of(judgement);
  row.is_about_clock = judgement.metric.empty() || judgement.is_about_clock();
  if (judgement.limit) row.limit = short_percent_text(*judgement.limit);
  return row;
}

/// There is nothing to say of it but that.
bool is_not_measured(const Judgement& judgement) {
  return judgement.reason == gate::Reason::NotMeasured;
}

bool is_in_rest(const Judgement& judgement) {
  if (is_not_measured(judgement)) return true;
  if (gate::moved_far(judgement)) return false;
  const bool quiet = judgement.verdict == Verdict::Inconclusive ||
                     judgement.verdict == Verdict::New || judgement.verdict == Verdict::Unchanged;
  return quiet && !judgement.closes_gate;
}

bool is_notice(const Judgement& judgement) {
  return judgement.verdict == Verdict::Errored || judgement.verdict == Verdict::Missing;
}

/// Those of the assessment that a table is about, in its order.
using Judgements = std::vector<const Judgement*>;

std::vector<Row> first_rows(const Assessment& assessment, const Judgements& judgements,
                            std::size_t most) {
  std::vector<Row> rows;
  for (const auto* judgement : std::span(judgements).first(std::min(judgements.size(), most))) {
    rows.push_back(make_row(assessment, *judgement));
  }
  return rows;
}

/// "-1.2 % to +0.9 %", over the rows that have an effect.
std::string effect_range(const Judgements& judgements) {
  std::optional<double> lowest;
  std::optional<double> highest;
  for (const auto* judgement : judgements) {
    if (!has_effect(*judgement)) continue;
    const double effect = judgement->ratio->point - 1;
    lowest = std::min(lowest.value_or(effect), effect);
    highest = std::max(highest.value_or(effect), effect);
  }
  if (!lowest) return {};
  const auto low = signed_percent_text(*lowest);
  const auto high = signed_percent_text(*highest);
  return low == high ? low : fmt::format("{} to {}", low, high);
}

std::string detectable_text(const Judgements& judgements) {
  std::vector<double> detectable;
  for (const auto* judgement : judgements) {
    const auto& smallest = judgement->detectable;
    if (smallest && std::isfinite(*smallest)) detectable.push_back(*smallest);
  }
  if (detectable.empty()) return {};
  const auto middle = detectable.begin() + static_cast<std::ptrdiff_t>(detectable.size() / 2);
  std::ranges::nth_element(detectable, middle);
  return fmt::format("slowdowns below about {} would go unseen", percent_text(*middle));
}

std::string summary_of(Verdict verdict, const Judgements& judgements) {
  if (verdict == Verdict::New) return fmt::format("{} new", judgements.size());
  std::vector<std::string> facts;
  if (auto range = effect_range(judgements); !range.empty()) facts.push_back(std::move(range));
  if (verdict == Verdict::Inconclusive) {
    if (auto text = detectable_text(judgements); !text.empty()) facts.push_back(std::move(text));
  }
  std::string text;
  for (const auto& fact : facts) text += (text.empty() ? "" : "; ") + fact;
  const auto word = verdict == Verdict::Inconclusive ? "undecided" : verdict_word(verdict);
  const auto count = fmt::format("{} {}", judgements.size(), word);
  return text.empty() ? count : fmt::format("{} ({})", count, text);
}

/// An improvement is worth reading for its size: the largest first.
void put_largest_improvement_first(Judgements& judgements) {
  const auto is_improved = [](const Judgement* judgement) {
    return judgement->verdict == Verdict::Improved;
  };
  const auto first = std::ranges::find_if(judgements, is_improved);
  const auto last = std::find_if_not(first, judgements.end(), is_improved);
  std::stable_sort(first, last, [](const Judgement* a, const Judgement* b) {
    return a->worsening().value_or(0) < b->worsening().value_or(0);
  });
}

Tone tone_of_state(gate::BudgetState state) {
  if (state == gate::BudgetState::Exceeded) return Tone::Bad;
  return state == gate::BudgetState::Met ? Tone::Good : Tone::Unclear;
}

std::string symbol_of_state(gate::BudgetState state) {
  if (state == gate::BudgetState::Exceeded) return "✗";
  return state == gate::BudgetState::Met ? "✓" : "!";
}

BudgetRow make_budget_row(const gate::BudgetJudgement& budget) {
  const auto bound = [&budget](const std::optional<double>& value) {
    return value ? short_quantity_text(*value, budget.definition.unit) : std::string();
  };
  BudgetRow row{.judgement = &budget,
                .suite = budget.suite,
                .benchmark = budget.benchmark,
                .metric = budget.metric,
                .state = std::string(budget_word(budget.state, budget.definition.direction)),
                .symbol = symbol_of_state(budget.state),
                .tone = tone_of_state(budget.state),
                .closes_gate = budget.closes_gate,
                .note = was_over_before(budget) ? "base too" : "",
                .value = quantity_text(budget.value, budget.definition.unit),
                .target = bound(budget.target),
                .warning = bound(budget.warning),
                .error = bound(budget.error)};
  if (budget.base) {
    auto texts = quantity_pair(*budget.base, budget.value, budget.definition);
    row.base = std::move(texts.base);
    row.value = std::move(texts.head);
  }
  return row;
}

}  // namespace

bool was_over_before(const gate::BudgetJudgement& budget) {
  if (budget.state != gate::BudgetState::Exceeded || !budget.base || !budget.error) return false;
  return model::higher_is_better(budget.definition.direction) ? *budget.base < *budget.error
                                                              : *budget.base > *budget.error;
}

std::vector<Count> counts_of(const Assessment& assessment) {
  std::vector<Count> counts;
  const auto add = [&](Verdict verdict, std::size_t number) {
    if (number == 0) return;
    const bool measured = is_only_measured(assessment, verdict);
    counts.push_back({std::string(measured ? kMeasured : verdict_word(verdict)), number,
                      measured ? Tone::Good : tone_of_verdict(verdict)});
  };
  for (const auto verdict : {Verdict::Errored, Verdict::Missing, Verdict::Regressed}) {
    add(verdict, assessment.count(verdict));
  }
  const auto exceeded = std::ranges::count(assessment.budgets, gate::BudgetState::Exceeded,
                                           &gate::BudgetJudgement::state);
  add(Verdict::OverBudget,
      assessment.count(Verdict::OverBudget) + static_cast<std::size_t>(exceeded));
  for (const auto verdict : {Verdict::Inconclusive, Verdict::Accepted, Verdict::New,
                             Verdict::Improved, Verdict::Unchanged}) {
    add(verdict, assessment.count(verdict));
  }
  return counts;
}

Changed changed_rows(const Assessment& assessment) {
  Judgements changed;
  for (const auto& judgement : assessment.judgements) {
    if (!is_notice(judgement) && !is_in_rest(judgement)) changed.push_back(&judgement);
  }
  put_largest_improvement_first(changed);
  return {.count = changed.size(), .rows = first_rows(assessment, changed, kMostRows)};
}

/// Benchmarks without a turn: one line for all of them.
std::optional<RestGroup> left_out(const Assessment& assessment) {
  Judgements judgements;
  for (const auto& judgement : assessment.judgements) {
    if (is_not_measured(judgement)) judgements.push_back(&judgement);
  }
  if (judgements.empty()) return std::nullopt;
  auto summary = fmt::format("{} not measured: the time for measuring was over before their turn",
                             counted(judgements.size(), "benchmark", "benchmarks"));
  return RestGroup{.verdict = std::string(verdict_word(Verdict::Inconclusive)),
                   .summary = std::move(summary),
                   .open = false,
                   .count = judgements.size(),
                   .rows = first_rows(assessment, judgements, kMostRows)};
}

std::vector<RestGroup> rest_of(const Assessment& assessment) {
  std::vector<RestGroup> groups;
  std::size_t room = kMostRows;
  if (auto group = left_out(assessment)) {
    room -= group->rows.size();
    groups.push_back(std::move(*group));
  }
  for (const auto verdict : {Verdict::Inconclusive, Verdict::New, Verdict::Unchanged}) {
    Judgements judgements;
    for (const auto& judgement : assessment.judgements) {
      if (judgement.verdict == verdict && is_in_rest(judgement) && !is_not_measured(judgement)) {
        judgements.push_back(&judgement);
      }
    }
    if (judgements.empty()) continue;
    const bool measured = is_only_measured(assessment, verdict);
    groups.push_back({.verdict = std::string(measured ? kMeasured : verdict_word(verdict)),
                      .summary = measured ? counted(judgements.size(), "benchmark measured",
                                                    "benchmarks measured")
                                          : summary_of(verdict, judgements),
                      .open = measured,
                      .count = judgements.size(),
                      .rows = first_rows(assessment, judgements, room)});
    room -= groups.back().rows.size();
  }
  return groups;
}

std::vector<BudgetRow> budget_rows(const Assessment& assessment, bool met) {
  std::vector<BudgetRow> rows;
  for (const auto& budget : assessment.budgets) {
    if ((budget.state == gate::BudgetState::Met) == met) rows.push_back(make_budget_row(budget));
  }
  return rows;
}

}  // namespace benchgate::report
