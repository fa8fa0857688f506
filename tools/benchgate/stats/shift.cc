#include "benchgate/stats/shift.h"

#include <vector>

#include "benchgate/stats/rank_interval.h"

namespace benchgate::stats {
namespace {

// All differences head[i] - base[j]: rising in i, falling in j.
class Differences {
 public:
  explicit Differences(const TwoSamples& samples)
      : base_(samples.base.values()), head_(samples.head.values()) {}

  [[nodiscard]] std::size_t count() const { return base_.size() * head_.size(); }
  [[nodiscard]] double lowest() const { return head_.front() - base_.back(); }
  [[nodiscard]] double highest() const { return head_.back() - base_.front(); }

  // Walks the staircase between the differences at most t and those above.
  [[nodiscard]] std::size_t count_at_most(double t) const {
    std::size_t total = 0;
    std::size_t first = 0;  // smallest j with head - base[j] <= t; rises with head
    for (const double head : head_) {
      while (first < base_.size() && head - base_[first] > t) ++first;
      if (first == base_.size()) break;
      total += base_.size() - first;
    }
    return total;
  }

  [[nodiscard]] std::vector<double> write_out() const {
    std::vector<double> all;
    all.reserve(count());
    for (const double head : head_) {
      for (const double base : base_) all.push_back(head - base);
    }
    return all;
  }

 private:
  std::span<const double> base_;
  std::span<const double> head_;
};

}  // namespace

std::optional<Estimate> hodges_lehmann_shift(const TwoSamples& samples, ConfidenceLevel level,
                                             NullDistributions& distributions) {
  if (samples.base.empty() || samples.head.empty()) return std::nullopt;
  return invert_rank_test(Differences(samples),
                          distributions.rank_sum(samples.base.size(), samples.head.size()), level);
}

}  // namespace benchgate::stats
