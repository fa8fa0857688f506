#include "benchgate/history/series_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "benchgate/stats/ramp.h"

namespace benchgate::history {
namespace {

using stats::Stretch;

constexpr std::size_t kShortestDrift = 15;  // points
constexpr std::size_t kManySteps = 4;
constexpr double kRounding = 1e-9;  // of the values: what arithmetic makes of equal ones
constexpr double kRising = 0.5;     // of a step: nearer to that of a straight line than to none

double squares_around(std::span<const double> values) {
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares;
}

/// How far a straight line through the points goes from the first to one behind the last.
double rise_of(std::span<const double> values) {
  const auto count = static_cast<double>(values.size());
  const double centre = (count - 1) / 2;
  double products = 0;
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double place = static_cast<double>(i) - centre;
    products += place * values[i];
    squares += place * place;
  }
  return squares > 0 ? products / squares * count : 0;
}

/// The stretches that are told, each at the level of its points.
class Levels {
 public:
  Levels(std::span<const double> values, stats::ChangePoints found, double smallest_step)
      : values_(values), found_(std::move(found)), smallest_step_(smallest_step) {
    while (join_shortest() || join_least_sure()) {
    }
  }

  [[nodiscard]] const std::vector<Stretch>& stretches() const { return found_.stretches; }

  [[nodiscard]] stats::Level level(const Stretch& stretch) const {
    return stats::level_of(stats::points_of(stretch, values_), found_.noise);
  }

 private:
  /// Joins `at` with the one behind it.
  void join(std::size_t at) {
    auto& stretches = found_.stretches;
    stretches[at].last = stretches[at + 1].last;
    stretches[at].level = level(stretches[at]).value;
    stretches.erase(stretches.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  }

  [[nodiscard]] double size_at(std::size_t at) const {
    return std::abs(found_.stretches[at + 1].level - found_.stretches[at].level);
  }

  /// A few bad nights in a row are no level: they go to the neighbour that is nearer. Those at the
  /// end may yet become one.
  bool join_shortest() {
    const auto& stretches = found_.stretches;
    if (stretches.size() < 2) return false;
    const auto shortest =
        std::ranges::min_element(stretches.begin(), stretches.end() - 1, {}, &Stretch::size);
    if (shortest->size() >= kAnnouncedAfter) return false;
    const auto at = static_cast<std::size_t>(shortest - stretches.begin());
    const bool backwards = at > 0 && size_at(at - 1) <= size_at(at);
    join(backwards ? at - 1 : at);
    return true;
  }

  /// The step that is the fewest standard errors, where it is not sure; else the smallest, where it
  /// is too small to be told.
  bool join_least_sure() {
    std::optional<std::size_t> least;
    std::size_t smallest = 0;
    double least_errors = std::numeric_limits<double>::infinity();
    for (std::size_t at = 0; at + 1 < found_.stretches.size(); ++at) {
      if (size_at(at) < size_at(smallest)) smallest = at;
      const auto before = level(found_.stretches[at]);
      const auto behind = level(found_.stretches[at + 1]);
      if (!before.wanders && !behind.wanders) continue;  // the partition has asked already
      const auto step = stats::step_between(before, behind, found_.noise);
      const double errors = std::abs(step.size) / step.error;
      if (stats::is_sure(step, values_.size()) || errors >= least_errors) continue;
      least = at;
      least_errors = errors;
    }
    const bool has_steps = found_.stretches.size() > 1;
    if (!least && has_steps && size_at(smallest) < smallest_step_) least = smallest;
    if (least) join(*least);
    return least.has_value();
  }

  std::span<const double> values_;
  stats::ChangePoints found_;
  double smallest_step_;
};

/// Finds drifts among stretches.
class Drifts {
 public:
  Drifts(const stats::ChangePoints& found, double smallest_step)
      : held_(found.winsorised), noise_(found.noise), smallest_step_(smallest_step) {}

  /// The ramp that these stretches are, its points counted from the series' first; nothing where
  /// they are not.
  [[nodiscard]] std::optional<stats::Ramp> across(std::span<const Stretch> stretches) const {
    const auto first = stretches.front().first;
    const auto points = held_.subspan(first, stretches.back().last - first + 1);
    auto ramp = stats::fit_ramp(points, kShortestDrift);
    if (!ramp) return std::nullopt;
    const stats::LevelStep step{ramp->to - ramp->from, ramp->error, noise_.degrees};
    const double rounding = kRounding * std::max(std::abs(ramp->from), std::abs(ramp->to));
    const bool is_told = std::abs(step.size) > std::max(smallest_step_, rounding);
    if (!is_told || !stats::is_sure(step, held_.size())) return std::nullopt;
    if (!is_smooth(stretches) && !is_better_than(stretches, *ramp)) return std::nullopt;
    ramp->first += first;
    ramp->last += first;
    return ramp;
  }

 private:
  /// Does it explain more than the stairs do, by what a further cut would have to?
  [[nodiscard]] bool is_better_than(std::span<const Stretch> stretches,
                                    const stats::Ramp& ramp) const {
    if (stretches.size() == 1) return true;
    double saved = -ramp.squares;
    for (const auto& stretch : stretches) saved += squares_around(stats::points_of(stretch, held_));
    const stats::LevelStep gain{std::sqrt(std::max(saved, 0.0)), std::sqrt(ramp.variance),
                                noise_.degrees};
    return saved > 0 && stats::is_sure(gain, held_.size());
  }

  [[nodiscard]] bool is_smooth(std::span<const Stretch> stretches) const {
    const auto steps = stretches.size() - 1;
    if (steps < kManySteps) return false;
    double rises = 0;
    for (const auto& stretch : stretches) rises += rise_of(stats::points_of(stretch, held_));
    const double whole = stretches.back().level - stretches.front().level;
    return rises / static_cast<double>(stretches.size()) / (whole / static_cast<double>(steps)) >=
           kRising;
  }

  std::span<const double> held_;
  const stats::Noise& noise_;
  double smallest_step_;
};

/// From `begin`, the stretches with steps one way: one behind the last.
std::size_t end_of_run(const std::vector<Stretch>& stretches, std::size_t begin) {
  auto end = begin + 1;
  const auto goes_up = [&](std::size_t at) {
    return stretches[at].level > stretches[at - 1].level;
  };
  while (end < stretches.size() && goes_up(end) == goes_up(begin + 1)) ++end;
  return end;
}

/// The level before a ramp or behind it is known as well as the ramp is, or as its own points tell.
double variance_of(const stats::Ramp& ramp, std::size_t points) {
  return std::min(ramp.error * ramp.error, ramp.variance / static_cast<double>(points));
}

void add_ramp(const stats::Ramp& ramp, const Stretch& whole, std::vector<Part>& parts) {
  auto begin = whole.first;
  const bool begins_level = ramp.first > begin;
  if (begins_level) {
    parts.push_back({.first = begin,
                     .last = ramp.first,
                     .from = ramp.from,
                     .to = ramp.from,
                     .variance = variance_of(ramp, ramp.first - begin + 1)});
    begin = ramp.first + 1;
  }
  parts.push_back({.first = begin,
                   .last = ramp.last,
                   .from = ramp.from,
                   .to = ramp.to,
                   .is_drift = true,
                   .continues = begins_level,
                   .variance = ramp.error * ramp.error});
  if (ramp.last < whole.last) {
    parts.push_back({.first = ramp.last + 1,
                     .last = whole.last,
                     .from = ramp.to,
                     .to = ramp.to,
                     .continues = true,
                     .variance = variance_of(ramp, whole.last - ramp.last)});
  }
}

/// Drifts one way that follow on each other are one, which is no straight line.
void join_drifts(std::vector<Part>& parts) {
  for (std::size_t at = 1; at < parts.size();) {
    auto& before = parts[at - 1];
    const auto& behind = parts[at];
    const bool goes_up = behind.to > behind.from;
    const bool is_one = before.is_drift && behind.is_drift &&
                        goes_up == (before.to > before.from) && goes_up == (behind.to > before.to);
    if (!is_one) {
      ++at;
      continue;
    }
    before.last = behind.last;
    before.to = behind.to;
    before.variance += behind.variance;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

/// Does the part before the boundary at `at`, or the one behind it, come from a ramp?
bool meets_ramp(const std::vector<Part>& parts, std::size_t at) {
  const bool leads_to_drift =
      at + 1 < parts.size() && parts[at + 1].is_drift && parts[at + 1].continues;
  return parts[at - 1].is_drift || parts[at - 1].continues || parts[at].is_drift || leads_to_drift;
}

/// Between a ramp and its neighbour, which were found apart, there may be no step worth telling.
void smooth_ends(SeriesParts& all, std::size_t points, double smallest_step) {
  auto& parts = all.parts;
  for (std::size_t at = 1; at < parts.size(); ++at) {
    if (parts[at].continues || !meets_ramp(parts, at)) continue;
    const stats::LevelStep step{.size = parts[at].from - parts[at - 1].to,
                                .error = std::sqrt(parts[at - 1].variance + parts[at].variance),
                                .degrees = all.noise.degrees};
    parts[at].continues = std::abs(step.size) < smallest_step || !stats::is_sure(step, points);
  }
}

bool has_drift(const std::vector<Part>& parts) {
  return std::ranges::any_of(parts, &Part::is_drift);
}

/// Of the points from the levels and drifts that they are in.
std::vector<double> distances(std::span<const double> values, const std::vector<Part>& parts) {
  std::vector<double> all;
  for (const auto& part : parts) {
    const auto steps = static_cast<double>(std::max<std::size_t>(part.last - part.first, 1));
    for (auto at = part.first; at <= part.last; ++at) {
      const double way = static_cast<double>(at - part.first) / steps;
      all.push_back(values[at] - part.from - way * (part.to - part.from));
    }
  }
  return all;
}

}  // namespace

SeriesParts parts_of(std::span<const double> values, double smallest_step) {
  const auto found = stats::find_change_points(values);
  const Levels levels(values, found, smallest_step);
  const Drifts drifts(found, smallest_step);
  SeriesParts all{.parts = {}, .noise = found.noise};
  const auto& stretches = levels.stretches();
  const auto add = [&](std::span<const Stretch> run) {
    const auto ramp = drifts.across(run);
    if (ramp) add_ramp(*ramp, {run.front().first, run.back().last}, all.parts);
    return ramp.has_value();
  };
  for (std::size_t begin = 0; begin < stretches.size();) {
    const auto end = end_of_run(stretches, begin);
    const auto run = std::span(stretches).subspan(begin, end - begin);
    if (run.size() > 1 && add(run)) {
      begin = end;
      continue;
    }
    const auto& stretch = stretches[begin];
    if (!add(run.first(1))) {
      const auto level = levels.level(stretch);
      all.parts.push_back({.first = stretch.first,
                           .last = stretch.last,
                           .from = level.value,
                           .to = level.value,
                           .variance = level.variance});
    }
    ++begin;
  }
  join_drifts(all.parts);
  if (has_drift(all.parts)) all.noise.sd = stats::robust_sd(distances(values, all.parts));
  smooth_ends(all, values.size(), smallest_step);
  return all;
}

}  // namespace benchgate::history
