#include "benchgate/history/series_analysis.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "benchgate/stats/change_points.h"

namespace benchgate::history {
namespace {

// A step below both is not told, however sure: nobody looks for what did it.
constexpr double kSmallestStep = 0.01;  // of the level
constexpr double kSmallestNoise = 1.5;  // standard deviations of a point
// Points behind a change, or between two of them: fewer may be a burst.
constexpr std::size_t kAnnouncedAfter = 5;
constexpr double kTakenBack = 0.5;  // of a step: a level nearer to where it came from
const stats::ConfidenceLevel kLevel(0.95);

/// Values as they are analysed: logarithms where that is possible, so that steps are ratios.
struct Scale {
  bool logarithmic = false;
  [[nodiscard]] double to(double value) const { return logarithmic ? std::log(value) : value; }
  [[nodiscard]] double from(double value) const { return logarithmic ? std::exp(value) : value; }
};

Scale scale_of(const model::Series& series) {
  return {std::ranges::all_of(series.points, [](const auto& point) { return point.value > 0; })};
}

/// `from` .. `to` as one stretch, at the mean of their points.
stats::Stretch merged(const stats::Stretch& from, const stats::Stretch& to) {
  const auto weight = static_cast<double>(from.size());
  const auto other = static_cast<double>(to.size());
  return {.first = from.first,
          .last = to.last,
          .level = (from.level * weight + to.level * other) / (weight + other)};
}

/// Joins `at` with the one behind it.
void join(std::vector<stats::Stretch>& stretches, std::size_t at) {
  stretches[at] = merged(stretches[at], stretches[at + 1]);
  stretches.erase(stretches.begin() + static_cast<std::ptrdiff_t>(at) + 1);
}

double step_at(const std::vector<stats::Stretch>& stretches, std::size_t at) {
  return std::abs(stretches[at + 1].level - stretches[at].level);
}

/// A few bad nights in a row are no level: they go to the neighbour that is nearer. Those at the
/// end may yet become one.
bool join_shortest(std::vector<stats::Stretch>& stretches) {
  if (stretches.size() < 2) return false;
  const auto shortest =
      std::ranges::min_element(stretches.begin(), stretches.end() - 1, {}, &stats::Stretch::size);
  if (shortest->size() >= kAnnouncedAfter) return false;
  const auto at = static_cast<std::size_t>(shortest - stretches.begin());
  const bool backwards = at > 0 && step_at(stretches, at - 1) <= step_at(stretches, at);
  join(stretches, backwards ? at - 1 : at);
  return true;
}

bool join_nearest(std::vector<stats::Stretch>& stretches, double smallest_step) {
  std::size_t nearest = 0;
  for (std::size_t i = 0; i + 1 < stretches.size(); ++i)
    if (step_at(stretches, i) < step_at(stretches, nearest)) nearest = i;
  if (stretches.size() < 2 || step_at(stretches, nearest) >= smallest_step) return false;
  join(stretches, nearest);
  return true;
}

bool is_worse(double from, double to, model::Direction direction) {
  switch (direction) {
    case model::Direction::LowerIsBetter:
      return to > from;
    case model::Direction::HigherIsBetter:
      return to < from;
    case model::Direction::NeitherIsBetter:
      break;
  }
  return true;
}

stats::Estimate exponential(const stats::Estimate& step) {
  stats::Estimate ratio{.point = std::exp(step.point), .interval = step.interval};
  if (ratio.interval) {
    auto& bounds = ratio.interval->bounds;
    bounds = {std::exp(bounds.lower), std::exp(bounds.upper)};
  }
  return ratio;
}

/// Did a level behind change `at` come nearer to where it came from than to where it went?
bool taken_back(const std::vector<Segment>& segments, std::size_t at, const Scale& scale) {
  const double from = scale.to(segments[at].level);
  const double step = scale.to(segments[at + 1].level) - from;
  return std::any_of(
      segments.begin() + static_cast<std::ptrdiff_t>(at) + 2, segments.end(),
      [&](const Segment& later) { return (scale.to(later.level) - from) / step < kTakenBack; });
}

ChangeState state_of(const SeriesAnalysis& analysis, std::size_t at, const Scale& scale,
                     std::size_t announced_after) {
  if (taken_back(analysis.segments, at, scale)) return ChangeState::WentAway;
  const bool newest = at + 2 == analysis.segments.size();
  const auto& behind = analysis.segments[at + 1];
  return newest && behind.last - behind.first + 1 < announced_after ? ChangeState::Recent
                                                                    : ChangeState::Standing;
}

/// The change between segment `at` and the one behind it, without its interval.
ChangePoint change_at(const model::Series& series, const std::vector<Segment>& segments,
                      std::size_t at) {
  const auto& behind = segments[at + 1];
  ChangePoint change{.index = behind.first,
                     .before = series.points[behind.first - 1].run,
                     .at = series.points[behind.first].run,
                     .from = segments[at].level,
                     .to = behind.level,
                     .points_behind = behind.last - behind.first + 1};
  change.worse = is_worse(change.from, change.to, series.definition.direction);
  if (change.from > 0 && change.to > 0)
    change.ratio = stats::Estimate{.point = change.to / change.from, .interval = std::nullopt};
  return change;
}

SeriesAnalysis analyse_exact(const model::Series& series) {
  SeriesAnalysis analysis;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const double value = series.points[i].value;
    auto& segments = analysis.segments;
    if (segments.empty() || segments.back().level != value)
      segments.push_back({.first = i, .last = i, .level = value});
    segments.back().last = i;
  }
  for (std::size_t i = 0; i + 1 < analysis.segments.size(); ++i) {
    auto change = change_at(series, analysis.segments, i);
    change.state = state_of(analysis, i, Scale{}, 1);
    analysis.changes.push_back(std::move(change));
  }
  return analysis;
}

}  // namespace

std::string_view state_name(ChangeState state) {
  switch (state) {
    case ChangeState::Recent:
      return "recent";
    case ChangeState::Standing:
      return "standing";
    case ChangeState::WentAway:
      return "went_away";
  }
  return "";
}

SeriesAnalysis analyse(const model::Series& series) {
  if (series.definition.kind == model::MetricKind::Exact) return analyse_exact(series);
  const auto scale = scale_of(series);
  std::vector<double> values;
  values.reserve(series.points.size());
  for (const auto& point : series.points) values.push_back(scale.to(point.value));
  const auto found = stats::find_change_points(values);
  auto stretches = found.stretches;
  const double smallest =
      std::max(kSmallestNoise * found.sd, scale.logarithmic ? std::log1p(kSmallestStep) : 0.0);
  while (join_shortest(stretches) || join_nearest(stretches, smallest)) {
  }
  SeriesAnalysis analysis;
  analysis.noise = scale.logarithmic ? std::expm1(found.sd) : found.sd;
  for (const auto& stretch : stretches)
    analysis.segments.push_back({stretch.first, stretch.last, scale.from(stretch.level)});
  for (std::size_t i = 0; i + 1 < stretches.size(); ++i) {
    auto change = change_at(series, analysis.segments, i);
    if (scale.logarithmic) {
      change.ratio =
          exponential(stats::step_between(stretches[i], stretches[i + 1], found, kLevel));
    }
    change.state = state_of(analysis, i, scale, kAnnouncedAfter);
    analysis.changes.push_back(std::move(change));
  }
  return analysis;
}

double magnitude(const ChangePoint& change) {
  if (!change.ratio) return std::numeric_limits<double>::infinity();
  return std::abs(std::log(change.ratio->point));
}

}  // namespace benchgate::history
