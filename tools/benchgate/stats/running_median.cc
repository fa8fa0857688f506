#include "benchgate/stats/running_median.h"

#include <algorithm>
#include <cassert>

namespace benchgate::stats {
namespace {

/// A window's values, sorted.
class Window {
 public:
  void insert(double value) { sorted_.insert(std::ranges::upper_bound(sorted_, value), value); }
  void remove(double value) { sorted_.erase(std::ranges::lower_bound(sorted_, value)); }

  /// One out, one in: what lies between them moves by one place.
  void replace(double out, double in) {
    auto at = static_cast<std::size_t>(std::ranges::lower_bound(sorted_, out) - sorted_.begin());
    for (; at > 0 && sorted_[at - 1] > in; --at) sorted_[at] = sorted_[at - 1];
    for (; at + 1 < sorted_.size() && sorted_[at + 1] < in; ++at) sorted_[at] = sorted_[at + 1];
    sorted_[at] = in;
  }

  /// Of two middle values the one nearer to `value`.
  [[nodiscard]] double median(double value) const {
    const double upper = sorted_[sorted_.size() / 2];
    const double lower = sorted_[(sorted_.size() - 1) / 2];
    return value - lower < upper - value ? lower : upper;
  }

 private:
  std::vector<double> sorted_;
};

}  // namespace

std::vector<double> running_median(std::span<const double> values, std::size_t reach) {
  std::vector<double> medians;
  medians.reserve(values.size());
  Window window;
  for (std::size_t i = 0; i < std::min(reach, values.size()); ++i) window.insert(values[i]);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool enters = i + reach < values.size();
    const bool leaves = i > reach;
    if (enters && leaves) {
      window.replace(values[i - reach - 1], values[i + reach]);
    } else if (enters) {
      window.insert(values[i + reach]);
    } else if (leaves) {
      window.remove(values[i - reach - 1]);
    }
    medians.push_back(window.median(values[i]));
  }
  return medians;
}

std::vector<double> winsorised(std::span<const double> values, std::span<const double> centres,
                               double distance) {
  assert(values.size() == centres.size() && distance >= 0);
  std::vector<double> held;
  held.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    held.push_back(std::clamp(values[i], centres[i] - distance, centres[i] + distance));
  return held;
}

}  // namespace benchgate::stats
