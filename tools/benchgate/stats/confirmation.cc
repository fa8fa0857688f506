#include "benchgate/stats/confirmation.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "benchgate/stats/alpha_spending.h"
#include "benchgate/stats/hodges_lehmann.h"
#include "benchgate/stats/signed_rank.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::stats {
namespace {

using State = ConfirmationAnswer::State;

constexpr std::array<std::size_t, 5> kLooks = {16, 32, 64, 128, 256};
constexpr double kFutilityLevel = 0.90;  // one-sided 95 %
/// More large differences that way than the other.
constexpr double kPromisingTail = 0.5;

double spent_at(std::size_t pairs, Alpha alpha) {
  return *spent_alpha(alpha, static_cast<double>(pairs) / static_cast<double>(kLooks.back()));
}

/// The differences, turned so that an increase is looked for.
std::vector<double> turned(std::span<const double> differences, Alternative direction) {
  std::vector<double> values(differences.begin(), differences.end());
  if (direction == Alternative::Less) {
    for (double& value : values) value = -value;
  }
  return values;
}

class Confirmation {
 public:
  Confirmation(std::span<const double> differences, const ConfirmationQuestion& question,
               NullDistributions& distributions)
      : differences_(turned(differences, question.direction)),
        question_(question),
        distributions_(distributions) {}

  ConfirmationAnswer answer() {
    double spent = 0;
    double spent_before_last = 0;
    for (const std::size_t pairs : confirmation_looks(question_.alpha)) {
      if (pairs > differences_.size()) break;
      spent_before_last = spent;
      spent = spent_at(pairs, question_.alpha);
      if (look(pairs, spent - spent_before_last)) return answer_;
      if (pairs == kLooks.back() || is_futile(pairs)) {
        answer_.state = State::Futile;
        return answer_;
      }
      last_look_ = pairs;
    }
    if (!question_.has_ended || differences_.empty()) return answer_;
    // The clock came at a look: that one is the last, and has all that those before it left.
    if (last_look_ == differences_.size()) spent = spent_before_last;
    look(differences_.size(), question_.alpha.value() - spent);
    return answer_;
  }

 private:
  /// Takes a look at the first `pairs` at `level`; true where it shows something.
  bool look(std::size_t pairs, double level) {
    std::vector<double> beyond(differences_.begin(),
                               differences_.begin() + static_cast<std::ptrdiff_t>(pairs));
    for (double& value : beyond) value -= question_.tolerated;
    const auto shift = signed_rank_test(beyond, Alternative::Greater, distributions_);
    if (take(shift->p_value, level * (1 - question_.tail_share))) {
      answer_.pairs = pairs;
      return true;
    }
    if (question_.tail_share <= 0) return false;
    auto large = large_differences(beyond, question_.margin);
    if (!take(sign_test(large, Alternative::Greater), level * question_.tail_share)) {
      return false;
    }
    large.threshold += question_.tolerated;
    answer_.pairs = pairs;
    answer_.tail = large;
    return true;
  }

  bool take(double p_value, double level) {
    const double adjusted = std::min(1.0, p_value * question_.alpha.value() / level);
    answer_.adjusted_p = std::min(answer_.adjusted_p.value_or(1.0), adjusted);
    if (!rejects(p_value, Alpha(level))) return false;
    answer_.state = State::Shown;
    answer_.level = Alpha(level);
    return true;
  }

  bool is_futile(std::size_t pairs) {
    const std::span<const double> seen(differences_.data(), pairs);
    const auto estimate =
        hodges_lehmann(SortedSample(seen), ConfidenceLevel(kFutilityLevel), distributions_);
    const double worthwhile = question_.tolerated + (question_.margin - question_.tolerated) / 3;
    const bool no_shift = estimate && estimate->interval && estimate->point < question_.tolerated &&
                          estimate->interval->bounds.upper < worthwhile;
    if (!no_shift || question_.tail_share <= 0) return no_shift;
    const auto large = large_differences(seen, question_.margin);
    return sign_test(large, Alternative::Greater) > kPromisingTail;
  }

  const std::vector<double> differences_;
  const ConfirmationQuestion& question_;
  NullDistributions& distributions_;
  std::size_t last_look_ = 0;
  ConfirmationAnswer answer_;
};

}  // namespace

std::span<const std::size_t> confirmation_looks() {
  return kLooks;
}

std::vector<std::size_t> confirmation_looks(Alpha alpha) {
  // 2^(1 - n): all differences point one way but the smallest.
  const auto can_show = [&](std::size_t pairs) {
    const double level = spent_at(pairs, alpha) * (1 - kTailShare);
    return std::ldexp(1.0, 1 - static_cast<int>(pairs)) < level;
  };
  std::size_t first = kLooks.front();
  while (first < kLooks.back() && !can_show(first)) ++first;
  std::vector<std::size_t> looks{first};
  for (const std::size_t planned : kLooks) {
    if (planned > first) looks.push_back(planned);
  }
  return looks;
}

ConfirmationAnswer confirm(std::span<const double> differences,
                           const ConfirmationQuestion& question, NullDistributions& distributions) {
  return Confirmation(differences, question, distributions).answer();
}

}  // namespace benchgate::stats
