#include "benchgate/compare/paired_comparison.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "benchgate/compare/pair_differences.h"
#include "benchgate/stats/confirmation.h"
#include "benchgate/stats/family.h"
#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/normal.h"
#include "benchgate/stats/null_distributions.h"
#include "benchgate/stats/power.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/screening.h"
#include "benchgate/stats/selected_estimate.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::compare {
namespace {

using stats::Suspicion;

/// Two one-sided bounds at 3.5 %. Screening ends when a benchmark looks unchanged, which makes 5 %
/// of 3.5 (docs/accuracy.md).
constexpr double kEquivalenceLevel = 0.93;
constexpr double kPower = 0.8;  // of "the smallest effect that could be seen"
constexpr double kTwoOneSided = 0.05;

/// A row while it is being made.
struct Draft {
  Row* row = nullptr;
  PairDifferences differences;
  stats::ScreeningQuestion question;
  Suspicion suspicion = Suspicion::None;
};

stats::Alternative direction_of(const Draft& draft) {
  return draft.suspicion == Suspicion::Decrease ? stats::Alternative::Less
                                                : stats::Alternative::Greater;
}

class Maker {
 public:
  /// `level`: of the intervals.
  Maker(const PairedOptions& options, double level) : options_(options), level_(level) {}

  [[nodiscard]] Draft begin(Row& row, PairDifferences differences, const model::Pairs& pairs);
  /// `suspects`: how many trials share the family's alpha with this one.
  void finish(Draft& draft, std::size_t suspects);

 private:
  void add_figures(const Draft& draft, const std::vector<double>& evidence);
  [[nodiscard]] std::optional<stats::ConfirmationAnswer> confirm(const Draft& draft,
                                                                 std::size_t family);
  /// Of an effect that was shown: what it is likely to be, given that it had to be large for that.
  void correct_for_selection(const Draft& draft, const stats::ConfirmationAnswer& shown);
  void add_power(const Draft& draft, std::size_t suspects);

  const PairedOptions& options_;
  stats::ConfidenceLevel level_;
  stats::NullDistributions distributions_;
};

Draft Maker::begin(Row& row, PairDifferences differences, const model::Pairs& pairs) {
  const double tolerated = row.rule.paired_limit;
  row.paired = PairedFinding{.pacing = pairs.pacing,
                             .on_one_core = pairs.are_on_one_core(),
                             .screening_pairs = differences.screening.size(),
                             .confirming_pairs = differences.confirming.size(),
                             .tolerated = tolerated};
  Draft draft{.row = &row,
              .differences = std::move(differences),
              .question = screening_question(tolerated, options_.unchanged_within)};
  draft.suspicion = stats::suspicion(draft.differences.screening, draft.question, distributions_);
  return draft;
}

stats::Interval exp(const stats::Interval& logs) {
  return {std::exp(logs.lower), std::exp(logs.upper)};
}

void Maker::add_figures(const Draft& draft, const std::vector<double>& evidence) {
  Row& row = *draft.row;
  const stats::SortedSample sorted(evidence);
  const auto spread = stats::robust_standard_deviation(sorted);
  if (spread && *spread > 0) row.log_sd = spread;
  row.ratio = stats::hodges_lehmann(sorted, level_, distributions_);
  if (!row.ratio) return;
  row.ratio->point = std::exp(row.ratio->point);
  if (row.ratio->interval) row.ratio->interval->bounds = exp(row.ratio->interval->bounds);
  const auto narrow =
      stats::hodges_lehmann(sorted, stats::ConfidenceLevel(kEquivalenceLevel), distributions_);
  if (narrow->interval) row.equivalence = exp(narrow->interval->bounds);
}

/// The trial of a suspicion, on the fresh pairs.
std::optional<stats::ConfirmationAnswer> Maker::confirm(const Draft& draft, std::size_t family) {
  if (draft.suspicion == Suspicion::None) return std::nullopt;
  return stats::confirm(
      draft.differences.confirming,
      {.direction = direction_of(draft),
       .tolerated = draft.question.tolerated,
       .margin = draft.question.margin,
       .alpha = stats::bonferroni_alpha(stats::Alpha(options_.family_alpha), family),
       .has_ended = true},
      distributions_);
}

Trial trial_of(const Draft& draft, Suspicion direction,
               const std::optional<stats::ConfirmationAnswer>& answer, std::size_t family) {
  if (draft.suspicion != direction || !answer) {
    const bool too_short = draft.differences.screening.size() < stats::screening_looks().front();
    return {.state = too_short ? Trial::State::Open : Trial::State::Cleared, .adjusted_p = {}};
  }
  Trial trial;
  using State = stats::ConfirmationAnswer::State;
  if (answer->state == State::Shown) trial.state = Trial::State::Shown;
  if (answer->state == State::Futile) trial.state = Trial::State::Futile;
  if (answer->adjusted_p) {
    trial.adjusted_p = std::min(1.0, *answer->adjusted_p * static_cast<double>(family));
  }
  return trial;
}

/// The test lets pass what exceeds a threshold: where the bound of its own level, which lies above
/// what is tolerated, would just touch that.
void Maker::correct_for_selection(const Draft& draft, const stats::ConfirmationAnswer& shown) {
  const double sign = direction_of(draft) == stats::Alternative::Less ? -1 : 1;
  std::vector<double> seen(
      draft.differences.confirming.begin(),
      draft.differences.confirming.begin() + static_cast<std::ptrdiff_t>(shown.pairs));
  for (double& value : seen) value *= sign;
  const stats::SortedSample sorted(seen);
  const auto plain = stats::hodges_lehmann(sorted, level_, distributions_);
  const auto bound = stats::hodges_lehmann(
      sorted, stats::ConfidenceLevel(1 - 2 * shown.level->value()), distributions_);
  if (!plain->interval || !bound->interval) return;
  const auto& [lower, upper] = plain->interval->bounds;
  const double quantile = stats::normal_upper_quantile((1 - level_.value()) / 2);
  const double standard_error = (upper - lower) / 2 / quantile;
  if (!(standard_error > 0)) return;
  const double beyond = bound->interval->bounds.lower - draft.question.tolerated;
  const auto corrected = stats::selected_estimate({.estimate = plain->point,
                                                   .standard_error = standard_error,
                                                   .threshold = plain->point - beyond,
                                                   .tolerated = draft.question.tolerated},
                                                  level_);
  auto& ratio = *draft.row->ratio;
  const auto& bounds = corrected.interval->bounds;
  ratio.point = std::exp(sign * corrected.point);
  ratio.interval = {
      .bounds = sign > 0 ? exp({bounds.lower, bounds.upper}) : exp({-bounds.upper, -bounds.lower}),
      .achieved_level = corrected.interval->achieved_level};
  draft.row->paired->is_corrected_for_selection = true;
}

/// Of those that lie beyond the threshold the way that was shown.
PartialChange partial_change(const Draft& draft, const stats::ConfirmationAnswer& shown) {
  const double sign = direction_of(draft) == stats::Alternative::Less ? -1 : 1;
  std::vector<double> moved;
  for (std::size_t i = 0; i < shown.pairs; ++i) {
    const double value = draft.differences.confirming[i];
    if (sign * value > shown.tail->threshold) moved.push_back(value);
  }
  return {.moved = moved.size(),
          .opposite = shown.tail->down,
          .pairs = shown.pairs,
          .ratio = std::exp(stats::median(stats::SortedSample(moved)).value_or(0))};
}

/// How many pairs show an equivalence that was not shown: the interval's half width must fit
/// between the estimate and the margin.
std::optional<std::size_t> pairs_for_equivalence(double log_sd, double estimate, double margin) {
  const double room = margin - std::abs(estimate);
  if (room <= 0) return std::nullopt;
  const auto alpha = stats::Alpha(kTwoOneSided);
  return stats::pairs_needed({.log_sd = log_sd, .alpha = alpha, .power = kPower}, std::expm1(room));
}

void Maker::add_power(const Draft& draft, std::size_t suspects) {
  const Row& row = *draft.row;
  auto& finding = *draft.row->paired;
  if (finding.screening_pairs < stats::screening_looks().front()) {
    finding.pairs_to_settle = stats::screening_looks().front() - finding.screening_pairs;
  }
  if (!row.log_sd || !row.ratio) return;
  const stats::PowerQuestion power{
      .log_sd = *row.log_sd,
      .alpha = stats::bonferroni_alpha(stats::Alpha(options_.family_alpha), suspects),
      .power = kPower,
      .tolerated_effect = finding.tolerated};
  const bool suspect = draft.suspicion != Suspicion::None;
  const std::size_t evidence =
      suspect && finding.confirming_pairs > 0 ? finding.confirming_pairs : finding.screening_pairs;
  finding.detectable = stats::smallest_detectable_effect(power, evidence);
  const double estimate = std::log(row.ratio->point);
  auto needed = pairs_for_equivalence(*row.log_sd, estimate, draft.question.margin);
  if (std::abs(estimate) > draft.question.tolerated) {
    const auto to_show = stats::pairs_needed(power, std::expm1(std::abs(estimate)));
    if (to_show && (!needed || *to_show < *needed)) needed = to_show;
  }
  if (!needed) return;
  const std::size_t more = *needed > evidence ? *needed - evidence : 1;
  finding.pairs_to_settle = std::max(more, finding.pairs_to_settle.value_or(0));
}

void Maker::finish(Draft& draft, std::size_t suspects) {
  auto& finding = *draft.row->paired;
  finding.suspects = suspects;
  // What raised a suspicion is no measure of how large it is: it was picked for being large.
  const auto& [screening, confirming] = draft.differences;
  std::vector<double> evidence = screening;
  const bool fresh =
      draft.suspicion != Suspicion::None && confirming.size() >= stats::screening_looks().front();
  if (fresh) {
    evidence = confirming;
  } else {
    evidence.insert(evidence.end(), confirming.begin(), confirming.end());
  }
  add_figures(draft, evidence);
  const auto family = std::max<std::size_t>(suspects, 1);
  const auto answer = confirm(draft, family);
  finding.increase = trial_of(draft, Suspicion::Increase, answer, family);
  finding.decrease = trial_of(draft, Suspicion::Decrease, answer, family);
  if (answer && answer->state == stats::ConfirmationAnswer::State::Shown) {
    if (answer->tail) {
      finding.partial = partial_change(draft, *answer);
    } else if (draft.row->ratio) {
      correct_for_selection(draft, *answer);
    }
  }
  add_power(draft, suspects);
}

/// Does the suspicion count as one of head having become worse?
bool is_worse(const Draft& draft) {
  const bool higher_is_better = model::higher_is_better(draft.row->rule.definition.direction);
  return draft.suspicion == (higher_is_better ? Suspicion::Decrease : Suspicion::Increase);
}

bool was_not_measured_by_wall_time(const model::Run& head, const Row& row) {
  return row.metric == row.clock.metric && row.metric == model::kCpuTime &&
         std::ranges::any_of(head.diagnostics, [&](const model::Diagnostic& diagnostic) {
           return diagnostic.code == kWallTimeNotMeasured && diagnostic.benchmark == row.benchmark;
         });
}

/// Is there anything that the suspicion can be tested on?
bool is_on_trial(const Draft& draft) {
  return draft.suspicion != Suspicion::None && !draft.differences.confirming.empty();
}

/// Regressions and improvements are two families: how many improvements there are must not make
/// regressions harder to show. A suspicion that measuring never came to cannot alarm and takes no
/// part of the alpha: which ones those are was known before any fresh pair (pair_schedule.h).
/// `others`: rows without pairs, tested by their ranks; either family has them too.
void finish_all(std::vector<Draft>& drafts, std::size_t others, Maker& maker,
                Comparison& comparison) {
  const auto is_worse_trial = [](const Draft& draft) {
    return is_on_trial(draft) && is_worse(draft);
  };
  const auto worse = static_cast<std::size_t>(std::ranges::count_if(drafts, is_worse_trial));
  const auto trials = static_cast<std::size_t>(std::ranges::count_if(drafts, is_on_trial));
  comparison.suspects_worse = worse;
  comparison.suspects_better = trials - worse;
  for (auto& draft : drafts) {
    const bool in_worse = is_worse(draft) || draft.suspicion == Suspicion::None;
    maker.finish(draft, others + (in_worse ? worse : trials - worse));
  }
}

}  // namespace

stats::ScreeningQuestion screening_question(double tolerated, double unchanged_within) {
  return {.tolerated = std::log1p(tolerated),
          .margin = std::log1p(std::max(tolerated, unchanged_within))};
}

bool were_measured_together(const model::Run& base, const model::Run& head) {
  using Side = model::Session::Side;
  return base.session && head.session && base.session->id == head.session->id &&
         base.session->side == Side::Base && head.session->side == Side::Head;
}

Comparison compare_together(ComparisonRequest request, const PairedOptions& options) {
  const double level = request.level;
  const auto& head = request.head;
  auto comparison = compare_sides(std::move(request), Pairing::Together);
  Maker maker(options, level);
  stats::NullDistributions distributions;
  std::vector<Draft> drafts;
  for (auto& row : comparison.rows) {
    if (row.rule.definition.kind != model::MetricKind::Timing) continue;
    if (row.is_wall_time_of_shared_core || !row.match.head->pairs) continue;
    const auto& [of_base, of_head] = std::tie(*row.match.base, *row.match.head);
    auto differences =
        pair_differences(*of_head.pairs, *of_base.find(row.metric), *of_head.find(row.metric));
    if (!differences) continue;
    drafts.push_back(maker.begin(row, std::move(*differences), *of_head.pairs));
    if (was_not_measured_by_wall_time(head, row)) {
      row.paired->waiting = waiting_in_duet(of_base, of_head, distributions);
    }
  }
  // A value of zero has no logarithm: what remains are the ranks of both sides.
  std::vector<Row*> without_pairs;
  for (auto& row : comparison.rows) {
    const bool is_timing = row.rule.definition.kind == model::MetricKind::Timing;
    if (is_timing && !row.paired && !row.is_wall_time_of_shared_core) without_pairs.push_back(&row);
  }
  finish_all(drafts, without_pairs.size(), maker, comparison);
  test_apart(without_pairs, level);
  return comparison;
}

}  // namespace benchgate::compare
