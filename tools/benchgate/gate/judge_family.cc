#include "benchgate/gate/judge_family.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "benchgate/gate/busy_machine.h"
#include "benchgate/gate/judge_exact.h"
#include "benchgate/gate/judge_paired.h"
#include "benchgate/gate/judge_timing.h"
#include "benchgate/gate/memory_spread.h"
#include "benchgate/gate/same_machine.h"
#include "benchgate/stats/family.h"
#include "benchgate/stats/student_t.h"

namespace benchgate::gate {
namespace {

using model::MetricKind;

/// The rows of the family with their adjusted p-values, 1 where no test could be made.
struct AdjustedFamily {
  std::vector<double> worse;  // one a row of the comparison
  std::vector<double> better;
  std::size_t size = 0;
};

/// Rows of pairs have been through tests that share an alpha of their own.
bool is_in_family(const compare::Row& row) {
  return row.rule.definition.kind == MetricKind::Timing && !row.paired &&
         !row.is_wall_time_of_shared_core && !row.is_second_clock;
}

/// Holm's correction of tests that share their alpha with `trials` others, which are not among
/// them: those take their part of it, whatever comes of them.
std::vector<double> adjusted_beside(const std::vector<double>& p_values, std::size_t trials) {
  auto adjusted = stats::holm_adjusted(p_values);
  const auto own = static_cast<double>(p_values.size());
  for (double& p : adjusted) p = std::min(1.0, p * (own + static_cast<double>(trials)) / own);
  return adjusted;
}

AdjustedFamily adjust(const compare::Comparison& comparison) {
  const auto& rows = comparison.rows;
  std::vector<double> worse;
  std::vector<double> better;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_in_family(rows[i])) continue;
    worse.push_back(p_worse(rows[i]).value_or(1.0));
    better.push_back(p_better(rows[i]).value_or(1.0));
  }
  const auto worse_adjusted = adjusted_beside(worse, comparison.suspects_worse);
  const auto better_adjusted = adjusted_beside(better, comparison.suspects_better);
  AdjustedFamily family{.worse = std::vector<double>(rows.size(), 1.0),
                        .better = std::vector<double>(rows.size(), 1.0)};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_in_family(rows[i])) continue;
    family.worse[i] = worse_adjusted[family.size];
    family.better[i] = better_adjusted[family.size];
    ++family.size;
  }
  return family;
}

struct Floors {
  double noise;
  double decisive;
};

/// Two runs of unchanged code differ by ln ratio ~ N(0, 2 sd^2), of which sd is known from n runs
/// only; the floor is what that exceeds with probability family_alpha over the whole family.
/// A floor that was not learnt knows nothing of the family: only a move of twice its size (on the
/// log scale) is decisive.
Floors floors_of(const DecideInput& input, const compare::Row& row, std::size_t family_size) {
  const auto& policy = input.policy;
  const auto spread = input.run_noise ? input.run_noise(row) : std::nullopt;
  if (!spread) {
    const double floor = policy.apart.noise_floor;
    return {.noise = floor, .decisive = (1 + floor) * (1 + floor) - 1};
  }
  const double tail =
      policy.family_alpha / static_cast<double>(std::max<std::size_t>(family_size, 1));
  const double t = stats::student_t_upper_quantile(tail, spread->runs - 1);
  const double learnt = std::expm1(t * spread->log_sd * std::numbers::sqrt2);
  return {.noise = learnt, .decisive = learnt};
}

std::optional<PairedMeasurement> paired_measurement(const Policy& policy, const compare::Row& row) {
  if (!row.paired) return std::nullopt;
  return PairedMeasurement{
      .pacing = row.paired->pacing,
      .on_one_core = row.paired->on_one_core,
      .screening_pairs = row.paired->screening_pairs,
      .confirming_pairs = row.paired->confirming_pairs,
      .unchanged_within = paired_unchanged_within(policy, row.paired->tolerated),
      .is_corrected_for_selection = row.paired->is_corrected_for_selection,
      .partial = row.paired->partial};
}

Judgement describe(const Policy& policy, const compare::Row& row) {
  const auto& rule = row.rule;
  const bool by_pairs = row.paired && rule.definition.kind == MetricKind::Timing;
  return {.suite = row.suite,
          .benchmark = row.benchmark,
          .renamed_from = row.renamed_from,
          .metric = row.metric,
          .clock = std::string(row.clock.metric),
          .definition = row.rule.definition,
          .severity = rule.severity,
          .base_label = row.base_label,
          .head_label = row.head_label,
          .base = row.base_summary,
          .head = row.head_summary,
          .base_samples = row.base,
          .head_samples = row.head,
          .ratio = row.ratio,
          .limit = by_pairs ? row.paired->tolerated : rule.max_regression,
          .paired = paired_measurement(policy, row)};
}

template <class Answer>
void take(const Answer& answer, Judgement& judgement) {
  judgement.verdict = answer.verdict;
  judgement.reason = answer.reason;
  judgement.adjusted_p = answer.adjusted_p;
  judgement.detectable = answer.detectable;
  judgement.samples_needed = answer.samples_needed;
}

/// The rank tests of counts that vary share the family's alpha; most counts never vary.
double alpha_of_counts(const DecideInput& input) {
  const auto counts = std::ranges::count(input.comparison.rows, MetricKind::Exact,
                                         [](const auto& row) { return row.rule.definition.kind; });
  return input.policy.family_alpha / static_cast<double>(std::max<std::ptrdiff_t>(counts, 1));
}

ExactAnswer judge_count(const DecideInput& input, const compare::Row& row, double spread_beside) {
  const auto stored = input.varying_counts ? input.varying_counts(row) : std::vector<double>();
  return judge_exact({.row = row,
                      .rule = row.rule,
                      .stored = stored,
                      .spread_beside = spread_beside,
                      .varying_tolerance = input.policy.max_regression,
                      .alpha = alpha_of_counts(input)});
}

/// Without pairs nothing is known of the two sides but that they are two runs.
/// False: there is nothing to say of the row.
bool judge_apart(const DecideInput& input, TimingQuestion question, Judgement& judgement) {
  const auto floors = floors_of(input, question.row, question.family_size);
  question.noise_floor = floors.noise;
  question.decisive_floor = floors.decisive;
  judgement.noise_floor = floors.noise;
  const auto answer = question.row.is_second_clock ? judge_second_clock(question)
                                                   : std::optional(judge_timing(question));
  if (!answer) return false;
  take(*answer, judgement);
  const auto reason = unless_machine_was_busy(answer->reason, question.row, input.base, input.head);
  if (reason == answer->reason) return true;
  judgement.reason = reason;
  judgement.verdict = verdict_for(reason);
  return true;
}

/// As judge_apart().
bool judge(const DecideInput& input, const TimingQuestion& question, double spread_beside,
           Judgement& judgement) {
  const auto& [row, rule] = std::tie(question.row, question.rule);
  if (rule.definition.kind == MetricKind::Exact) {
    const auto exact = judge_count(input, row, spread_beside);
    judgement.verdict = exact.verdict;
    judgement.reason = exact.reason;
  } else if (row.is_wall_time_of_shared_core) {
    judgement.verdict = Verdict::Inconclusive;
    judgement.reason = Reason::SharedCore;
  } else if (row.paired) {
    take(judge_paired(row, rule, judgement.paired->unchanged_within), judgement);
  } else {
    return judge_apart(input, question, judgement);
  }
  return true;
}

bool is_paired_timing(const compare::Row& row) {
  return row.paired && row.rule.definition.kind == MetricKind::Timing &&
         !row.is_wall_time_of_shared_core;
}

}  // namespace

FamilyAnswer judge_family(const DecideInput& input) {
  const auto& rows = input.comparison.rows;
  const auto family = adjust(input.comparison);
  const auto spread = memory_spread(rows);
  const bool same_machine = same_machine_class(input.base, input.head);

  FamilyAnswer answer{.judgements = {}, .family_size = family.size};
  answer.judgements.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (is_paired_timing(rows[i])) ++answer.family_size;
    Judgement judgement = describe(input.policy, rows[i]);
    const TimingQuestion question{.row = rows[i],
                                  .rule = rows[i].rule,
                                  .family_alpha = input.policy.family_alpha,
                                  .family_size = family.size,
                                  .p_worse = family.worse[i],
                                  .p_better = family.better[i],
                                  .same_machine_class = same_machine};
    if (judge(input, question, spread[i], judgement))
      answer.judgements.push_back(std::move(judgement));
  }
  return answer;
}

}  // namespace benchgate::gate
