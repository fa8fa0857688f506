#include "benchgate/stats/ramp.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "benchgate/stats/long_run_variance.h"

namespace benchgate::stats {
namespace {

constexpr std::size_t kPlaces = 32;  // where an end is looked for
constexpr std::size_t kBatches = 16;
constexpr std::size_t kParameters = 4;

/// Regresses values on the shape of a ramp: 0 up to `first`, 1 from `last` on.
class Regression {
 public:
  explicit Regression(std::span<const double> values)
      : sums_(values.size() + 1), weighted_(values.size() + 1) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      sums_[i + 1] = sums_[i] + values[i];
      weighted_[i + 1] = weighted_[i] + static_cast<double>(i) * values[i];
    }
  }

  struct Fit {
    double mean = 0;    ///< of the shape
    double spread = 0;  ///< its sum of squared distances to that
    double slope = 0;   ///< of values over the shape
    [[nodiscard]] double explained() const { return slope * slope * spread; }
  };

  [[nodiscard]] Fit fit(std::size_t first, std::size_t last) const {
    assert(first < last && last < size());
    const auto steps = static_cast<double>(last - first);
    const auto behind = static_cast<double>(size() - 1 - last);
    const auto points = static_cast<double>(size());
    const double sum = (steps + 1) / 2 + behind;
    const double squares = (steps + 1) * (2 * steps + 1) / (6 * steps) + behind;
    const double rising = (weighted_[last + 1] - weighted_[first] -
                           static_cast<double>(first) * (sums_[last + 1] - sums_[first])) /
                          steps;
    const double products = rising + sums_.back() - sums_[last + 1];
    Fit fit{.mean = sum / points, .spread = squares - sum * sum / points};
    fit.slope = (products - fit.mean * sums_.back()) / fit.spread;
    return fit;
  }

  [[nodiscard]] double mean() const { return sums_.back() / static_cast<double>(size()); }
  [[nodiscard]] std::size_t size() const { return sums_.size() - 1; }

 private:
  std::vector<double> sums_;      // [i]: of the first i values
  std::vector<double> weighted_;  // the same, each times its place
};

/// The ends that explain most, among those that lie `step` apart around the two given ones.
struct Ends {
  std::size_t first = 0;
  std::size_t last = 0;
};

struct Search {
  Ends low;   ///< the earliest of each
  Ends high;  ///< and the latest
  std::size_t step = 1;
  std::size_t shortest = 1;
};

Ends best_of(const Regression& regression, const Search& search) {
  Ends best = {search.low.first, search.high.last};
  double most = -1;
  for (auto first = search.low.first; first <= search.high.first; first += search.step) {
    for (auto last = search.high.last; last >= search.low.last; last -= search.step) {
      if (last < first + search.shortest) break;
      const double explained = regression.fit(first, last).explained();
      if (explained > most) {
        most = explained;
        best = {first, last};
      }
      if (last < search.step) break;
    }
  }
  return best;
}

/// The variance of batch means around the ramp, which took four degrees of freedom: both levels and
/// both ends. 0 where there are too few points.
double batch_variance(std::span<const double> left) {
  if (left.size() < 2 * kBatches) return 0;
  double squares = 0;
  for (std::size_t i = 0; i < kBatches; ++i) {
    const auto first = left.size() * i / kBatches;
    const auto end = left.size() * (i + 1) / kBatches;
    double sum = 0;
    for (auto at = first; at < end; ++at) sum += left[at];
    squares += sum * sum / static_cast<double>(end - first);
  }
  return squares / static_cast<double>(kBatches - kParameters);
}

}  // namespace

double Ramp::at(std::size_t point) const {
  const auto place = static_cast<double>(std::clamp(point, first, last) - first);
  return from + (to - from) * place / static_cast<double>(last - first);
}

std::optional<Ramp> fit_ramp(std::span<const double> values, std::size_t shortest) {
  if (values.size() < shortest + 1) return std::nullopt;
  const Regression regression(values);
  const auto end = values.size() - 1;
  const auto step = end / kPlaces + 1;
  auto ends =
      best_of(regression, {.low = {0, 0}, .high = {end, end}, .step = step, .shortest = shortest});
  const auto before = [&](std::size_t at) { return at - std::min(at, step); };
  const auto behind = [&](std::size_t at) { return std::min(at + step, end); };
  ends = best_of(regression, {.low = {before(ends.first), before(ends.last)},
                              .high = {behind(ends.first), behind(ends.last)},
                              .step = step / 8 + 1,
                              .shortest = shortest});
  const auto fit = regression.fit(ends.first, ends.last);
  Ramp ramp{
      .first = ends.first, .last = ends.last, .from = regression.mean() - fit.slope * fit.mean};
  ramp.to = ramp.from + fit.slope;
  std::vector<double> left;
  for (std::size_t i = 0; i < values.size(); ++i) left.push_back(values[i] - ramp.at(i));
  for (const double one : left) ramp.squares += one * one;
  ramp.variance = std::max(long_run_variance(left), batch_variance(left));
  ramp.error = std::sqrt(ramp.variance / fit.spread);
  return ramp;
}

}  // namespace benchgate::stats
