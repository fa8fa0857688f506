#include "benchgate/stats/confirmation.h"

#include <algorithm>
#include <array>
#include <vector>

#include "benchgate/stats/alpha_spending.h"
#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/signed_rank.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::stats {
namespace {

constexpr std::array<std::size_t, 5> kLooks = {16, 32, 64, 128, 256};
constexpr double kFutilityLevel = 0.90;  // one-sided 95 %

/// `differences` are turned so that an increase is looked for.
bool is_futile(std::span<const double> differences, const ConfirmationQuestion& question,
               NullDistributions& distributions) {
  const auto estimate =
      hodges_lehmann(SortedSample(differences), ConfidenceLevel(kFutilityLevel), distributions);
  const double worthwhile = question.tolerated + (question.margin - question.tolerated) / 3;
  return estimate && estimate->interval && estimate->point < question.tolerated &&
         estimate->interval->bounds.upper < worthwhile;
}

}  // namespace

std::span<const std::size_t> confirmation_looks() {
  return kLooks;
}

ConfirmationAnswer confirm(std::span<const double> differences,
                           const ConfirmationQuestion& question, NullDistributions& distributions) {
  using State = ConfirmationAnswer::State;
  const double sign = question.direction == Alternative::Less ? -1 : 1;
  std::vector<double> turned;
  turned.reserve(differences.size());
  for (const double difference : differences) turned.push_back(sign * difference);

  ConfirmationAnswer answer;
  for (const auto& look : looks_reached(kLooks, turned.size(), question.alpha)) {
    const std::span<const double> seen(turned.data(), look.pairs);
    std::vector<double> beyond(seen.begin(), seen.end());
    for (double& value : beyond) value -= question.tolerated;
    const auto test = signed_rank_test(beyond, Alternative::Greater, distributions);
    const double p = test->p_value * question.alpha.value() / look.level.value();
    answer.adjusted_p = std::min(answer.adjusted_p.value_or(1.0), p);
    if (rejects(test->p_value, look.level)) {
      answer.state = State::Shown;
      return answer;
    }
    if (look.pairs == kLooks.back() || is_futile(seen, question, distributions)) {
      answer.state = State::Futile;
      return answer;
    }
  }
  return answer;
}

}  // namespace benchgate::stats
