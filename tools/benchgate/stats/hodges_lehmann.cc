#include "benchgate/stats/hodges_lehmann.h"

#include <numeric>
#include <vector>

#include "benchgate/stats/rank_interval.h"

namespace benchgate::stats {
namespace {

// All averages of d[i] and d[j], i <= j: rising in both.
class WalshAverages {
 public:
  explicit WalshAverages(const SortedSample& differences) : d_(differences.values()) {}

  [[nodiscard]] std::size_t count() const { return d_.size() * (d_.size() + 1) / 2; }
  [[nodiscard]] double lowest() const { return d_.front(); }
  [[nodiscard]] double highest() const { return d_.back(); }

  // Walks the staircase between the averages at most t and those above.
  [[nodiscard]] std::size_t count_at_most(double t) const {
    std::size_t total = 0;
    std::size_t end = d_.size();  // averages of d[i] with j < end are at most t; falls with i
    for (std::size_t i = 0; i < d_.size(); ++i) {
      while (end > i && std::midpoint(d_[i], d_[end - 1]) > t) --end;
      if (end <= i) break;
      total += end - i;
    }
    return total;
  }

  [[nodiscard]] std::vector<double> write_out() const {
    std::vector<double> all;
    all.reserve(count());
    for (std::size_t i = 0; i < d_.size(); ++i) {
      for (std::size_t j = i; j < d_.size(); ++j) all.push_back(std::midpoint(d_[i], d_[j]));
    }
    return all;
  }

 private:
  std::span<const double> d_;
};

}  // namespace

std::optional<Estimate> hodges_lehmann(const SortedSample& differences, ConfidenceLevel level,
                                       NullDistributions& distributions) {
  if (differences.empty()) return std::nullopt;
  return invert_rank_test(WalshAverages(differences), distributions.signed_rank(differences.size()),
                          level);
}

}  // namespace benchgate::stats
