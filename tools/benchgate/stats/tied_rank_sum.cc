#include "benchgate/stats/tied_rank_sum.h"

#include <algorithm>
#include <cassert>
#include <vector>

namespace benchgate::stats {
namespace {

struct Choices {
  double below;  // with a sum below the observed one
  double equal;
  double all;
};

// Counts the choices of k scores by their sum. Row k holds sums from smallest_sum(k) up to
// what can still end at or below `observed`, whichever scores follow.
class ChoiceCounter {
 public:
  ChoiceCounter(std::span<const std::int64_t> scores, std::size_t chosen, std::int64_t observed)
      : scores_(scores), chosen_(chosen), observed_(observed), prefix_(scores.size() + 1, 0) {
    for (std::size_t i = 0; i < scores.size(); ++i) prefix_[i + 1] = prefix_[i] + scores[i];
    width_ = static_cast<std::size_t>(observed_ - prefix_[chosen_]) + 1;
    ways_.assign((chosen_ + 1) * width_, 0.0);
  }

  Choices count() {
    ways_[0] = 1.0;
    for (std::size_t i = 0; i < scores_.size(); ++i) {
      const std::size_t left = scores_.size() - i;  // this one included
      const std::size_t least = chosen_ > left ? chosen_ - left : 0;
      for (std::size_t k = std::min(i + 1, chosen_); k > least; --k) take(i, k);
    }
    Choices result{.below = 0.0, .equal = ways_.back(), .all = 1.0};
    for (std::size_t s = 0; s + 1 < width_; ++s) result.below += row(chosen_)[s];
    for (std::size_t k = 1; k <= chosen_; ++k) {
      result.all *= static_cast<double>(scores_.size() - chosen_ + k) / static_cast<double>(k);
    }
    return result;
  }

 private:
  double* row(std::size_t k) { return ways_.data() + k * width_; }

  // Score i becomes the k-th one chosen: adds row k - 1, moved by the score, to row k.
  void take(std::size_t i, std::size_t k) {
    // Both rows start at their own smallest sum, so the move is what the score exceeds the
    // k-th smallest score by; never negative, because i >= k - 1.
    const auto move = static_cast<std::size_t>(scores_[i] - scores_[k - 1]);
    const std::int64_t rest = prefix_[i + 1 + chosen_ - k] - prefix_[i + 1];
    const std::int64_t room = observed_ - rest - prefix_[k];  // largest useful offset in row k
    const std::int64_t reachable = prefix_[i] - prefix_[i - (k - 1)] - prefix_[k - 1];
    if (room < static_cast<std::int64_t>(move)) return;
    const auto last =
        static_cast<std::size_t>(std::min(room - static_cast<std::int64_t>(move), reachable));
    const double* from = row(k - 1);
    double* to = row(k) + move;
    for (std::size_t s = 0; s <= last; ++s) to[s] += from[s];
  }

  std::span<const std::int64_t> scores_;
  std::size_t chosen_;
  std::int64_t observed_;
  std::vector<std::int64_t> prefix_;  // sums of the first i scores: the smallest sum of i
  std::size_t width_ = 0;
  std::vector<double> ways_;
};

// Lower tail and P(sum < observed), for an observed sum in the lower half.
Tails lower_half_tails(std::span<const std::int64_t> scores, std::size_t chosen,
                       std::int64_t observed) {
  const Choices choices = ChoiceCounter(scores, chosen, observed).count();
  return {.at_most = (choices.below + choices.equal) / choices.all,
          .at_least = 1.0 - choices.below / choices.all};
}

}  // namespace

std::optional<Tails> tied_rank_sum_tails(std::span<const std::int64_t> scores, std::size_t chosen,
                                         std::int64_t observed) {
  assert(chosen <= scores.size() && std::ranges::is_sorted(scores));
  std::int64_t smallest = 0;
  std::int64_t largest = 0;
  for (std::size_t k = 0; k < chosen; ++k) {
    smallest += scores[k];
    largest += scores[scores.size() - 1 - k];
  }
  assert(smallest <= observed && observed <= largest);
  const double cost = static_cast<double>(scores.size()) * static_cast<double>(chosen) *
                      static_cast<double>(largest - smallest) / 2.0;
  if (cost > kTiedExactCost) return std::nullopt;

  if (observed - smallest <= largest - observed) return lower_half_tails(scores, chosen, observed);
  // The upper half is the lower half of the negated scores.
  std::vector<std::int64_t> mirrored(scores.rbegin(), scores.rend());
  for (auto& score : mirrored) score = -score;
  const Tails tails = lower_half_tails(mirrored, chosen, -observed);
  return Tails{.at_most = tails.at_least, .at_least = tails.at_most};
}

}  // namespace benchgate::stats
