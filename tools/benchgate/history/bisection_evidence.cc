#include "benchgate/history/bisection_evidence.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "benchgate/stats/confirmation.h"
#include "benchgate/stats/family.h"
#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/side.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::history {
namespace {

using Answer = stats::ConfirmationAnswer::State;

constexpr double kLevel = 0.95;
/// The half width of the interval, as a share of the estimate, from which on halving it is safe.
constexpr double kPrecision = 0.25;

/// What both directions say: increase, decrease.
std::array<Answer, 2> confirm_both(std::span<const double> differences,
                                   const ChangeQuestion& question, bool has_ended,
                                   stats::NullDistributions& distributions) {
  const auto confirm = [&](stats::Alternative direction) {
    return stats::confirm(
               differences,
               {.direction = direction,
                .tolerated = question.tolerated,
                .margin = question.margin,
                .alpha = stats::bonferroni_alpha(question.alpha, 2 * question.benchmarks),
                .tail_share = 0,  // builds are told apart by their medians
                .has_ended = has_ended},
               distributions)
        .state;
  };
  return {confirm(stats::Alternative::Greater), confirm(stats::Alternative::Less)};
}

bool is_precise(const stats::Estimate& estimate) {
  if (!estimate.interval) return false;
  const auto& [lower, upper] = estimate.interval->bounds;
  return (upper - lower) / 2 <= kPrecision * std::abs(estimate.point);
}

}  // namespace

std::span<const std::size_t> BisectionEvidence::looks() {
  return stats::confirmation_looks();
}

Measurement BisectionEvidence::measure(std::span<const double> differences,
                                       const ChangeQuestion& question) {
  const auto answers = confirm_both(differences, question, true, distributions_);
  const bool is_shown = std::ranges::find(answers, Answer::Shown) != answers.end();
  return {.answer = is_shown ? BisectionAnswer::Differs : BisectionAnswer::DoesNotDiffer,
          .change = estimate(differences)};
}

bool BisectionEvidence::is_settled(std::span<const double> differences,
                                   const ChangeQuestion& question) {
  const auto answers = confirm_both(differences, question, false, distributions_);
  if (std::ranges::find(answers, Answer::Shown) != answers.end()) {
    const auto known = estimate(differences);
    return known && is_precise(*known);
  }
  return std::ranges::count(answers, Answer::Futile) == 2;
}

BisectionAnswer BisectionEvidence::compare(std::span<const double> differences, double whole,
                                           stats::Alpha alpha) {
  const auto side =
      stats::side_of(differences, {.threshold = whole / 2, .alpha = alpha}, distributions_);
  if (side == stats::Side::Undecided) return BisectionAnswer::Undecided;
  return (side == stats::Side::Above) == (whole > 0) ? BisectionAnswer::Bad : BisectionAnswer::Good;
}

std::optional<stats::Estimate> BisectionEvidence::estimate(std::span<const double> differences) {
  if (differences.empty()) return std::nullopt;
  return stats::hodges_lehmann(stats::SortedSample(differences), stats::ConfidenceLevel(kLevel),
                               distributions_);
}

stats::Estimate as_ratio(const stats::Estimate& log_ratio) {
  stats::Estimate ratio{.point = std::exp(log_ratio.point), .interval = {}};
  if (const auto& interval = log_ratio.interval) {
    ratio.interval = {
        .bounds = {std::exp(interval->bounds.lower), std::exp(interval->bounds.upper)},
        .achieved_level = interval->achieved_level};
  }
  return ratio;
}

}  // namespace benchgate::history
