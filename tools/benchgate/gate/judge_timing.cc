#include "benchgate/gate/judge_timing.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "benchgate/stats/equivalence.h"
#include "benchgate/stats/power.h"
#include "benchgate/stats/rank_sum.h"

namespace benchgate::gate {
namespace {

constexpr double kPower = 0.8;

double worsening(const compare::Row& row) {
  return model::worse_up(row.ratio->point, row.rule.definition.direction) - 1;
}

/// How much better, as a fraction, on the same scale: the worsening of going back.
double bettering(double worsening) {
  return 1 / (1 + worsening) - 1;
}

bool below_floor(const TimingQuestion& question) {
  const double moved =
      std::abs(question.row.head_summary.median - question.row.base_summary.median);
  return moved < question.rule.absolute_floor;
}

bool within_limit(const TimingQuestion& question) {
  if (!question.row.equivalence || question.rule.max_regression <= 0) return false;
  const stats::Interval logs{std::log(question.row.equivalence->lower),
                             std::log(question.row.equivalence->upper)};
  return stats::is_equivalent(logs,
                              stats::EquivalenceLimit::from_effect(question.rule.max_regression));
}

/// A shift that was shown, by `size` (a fraction, positive): does it count?
Reason weigh(const TimingQuestion& question, double size, Reason beyond) {
  if (size < question.rule.max_regression) return Reason::AtLimit;
  if (size < question.noise_floor) return Reason::WithinNoiseOfRuns;
  return beyond;
}

bool is_untestable(const TimingQuestion& question) {
  const auto family = static_cast<double>(question.family_size);
  return question.row.smallest_p * family >= question.family_alpha;
}

/// Every sample of head is worse than every sample of base.
bool is_wholly_worse(const compare::Row& row) {
  const auto& [base, head] = std::tie(row.base_summary, row.head_summary);
  return model::higher_is_better(row.rule.definition.direction) ? head.maximum < base.minimum
                                                                : head.minimum > base.maximum;
}

bool is_wholly_better(const compare::Row& row) {
  const auto& [base, head] = std::tie(row.base_summary, row.head_summary);
  return model::higher_is_better(row.rule.definition.direction) ? head.minimum > base.maximum
                                                                : head.maximum < base.minimum;
}

/// No values of so few samples pass the corrected test, so that what separate runs differ by
/// decides.
Reason reason_without_test(const TimingQuestion& question) {
  const auto& row = question.row;
  const double worse = worsening(row);
  const double size = worse >= 0 ? worse : bettering(worse);
  const double least = std::max(question.rule.max_regression, question.noise_floor);
  if (size < least) return Reason::TooFewSamples;
  const bool decisive = size >= std::max(least, question.decisive_floor);
  if (decisive && is_wholly_worse(row)) return Reason::FarBeyondNoise;
  if (decisive && is_wholly_better(row)) return Reason::FarBetterThanNoise;
  return worse > 0 ? Reason::BeyondNoiseUntested : Reason::TooFewSamples;
}

/// Values without a logarithm (an error rate of 0, a hit ratio that fell to 0) have no ratio to
/// hold against a limit; that they moved is shown by their ranks all the same.
Reason reason_without_ratio(const TimingQuestion& question) {
  const auto& [base, head] = std::tie(question.row.base_summary, question.row.head_summary);
  const bool constant = base.minimum == base.maximum && head.minimum == head.maximum;
  if (constant && base.median == head.median) return Reason::ExactSame;
  if (!question.same_machine_class) return Reason::OtherMachine;
  if (below_floor(question)) return Reason::BelowFloor;
  if (question.p_worse < question.family_alpha) return Reason::WorseThanLimit;
  if (question.p_better < question.family_alpha) return Reason::BetterThanLimit;
  const bool suspect = is_untestable(question) && is_wholly_worse(question.row);
  return suspect ? Reason::BeyondNoiseUntested : Reason::NotComparable;
}

Reason reason_for(const TimingQuestion& question) {
  const auto& row = question.row;
  if (!row.ratio) return reason_without_ratio(question);
  if (!question.same_machine_class) return Reason::OtherMachine;
  if (below_floor(question)) return Reason::BelowFloor;
  if (within_limit(question)) return Reason::WithinLimit;
  const double worse = worsening(row);
  if (question.p_worse < question.family_alpha) {
    return weigh(question, worse, Reason::WorseThanLimit);
  }
  if (question.p_better < question.family_alpha) {
    return weigh(question, bettering(worse), Reason::BetterThanLimit);
  }
  return is_untestable(question) ? reason_without_test(question) : Reason::NotShown;
}

/// Fills in what the samples could have shown and how many would settle the row.
void add_power(const TimingQuestion& question, TimingAnswer& answer) {
  const auto& row = question.row;
  const auto alpha = stats::Alpha::from(
      question.family_alpha / static_cast<double>(std::max<std::size_t>(question.family_size, 1)));
  if (!alpha) return;
  const std::size_t at_least =
      stats::samples_needed_for_rank_sum(*alpha, stats::Alternative::Greater);
  if (is_untestable(question)) answer.samples_needed = at_least;
  if (!row.log_sd || *row.log_sd <= 0) return;
  const stats::PowerQuestion power{.log_sd = *row.log_sd, .alpha = *alpha, .power = kPower};
  answer.detectable = stats::smallest_detectable_effect(power, row.base.size(), row.head.size());
  const bool wants_more = answer.reason == Reason::TooFewSamples ||
                          answer.reason == Reason::BeyondNoiseUntested ||
                          answer.reason == Reason::NotShown;
  if (!wants_more || question.rule.max_regression <= 0) return;
  if (const auto needed = stats::samples_needed_per_side(power, question.rule.max_regression)) {
    answer.samples_needed = std::max(*needed, at_least);
  }
}

}  // namespace

std::optional<double> p_worse(const compare::Row& row) {
  return model::higher_is_better(row.rule.definition.direction) ? row.p_decrease : row.p_increase;
}

std::optional<double> p_better(const compare::Row& row) {
  return model::higher_is_better(row.rule.definition.direction) ? row.p_increase : row.p_decrease;
}

TimingAnswer judge_timing(const TimingQuestion& question) {
  TimingAnswer answer;
  answer.reason = reason_for(question);
  answer.verdict = verdict_for(answer.reason);
  if (question.row.ratio && question.row.p_increase) {
    answer.adjusted_p = worsening(question.row) >= 0 ? question.p_worse : question.p_better;
  }
  add_power(question, answer);
  return answer;
}

std::optional<TimingAnswer> judge_second_clock(const TimingQuestion& question) {
  constexpr double kShown = 0.01;
  const auto& row = question.row;
  if (!row.ratio || !question.same_machine_class || below_floor(question)) return std::nullopt;
  if (worsening(row) < std::max(question.rule.max_regression, question.noise_floor)) {
    return std::nullopt;
  }
  if (p_worse(row).value_or(1) >= kShown && !is_wholly_worse(row)) return std::nullopt;
  TimingAnswer answer;
  answer.reason = Reason::WallTimeAlone;
  answer.verdict = verdict_for(answer.reason);
  return answer;
}

}  // namespace benchgate::gate
