#include "benchgate/stats/running_median.h"

#include <algorithm>
#include <cassert>

namespace benchgate::stats {
namespace {

double middle_of(const std::vector<double>& sorted) {
  const auto half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

}  // namespace

std::vector<double> running_median(std::span<const double> values, std::size_t reach) {
  std::vector<double> medians;
  medians.reserve(values.size());
  std::vector<double> window;  // sorted
  window.reserve(2 * reach + 2);
  const auto insert = [&window](double value) {
    window.insert(std::ranges::upper_bound(window, value), value);
  };
  for (std::size_t i = 0; i < std::min(reach, values.size()); ++i) insert(values[i]);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i + reach < values.size()) insert(values[i + reach]);
    if (i > reach) window.erase(std::ranges::lower_bound(window, values[i - reach - 1]));
    medians.push_back(middle_of(window));
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
