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

/// The looks that `pairs` pairs have reached, the last of them where measuring ended.
std::vector<std::size_t> looks_for(std::size_t pairs) {
  std::vector<std::size_t> looks;
  for (const std::size_t look : kLooks) {
    if (look <= pairs) looks.push_back(look);
  }
  const bool ended_between = pairs > (looks.empty() ? 0 : looks.back()) && pairs < kLooks.back();
  if (ended_between) looks.push_back(pairs);
  return looks;
}

std::vector<Alpha> levels_of(const std::vector<std::size_t>& looks, Alpha alpha) {
  std::vector<double> fractions;
  fractions.reserve(looks.size());
  for (const std::size_t look : looks) {
    fractions.push_back(static_cast<double>(look) / static_cast<double>(kLooks.back()));
  }
  return look_alphas(alpha, fractions).value_or(std::vector<Alpha>{});
}

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
  const auto looks = looks_for(std::min(turned.size(), kLooks.back()));
  const auto levels = levels_of(looks, question.alpha);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::span<const double> seen(turned.data(), looks[i]);
    std::vector<double> beyond(seen.begin(), seen.end());
    for (double& value : beyond) value -= question.tolerated;
    const auto test = signed_rank_test(beyond, Alternative::Greater, distributions);
    const double p = test->p_value * question.alpha.value() / levels[i].value();
    answer.adjusted_p = std::min(answer.adjusted_p.value_or(1.0), p);
    if (rejects(test->p_value, levels[i])) {
      answer.state = State::Shown;
      return answer;
    }
    if (looks[i] == kLooks.back() || is_futile(seen, question, distributions)) {
      answer.state = State::Futile;
      return answer;
    }
  }
  return answer;
}

}  // namespace benchgate::stats
