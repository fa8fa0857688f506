#include "benchgate/stats/change_points.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

#include "benchgate/stats/long_run_variance.h"
#include "benchgate/stats/normal.h"
#include "benchgate/stats/running_median.h"
#include "benchgate/stats/student_t.h"

namespace benchgate::stats {
namespace {

constexpr std::size_t kReach = 7;     // of the running median: 15 points
constexpr double kWinsorisedAt = 4;   // standard deviations
constexpr double kPenalty = 6;        // variances, times ln(n); for a known one
constexpr std::size_t kShortest = 3;  // points of a stretch
constexpr std::size_t kFewPoints = 64;
constexpr double kSettled = 0.1;      // of the variance: a penalty that is no other
constexpr int kMostRounds = 4;        // of estimating the noise
constexpr std::size_t kRefitted = 3;  // points by which a cut may move
constexpr double kRounding = 1e-9;    // of the sum of squares: no penalty is below

std::vector<double> differences(std::span<const double> left, std::span<const double> right) {
  std::vector<double> all(left.size());
  std::ranges::transform(left, right, all.begin(), std::minus<>());
  return all;
}

std::vector<double> residuals(std::span<const double> values, const std::vector<Stretch>& around) {
  std::vector<double> all;
  all.reserve(values.size());
  for (const auto& stretch : around)
    for (auto i = stretch.first; i <= stretch.last; ++i) all.push_back(values[i] - stretch.level);
  return all;
}

/// The last points may belong to the next level, too few yet to be a stretch: as far off as an
/// outlier is held, no further.
std::vector<double> with_held_end(std::vector<double> deviations, double reach) {
  const auto end = std::min(kShortest - 1, deviations.size());
  for (auto& deviation : std::span(deviations).last(end))
    deviation = std::clamp(deviation, -reach, reach);
  return deviations;
}

std::vector<std::size_t> starts_of(const std::vector<Stretch>& stretches) {
  std::vector<std::size_t> starts;
  for (const auto& stretch : stretches) starts.push_back(stretch.first);
  return starts;
}

/// In variances that were estimated with so many degrees of freedom: what is as rare by Student's
/// distribution as kPenalty * ln(n) is by the normal one. 2.6 times that for 10 points, 1.05 times
/// for 400.
double price_of_a_cut(std::size_t points, std::size_t degrees) {
  if (points < 2 || degrees == 0) return 0;
  const double known = kPenalty * std::log(static_cast<double>(points));
  const double tail = normal_cdf(-std::sqrt(known));
  return std::pow(student_t_upper_quantile(tail, degrees), 2);
}

double price_of_a_cut(std::size_t points) {
  return points < 2 ? 0 : price_of_a_cut(points, points - 1);
}

/// How many of `points` the noise is estimated from. Beyond a few, those whose surroundings are
/// complete at the last number whose binary digits behind the fifth are 0.
std::size_t points_to_calibrate_on(std::size_t points) {
  if (points <= kFewPoints) return points;
  const auto digits = static_cast<std::size_t>(std::bit_width(points));
  return ((points >> (digits - 5)) << (digits - 5)) - kReach;
}

/// Moves the cut between two stretches to where the values themselves say that it is, nearby.
/// Winsorised ones next to a step are held to a median of both levels.
void refit(std::span<const double> values, Stretch& before, Stretch& behind) {
  const auto begin = behind.first - std::min(kRefitted, before.size() - 1);
  const auto end = behind.first + std::min(kRefitted, behind.size() - 1);
  double cost = 0;  // of a cut at `i`, less that of one at `begin`
  double least = std::numeric_limits<double>::infinity();
  std::size_t cut = behind.first;
  for (auto i = begin; i <= end; ++i) {
    if (cost < least) {
      least = cost;
      cut = i;
    }
    cost += std::abs(values[i] - before.level) - std::abs(values[i] - behind.level);
  }
  before.last = cut - 1;
  behind.first = cut;
}

}  // namespace

void ChangePointTracker::append(std::span<const double> values) {
  if (values.empty()) return;
  values_.insert(values_.end(), values.begin(), values.end());
  const auto wanted = points_to_calibrate_on(values_.size());
  if (wanted != calibrated_on_) {
    calibrate(wanted);
  } else {
    partitioning_.return_to(settled_);
  }
  partition_rest();
}

/// Leaves `partitioning_` with the first `points`.
void ChangePointTracker::calibrate(std::size_t points) {
  calibrated_on_ = points;
  const std::span<const double> all(values_);
  const auto known = all.first(std::min(points + kReach, all.size()));
  const auto centres = running_median(known, kReach);
  const auto near = std::span(centres).first(points);
  origin_ = centres.front();
  reach_ = kWinsorisedAt * robust_sd(differences(all.first(points), near));
  auto held = winsorised(all.first(points), near, reach_);
  for (double& value : held) value -= origin_;
  const double rounding =
      kRounding * std::inner_product(held.begin(), held.end(), held.begin(), 1e-200);
  double variance =
      std::pow(robust_sd(differences(all.first(points).subspan(1), all.first(points - 1))), 2) / 2;
  for (int round = 0; round < kMostRounds; ++round) {
    const double assumed = variance;
    const double penalty = price_of_a_cut(points) * assumed;
    partitioning_ =
        OptimalPartitioning({.penalty = std::max(penalty, rounding), .shortest = kShortest});
    partitioning_.reserve(values_.size());
    for (const double value : held) partitioning_.add(value);
    const auto stretches = partitioning_.stretches();
    const auto deviations = residuals(held, stretches);
    sd_ = robust_sd(deviations);
    variance =
        long_run_variance(with_held_end(deviations, kWinsorisedAt * sd_), starts_of(stretches));
    if (std::abs(variance - assumed) <= kSettled * assumed) break;
  }
  long_run_sd_ = std::sqrt(variance);
}

/// All points behind those that `partitioning_` has.
void ChangePointTracker::partition_rest() {
  const auto begin = partitioning_.size();
  const auto from = begin - std::min(begin, kReach);
  const auto rest = std::span<const double>(values_).subspan(from);
  const auto centres = running_median(rest, kReach);
  const auto held = winsorised(rest, centres, reach_);
  // What is held of the last few points changes with those that follow.
  const auto settled = std::max(begin, values_.size() - std::min(values_.size(), kReach));
  for (auto i = begin; i < settled; ++i) partitioning_.add(held[i - from] - origin_);
  partitioning_.save(settled_);
  for (auto i = settled; i < values_.size(); ++i) partitioning_.add(held[i - from] - origin_);
}

ChangePoints ChangePointTracker::found() const {
  ChangePoints found{.stretches = partitioning_.stretches(),
                     .noise = {.sd = sd_, .long_run_sd = long_run_sd_}};
  auto& stretches = found.stretches;
  auto& noise = found.noise;
  if (stretches.empty() && !values_.empty())
    stretches.push_back({.first = 0, .last = values_.size() - 1});
  noise.degrees = values_.size() - stretches.size();
  const auto level = [&](Stretch& stretch) {
    stretch.level = level_of(points_of(stretch, values_), noise).value;
  };
  std::ranges::for_each(stretches, level);
  for (std::size_t i = 1; i < stretches.size(); ++i) refit(values_, stretches[i - 1], stretches[i]);
  std::ranges::for_each(stretches, level);
  noise.wander = wander_of(values_, stretches, noise.sd);
  found.winsorised = winsorised(values_, running_median(values_, kReach), reach_);
  return found;
}

ChangePoints find_change_points(std::span<const double> values) {
  ChangePointTracker tracker;
  tracker.append(values);
  return tracker.found();
}

bool is_sure(const LevelStep& step, std::size_t points) {
  if (step.degrees == 0) return true;
  return step.size * step.size >= price_of_a_cut(points, step.degrees) * step.error * step.error;
}

}  // namespace benchgate::stats
